// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimation.h"

#include <QTest>

#include <cmath>

using ui::decimated;

class DecimationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewPointsStayAsTheyAre();
    void neverMoreThanAsked_data();
    void neverMoreThanAsked();
    void lowestAndHighestAreKept();
    void gapsSplitTheLine();
    void orderIsKept();
    void theAxisEndsOnRoundNumbers();
    void theAxisShrinksLate();
};

namespace {

QList<QPointF> wave(int count)
{
    QList<QPointF> points;
    for (int i = 0; i < count; ++i) {
        points.push_back(QPointF(i - count, 100 + 50 * std::sin(i / 7.0)));
    }
    return points;
}

} // namespace

void DecimationTest::fewPointsStayAsTheyAre()
{
    QVERIFY(decimated({}, 100).isEmpty());
    QCOMPARE(decimated(wave(100), 100), wave(100));
}

void DecimationTest::neverMoreThanAsked_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("most");
    for (const int count : {101, 300, 1440, 86'400}) {
        for (const int most : {2, 99, 100}) {
            QTest::addRow("%d to %d", count, most) << count << most;
        }
    }
}

void DecimationTest::neverMoreThanAsked()
{
    QFETCH(int, count);
    QFETCH(int, most);
    const QList<QPointF> points = decimated(wave(count), most);
    QVERIFY(!points.isEmpty());
    QVERIFY(points.size() <= most);
}

void DecimationTest::lowestAndHighestAreKept()
{
    QList<QPointF> points = wave(5000);
    points[1234].setY(-3);
    points[4321].setY(9000);
    const QList<QPointF> fewer = decimated(points, 60);
    QVERIFY(fewer.contains(points[1234]));
    QVERIFY(fewer.contains(points[4321]));
}

void DecimationTest::gapsSplitTheLine()
{
    QList<QPointF> points = wave(1000);
    for (int i = 400; i < 600; ++i) {
        points[i].setY(qQNaN());
    }
    const QList<QPointF> fewer = decimated(points, 100);
    bool hasGap = false;
    for (const QPointF &point : fewer) {
        const bool isInGap = point.x() >= points[400].x() && point.x() < points[600].x();
        QCOMPARE(std::isnan(point.y()), isInGap);
        hasGap = hasGap || isInGap;
    }
    QVERIFY(hasGap);
}

void DecimationTest::orderIsKept()
{
    const QList<QPointF> fewer = decimated(wave(3000), 200);
    for (qsizetype i = 1; i < fewer.size(); ++i) {
        QVERIFY(fewer[i - 1].x() < fewer[i].x());
    }
}

void DecimationTest::theAxisEndsOnRoundNumbers()
{
    QCOMPARE(ui::roundTop(0), 1.0);
    QCOMPARE(ui::roundTop(qQNaN()), 1.0);
    QCOMPARE(ui::roundTop(18), 20.0);
    for (double value = 0.5; value < 1e9; value *= 1.7) {
        QVERIFY(ui::roundTop(value) >= value);
        QVERIFY(ui::roundTop(value) <= std::max(1.0, 2 * value));
    }
}

void DecimationTest::theAxisShrinksLate()
{
    ui::AxisTop top;
    const double high = top.next(1000, 0);
    QVERIFY(high >= 1000);
    QCOMPARE(top.next(10, 1), high);
    QCOMPARE(top.next(10, 10), high);
    QVERIFY(top.next(10, 11.5) < high);
    QVERIFY(top.next(5000, 12) >= 5000);
}

QTEST_APPLESS_MAIN(DecimationTest)
#include "decimation_test.moc"
