// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include <QAbstractScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class ChartPressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pressesAnywhereAreHarmless_data();
    void pressesAnywhereAreHarmless();
    void emptyAndGappyCurvesAreDrawn();
    void draggingChoosesASpan();
    void theCursorReadsTheValueThere();
    void aLongerFigureIsNotCut();
};

namespace {

ui::PlainLabel *figureOf(const ui::ChartCard &card, const QString &series)
{
    for (ui::PlainLabel *label : card.findChildren<ui::PlainLabel *>()) {
        if (label->accessibleName() == series) {
            return label;
        }
    }
    return nullptr;
}

QList<QPointF> curve()
{
    QList<QPointF> points;
    for (int i = -300; i <= 0; ++i) {
        points.push_back(QPointF(i, i % 50 == 0 ? qQNaN() : 1000.0 + i));
    }
    return points;
}

void pressAll(QWidget *target)
{
    for (int y = 0; y < target->height(); y += 10) {
        for (int x = 0; x < target->width(); x += 10) {
            QTest::mouseClick(target, Qt::LeftButton, {}, QPoint(x, y));
            QTest::mouseDClick(target, Qt::LeftButton, {}, QPoint(x, y));
        }
    }
}

} // namespace

void ChartPressTest::pressesAnywhereAreHarmless_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QSize(160, 90);
    QTest::newRow("usual") << QSize(420, 200);
    QTest::newRow("large") << QSize(900, 340);
}

void ChartPressTest::pressesAnywhereAreHarmless()
{
    QFETCH(QSize, size);
    ui::ChartCard card(u"Rate"_s, {u"In"_s, u"Out"_s}, ui::shortFigure);
    card.resize(size);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    const QList<QAbstractScrollArea *> views = card.chart().findChildren<QAbstractScrollArea *>();
    QVERIFY(!views.isEmpty());
    pressAll(views.first()->viewport());
    card.chart().setPoints({curve(), curve()});
    QTest::qWait(1);
    pressAll(views.first()->viewport());
    QVERIFY(card.isVisible());
}

void ChartPressTest::emptyAndGappyCurvesAreDrawn()
{
    ui::ChartCard card(u"Rate"_s, {u"In"_s}, ui::shortFigure);
    card.resize(420, 200);
    card.show();
    for (const auto &points : {QList<QPointF>(), QList<QPointF>{QPointF(-1, qQNaN())}, curve()}) {
        card.chart().setPoints({points});
        for (const int window : {300, 3600, 86'400}) {
            card.chart().setWindow(window);
            QVERIFY(!card.grab().isNull());
        }
    }
}

void ChartPressTest::draggingChoosesASpan()
{
    ui::ChartCard card(u"Rate"_s, {u"In"_s}, ui::shortFigure);
    card.resize(420, 200);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    QWidget *target = card.chart().findChild<QAbstractScrollArea *>()->viewport();
    QSignalSpy chosen(&card.chart(), &ui::LineChart::spanChosen);
    const int middle = target->height() / 2;
    const auto drag = [&](int from, int to) {
        QTest::mousePress(target, Qt::LeftButton, {}, QPoint(from, middle));
        QTest::mouseMove(target, QPoint(to, middle));
        QTest::mouseRelease(target, Qt::LeftButton, {}, QPoint(to, middle));
    };
    drag(200, 215);
    QCOMPARE(chosen.size(), 0); // a shaky click
    drag(300, 200); // to the left is fine
    QCOMPARE(chosen.size(), 1);
    const double from = chosen[0][0].toDouble();
    const double to = chosen[0][1].toDouble();
    QVERIFY(from < to);
    QVERIFY(from >= -300 && to <= 0);
    card.chart().setWindow(60, 1'700'000'000'000); // holds still
    QVERIFY(!card.grab().isNull());
}

void ChartPressTest::theCursorReadsTheValueThere()
{
    ui::ChartCard card(u"Rate"_s, {u"In"_s}, ui::shortFigure);
    card.resize(420, 200);
    card.show();
    card.setPoints({{QPointF(-100, 7), QPointF(-50, qQNaN()), QPointF(-10, 9)}});
    card.setValues({u"now"_s});
    const auto shown = [&] { return figureOf(card, u"In"_s)->text(); };
    QCOMPARE(shown(), u"now"_s);
    for (const auto &[x, text] : {std::pair(-98.0, u"7"_s), std::pair(-52.0, u"–"_s),
                                  std::pair(0.0, u"9"_s), std::pair(-300.0, u"7"_s)}) {
        card.setCursor(x);
        QCOMPARE(shown(), text);
    }
    card.setCursor(qQNaN());
    QCOMPARE(shown(), u"now"_s);
}

void ChartPressTest::aLongerFigureIsNotCut()
{
    ui::ChartCard card(u"Latency"_s, {u"p50"_s, u"p99"_s}, ui::shortFigure);
    card.offerAmong({u"Latency"_s, u"Lag"_s}, 0);
    card.resize(480, 180);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    ui::PlainLabel &figure = *figureOf(card, u"p99"_s);
    int widest = 0;
    for (const QString &text : {u"–"_s, u"9 ms"_s, u"14.7 ms"_s, u"1,234 ms"_s, u"2 ms"_s}) {
        card.setValues({u"6.02 ms"_s, text});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY(figure.width() >= figure.fontMetrics().horizontalAdvance(text));
        QVERIFY(figure.width() >= widest); // what stands beside it keeps its place
        widest = figure.width();
    }
}

QTEST_MAIN(ChartPressTest)
#include "chart_press_test.moc"
