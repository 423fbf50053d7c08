// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_nearest.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core::kafka;

/// Which names are offered in place of one that does not exist.
class KafkaNearestTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLikestComeFirst_data();
    void theLikestComeFirst();
    void manyLongNamesTakeNoTime();
};

void KafkaNearestTest::theLikestComeFirst_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("two letters the other way")
        << u"ordres"_s << QStringList{u"orders"_s, u"orders-eu"_s};
    QTest::newRow("other letters") << u"Orders"_s << QStringList{u"orders"_s, u"orders-eu"_s};
    QTest::newRow("a part of it") << u"temperature"_s << QStringList{u"plant.temperature.raw"_s};
    QTest::newRow("more than it") << u"my-orders-eu"_s << QStringList{u"orders-eu"_s, u"orders"_s};
    QTest::newRow("the same beginning")
        << u"plant.pressure"_s << QStringList{u"plant.temperature.raw"_s};
    QTest::newRow("nothing like it") << u"invoices"_s << QStringList();
    QTest::newRow("one letter") << u"x"_s << QStringList{u"y"_s};
}

void KafkaNearestTest::theLikestComeFirst()
{
    QFETCH(QString, wanted);
    QFETCH(QStringList, expected);
    const QStringList names{u"y"_s, u"orders-eu"_s, u"plant.temperature.raw"_s, u"orders"_s};
    QCOMPARE(nearestNames(names, wanted), expected);
}

void KafkaNearestTest::manyLongNamesTakeNoTime()
{
    QStringList names;
    for (int i = 0; i < 10'000; ++i) {
        names.append(QString(243, u'a') + QString::number(i + 100'000));
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(nearestNames(names, QString(249, u'b')).size(), 0);
    QCOMPARE(nearestNames(names, QString(249, u'a')).size(), 3);
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(KafkaNearestTest)
#include "kafka_nearest_test.moc"
