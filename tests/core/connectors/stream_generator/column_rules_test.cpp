// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/columns.h"
#include "core/schema/binding.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::stream_generator;

/// What a custom column may not hold.
class ColumnRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongColumnsAreNamed_data();
    void wrongColumnsAreNamed();
    void wholeRangesOfNumbersAreMade();
    void namesThatDifferByCaseOnlyAreRefused();
    void anAbsurdRateIsAWarning();
};

void ColumnRulesTest::wrongColumnsAreNamed_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QStringList>("range");
    QTest::addColumn<QStringList>("limit");
    QTest::addColumn<QString>("code");
    const int whole = int(ColumnType::Int);
    const int decimal = int(ColumnType::Float);
    const QStringList none;
    QTest::newRow("both") << whole << QStringList{u"1"_s} << QStringList{u"0"_s, u"1"_s}
                          << u"generator.range_and_limit"_s;
    QTest::newRow("half") << whole << none << QStringList{u"1"_s} << u"generator.limit"_s;
    QTest::newRow("order") << whole << none << QStringList{u"2"_s, u"1"_s} << u"generator.limit"_s;
    QTest::newRow("2^64") << whole << none << QStringList{u"0"_s, u"18446744073709551616"_s}
                          << u"generator.limit"_s;
    QTest::newRow("nan") << decimal << none << QStringList{u"nan"_s, u"1"_s}
                         << u"generator.limit"_s;
    QTest::newRow("inf") << decimal << none << QStringList{u"0"_s, u"inf"_s}
                         << u"generator.limit"_s;
    QTest::newRow("text in numbers")
        << whole << QStringList{u"x"_s} << none << u"generator.item_type"_s;
    QTest::newRow("text in bools")
        << int(ColumnType::Bool) << QStringList{u"maybe"_s} << none << u"generator.item_type"_s;
    QTest::newRow("1 MB item") << int(ColumnType::String) << QStringList{QString(1 << 20, u'x')}
                               << none << u"generator.item_size"_s;
}

void ColumnRulesTest::wrongColumnsAreNamed()
{
    QFETCH(int, type);
    QFETCH(QStringList, range);
    QFETCH(QStringList, limit);
    QFETCH(QString, code);
    const auto made = makeColumn(
        {.name = u"c"_s, .type = static_cast<ColumnType>(type), .range = range, .limit = limit});
    QVERIFY(!made);
    QCOMPARE(QString::fromLatin1(made.error().id), code);
    QVERIFY(findField(ColumnConfig::schema(), made.error().field));
}

void ColumnRulesTest::wholeRangesOfNumbersAreMade()
{
    Random random(3);
    constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    bool hasNegative = false;
    bool hasPositive = false;
    for (int i = 0; i < 100; ++i) {
        const std::int64_t value = random.between(kMin, kMax);
        hasNegative = hasNegative || value < 0;
        hasPositive = hasPositive || value > 0;
        QCOMPARE(random.between(kMax, kMax), kMax);
        const double part = random.between(-1.7e308, 1.7e308);
        QVERIFY(part >= -1.7e308 && part <= 1.7e308);
    }
    QVERIFY(hasNegative && hasPositive);
}

void ColumnRulesTest::namesThatDifferByCaseOnlyAreRefused()
{
    ConfigBox box(StreamGeneratorConfig::schema());
    auto &config = box.as<StreamGeneratorConfig>();
    config.kind = Template::Custom;
    const auto codes = [&box] {
        QStringList found;
        for (const Finding &finding : validateConfig(box, Role::Source, {})) {
            found.append(finding.path + u' ' + finding.code);
        }
        return found;
    };
    QCOMPARE(codes(), QStringList{u"fields field.required"_s});
    config.fields = {{.name = u"a"_s}, {.name = u"A"_s}};
    QCOMPARE(codes(), QStringList{u"fields[1].name generator.name_repeated"_s});
    config.kind = Template::Iot; // kept, and of no account
    QCOMPARE(codes(), QStringList());
}

void ColumnRulesTest::anAbsurdRateIsAWarning()
{
    ConfigBox box(StreamGeneratorConfig::schema());
    box.as<StreamGeneratorConfig>().interval = std::chrono::microseconds(1);
    box.as<StreamGeneratorConfig>().batchSize = 100'000;
    const Findings findings = validateConfig(box, Role::Source, {});
    QCOMPARE(findings.size(), 1U);
    QCOMPARE(findings[0].severity, Severity::Warning);
    QCOMPARE(findings[0].code, u"generator.rate"_s);
}

QTEST_GUILESS_MAIN(ColumnRulesTest)
#include "column_rules_test.moc"
