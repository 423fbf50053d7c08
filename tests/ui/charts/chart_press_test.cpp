// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include <QAbstractScrollArea>
#include <QTest>

using namespace Qt::StringLiterals;

class ChartPressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pressesAnywhereAreHarmless_data();
    void pressesAnywhereAreHarmless();
    void emptyAndGappyCurvesAreDrawn();
};

namespace {

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

QTEST_MAIN(ChartPressTest)
#include "chart_press_test.moc"
