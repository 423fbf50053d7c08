// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/units.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

class UnitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void refusedDurations_data();
    void refusedDurations();
    void writtenDurationsAreReadBack();
    void sizes_data();
    void sizes();
    void refusedSizes_data();
    void refusedSizes();
};

void UnitsTest::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("bare zero") << u"0"_s << qint64(0);
    QTest::newRow("zero") << u"0s"_s << qint64(0);
    QTest::newRow("nanoseconds") << u"1ns"_s << qint64(1);
    QTest::newRow("microseconds") << u"1us"_s << qint64(1'000);
    QTest::newRow("micro sign") << u"1\u00b5s"_s << qint64(1'000);
    QTest::newRow("Greek letter") << u"1\u03bcs"_s << qint64(1'000);
    QTest::newRow("milliseconds") << u"300ms"_s << qint64(300'000'000);
    QTest::newRow("seconds") << u"5s"_s << qint64(5'000'000'000);
    QTest::newRow("minutes") << u"2m"_s << qint64(120'000'000'000);
    QTest::newRow("decimal hours") << u"1.5h"_s << qint64(5'400'000'000'000);
    QTest::newRow("several") << u"2h45m"_s << qint64(9'900'000'000'000);
    QTest::newRow("point first") << u".5s"_s << qint64(500'000'000);
    QTest::newRow("point last") << u"1.s"_s << qint64(1'000'000'000);
    QTest::newRow("unordered") << u"1ms1h"_s << qint64(3'600'001'000'000);
    QTest::newRow("largest") << u"9223372036854775807ns"_s << qint64(9223372036854775807LL);
}

void UnitsTest::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, nanoseconds);
    const Result<Duration> parsed = parseDuration(text);
    QVERIFY(parsed.has_value());
    QCOMPARE(qint64(parsed->value.count()), nanoseconds);
    QCOMPARE(parsed->text, text);
}

void UnitsTest::refusedDurations_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             " ",
                             "200",
                             "1d",
                             "1w",
                             "-1s",
                             "+1s",
                             "1 s",
                             " 1s",
                             "1s ",
                             "s",
                             ".s",
                             "1.2.3s",
                             "1e3s",
                             "1S",
                             "1H",
                             "1,5s",
                             "0x1s",
                             "1s1",
                             "ms",
                             "9223372036854775808ns",
                             "2562048h",
                             "9999999999999999999999s",
                             "5000h5000h2562000h",
                             "1s\n",
                             "\xd9\xa1s"}) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void UnitsTest::refusedDurations()
{
    QFETCH(QString, text);
    const Result<Duration> parsed = parseDuration(text);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().id, "duration.invalid");
}

void UnitsTest::writtenDurationsAreReadBack()
{
    for (const qint64 count : {0LL, 1LL, 999LL, 1'000LL, 200'000'000LL, 90'000'000'000LL,
                               3'600'000'000'001LL, 9'223'372'036'854'775'807LL}) {
        const QString text = formatDuration(std::chrono::nanoseconds(count));
        const Result<Duration> parsed = parseDuration(text);
        QVERIFY2(parsed.has_value(), qPrintable(text));
        QCOMPARE(qint64(parsed->value.count()), count);
    }
    QCOMPARE(formatDuration(std::chrono::seconds(90)), u"1m30s"_s);
    QCOMPARE(formatDuration(std::chrono::milliseconds(200)), u"200ms"_s);
}

void UnitsTest::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("plain") << u"65536"_s << qint64(65'536);
    QTest::newRow("bytes") << u"5B"_s << qint64(5);
    QTest::newRow("KiB") << u"64KiB"_s << qint64(65'536);
    QTest::newRow("space") << u"64 KiB"_s << qint64(65'536);
    QTest::newRow("MiB") << u"16MiB"_s << 16 * qint64(kMiB);
    QTest::newRow("GiB") << u"1.5GiB"_s << qint64(kGiB + kGiB / 2);
    QTest::newRow("MB") << u"10MB"_s << qint64(10'000'000);
}

void UnitsTest::sizes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const Result<ByteSize> parsed = parseByteSize(text);
    QVERIFY(parsed.has_value());
    QCOMPARE(qint64(parsed->value), bytes);
    const Result<ByteSize> again = parseByteSize(formatByteSize(bytes));
    QVERIFY(again.has_value());
    QCOMPARE(qint64(again->value), bytes);
}

void UnitsTest::refusedSizes_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "MiB", "-1", "1PB", "1kb", "1e3", "9223372036854775808",
                             "9000000TiB", "1.5.5MiB", "x"}) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void UnitsTest::refusedSizes()
{
    QFETCH(QString, text);
    const Result<ByteSize> parsed = parseByteSize(text);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().id, "bytes.invalid");
}

QTEST_GUILESS_MAIN(UnitsTest)
#include "units_test.moc"
