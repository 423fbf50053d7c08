// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_filter.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::SampleFilter;

class SampleFilterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatItSays_data();
    void findsWhatItSays();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void anyTextEnds();
};

namespace {

core::Sample order()
{
    return {.number = 7,
            .lane = u"orders/3"_s,
            .topic = u"orders"_s,
            .position = 1'204'551,
            .key = "eu-88121",
            .payload = R"({"region":"eu","total":129.90,"count":3,"note":null,"ok":true,)"
                       R"("items":[{"sku":"A-1"},{"sku":"B-2"}],"a b":{"c":"x"}})",
            .payloadSize = 412,
            .headers = {{"Trace", "abc-1"}}};
}

} // namespace

void SampleFilterTest::findsWhatItSays_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("isFound");
    const auto add = [](const QString &filter, bool isFound) {
        QTest::newRow(qPrintable(filter)) << filter << isFound;
    };
    add(u"REGION"_s, true);
    add(u"88121"_s, true); // in the key
    add(u"nowhere"_s, false);
    add(u"\"region\":\"eu\" and sku"_s, true);
    add(u"region and nowhere"_s, false);
    add(u"key = eu-88121"_s, true);
    add(u"key = eu"_s, false);
    add(u"key ~ EU"_s, true);
    add(u"lane = orders/3"_s, true);
    add(u"topic != orders"_s, false);
    add(u"header.trace = abc-1"_s, true);
    add(u"header.trace = abc"_s, false);
    add(u"header.other exists"_s, false);
    add(u"position >= 1204551"_s, true);
    add(u"position < 1204551"_s, false);
    add(u"size > 400 and size < 413"_s, true);
    add(u"$.region = \"eu\""_s, true);
    add(u"$.region=eu"_s, true);
    add(u"$.region = us"_s, false);
    add(u"$.region != us"_s, true);
    add(u"$.total > 100"_s, true);
    add(u"$.total > 1e3"_s, false);
    add(u"$.total = 129.9"_s, true);
    add(u"$.total < \"200\""_s, false); // a text is not before or behind a number
    add(u"$.count >= 3 and $.count <= 3"_s, true);
    add(u"$.items[1].sku ~ b-"_s, true);
    add(u"$.items[2].sku exists"_s, false);
    add(u"$[\"a b\"].c = x"_s, true);
    add(u"$.note = null"_s, true);
    add(u"$.ok = true"_s, true);
    add(u"$.note exists"_s, true);
    add(u"$.missing"_s, false);
    add(u"$.missing != 5"_s, true);
}

void SampleFilterTest::findsWhatItSays()
{
    QFETCH(QString, filter);
    QFETCH(bool, isFound);
    const core::Result<SampleFilter> compiled = SampleFilter::compile(filter);
    QVERIFY(compiled);
    QVERIFY(!compiled->isEmpty());
    QCOMPARE(compiled->matches(order()), isFound);
    core::Sample bytes = order();
    bytes.payload = QByteArray("\xff\xfe\x00{", 4);
    compiled->matches(bytes); // no JSON: harmless
}

void SampleFilterTest::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("no value") << u"$.total >"_s << QByteArray("filter.value_missing");
    QTest::newRow("no value before and") << u"key = and x"_s << QByteArray("filter.value_missing");
    QTest::newRow("path") << u"$.items[x] = 1"_s << QByteArray("filter.path");
    QTest::newRow("number") << u"size > big"_s << QByteArray("filter.number");
    QTest::newRow("quote") << u"key = \"eu"_s << QByteArray("filter.quote");
}

void SampleFilterTest::tellsWhatIsWrong()
{
    QFETCH(QString, filter);
    QFETCH(QByteArray, id);
    const core::Result<SampleFilter> compiled = SampleFilter::compile(filter);
    QVERIFY(!compiled);
    QCOMPARE(QByteArray(compiled.error().id), id);
    QVERIFY(!compiled.error().message.isEmpty());
}

void SampleFilterTest::anyTextEnds()
{
    const QStringList parts{u"$"_s,  u".a"_s,   u"[0]"_s, u" = "_s,
                            u"\""_s, u"and "_s, u"key"_s, u"("_s};
    const int count = static_cast<int>(parts.size());
    for (int i = 0; i < count * count * count * count; ++i) {
        QString text;
        for (int rest = i, digit = 0; digit < 4; ++digit, rest /= count) {
            text += parts[rest % count];
        }
        const core::Result<SampleFilter> compiled = SampleFilter::compile(text);
        QVERIFY(!compiled || compiled->matches(order()) || true);
    }
    QVERIFY(SampleFilter::compile(QString(100'000, u'x')));
    QVERIFY(SampleFilter::compile({})->isEmpty());
}

QTEST_APPLESS_MAIN(SampleFilterTest)
#include "sample_filter_test.moc"
