// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/event_maker.h"
#include "core/connectors/stream_generator/pattern.h"
#include "core/connectors/stream_generator/time_layout.h"
#include "core/schema/binding.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::stream_generator;

class EventMakerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void templatesMakeTheKeptEvents_data();
    void templatesMakeTheKeptEvents();
    void choicesAreEven();
    void paddingReachesTheSize();
    void everyColumnTypeMakesItsJson();
    void namesAndValuesAreEscaped();
    void patternsMakeTextsThatFitThem_data();
    void patternsMakeTextsThatFitThem();
    void layoutsFollowGo_data();
    void layoutsFollowGo();
    void hostileSettingsAreFindings_data();
    void hostileSettingsAreFindings();
};

namespace {

constexpr std::int64_t kStartMs = 1'693'591'895'000; // 2023-09-01 18:11:35

QList<QByteArray> events(const StreamGeneratorConfig &config, int count)
{
    Result<EventMaker> maker = EventMaker::make(config, 42);
    QList<QByteArray> made;
    for (int i = 0; i < count; ++i) {
        std::string event;
        maker->append(event, {.ms = kStartMs + i * 200LL, .number = static_cast<std::uint64_t>(i)});
        made.append(QByteArray::fromStdString(event));
    }
    return made;
}

QJsonObject objectOf(const QByteArray &event)
{
    return QJsonDocument::fromJson(event).object();
}

StreamGeneratorConfig custom(std::vector<ColumnConfig> columns)
{
    return {.kind = Template::Custom, .fields = std::move(columns)};
}

} // namespace

void EventMakerTest::templatesMakeTheKeptEvents_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("iot") << int(Template::Iot);
    QTest::newRow("user_logins") << int(Template::UserLogins);
    QTest::newRow("devops") << int(Template::Devops);
}

void EventMakerTest::templatesMakeTheKeptEvents()
{
    QFETCH(int, kind);
    const QByteArray made =
        events({.kind = static_cast<Template>(kind)}, 20).join('\n').append('\n');
    QFile kept(
        QStringLiteral(WEIR_TEST_DATA "/%1.jsonl").arg(QLatin1String(QTest::currentDataTag())));
    QVERIFY2(kept.open(QIODevice::ReadOnly), made.constData());
    QCOMPARE(made, kept.readAll());
}

void EventMakerTest::choicesAreEven()
{
    std::map<QString, int> devices;
    int smallest = 1000;
    int largest = -1;
    for (const QByteArray &event : events({}, 10'000)) {
        const QJsonObject object = objectOf(event);
        ++devices[object[u"device"_s].toString()];
        smallest = std::min(smallest, object[u"number"_s].toInt());
        largest = std::max(largest, object[u"number"_s].toInt());
    }
    QCOMPARE(devices.size(), 3U);
    for (const auto &[device, count] : devices) {
        QVERIFY2(count >= 3100 && count <= 3600, qPrintable(device));
    }
    QCOMPARE(smallest, 0);
    QCOMPARE(largest, 100);
}

void EventMakerTest::paddingReachesTheSize()
{
    StreamGeneratorConfig config;
    config.payloadBytes = 1024;
    for (const QByteArray &event : events(config, 20)) {
        QCOMPARE(event.size(), 1024);
        QVERIFY(!objectOf(event)[u"pad"_s].toString().isEmpty());
    }
    config.payloadBytes = 10; // shorter than the event: as it is
    QVERIFY(!objectOf(events(config, 1)[0]).contains(u"pad"_s));
}

void EventMakerTest::everyColumnTypeMakesItsJson()
{
    const QByteArray event = events(
        custom({{.name = u"t"_s, .type = ColumnType::Timestamp, .timestampFormat = u"02.01.2006"_s},
                {.name = u"ms"_s,
                 .type = ColumnType::TimestampInt,
                 .timestampDelayMin = 1000,
                 .timestampDelayMax = 2000},
                {.name = u"s"_s, .type = ColumnType::String},
                {.name = u"i"_s, .type = ColumnType::Int, .limit = {u"-3"_s, u"3"_s}},
                {.name = u"f"_s, .type = ColumnType::Float, .limit = {u"0.5"_s, u"1.5"_s}},
                {.name = u"b"_s, .type = ColumnType::Bool, .range = {u"true"_s}},
                {.name = u"m"_s, .type = ColumnType::Map},
                {.name = u"a"_s, .type = ColumnType::Array},
                {.name = u"u"_s, .type = ColumnType::Generate, .rule = u"uuid"_s},
                {.name = u"n"_s, .type = ColumnType::Generate, .rule = u"sequence"_s},
                {.name = u"r"_s, .type = ColumnType::Regex, .rule = u"[A-Z]{3}"_s}}),
        1)[0];
    const QJsonObject object = objectOf(event);
    QCOMPARE(object.size(), 11);
    QCOMPARE(object[u"t"_s].toString(), u"01.09.2023"_s);
    const qint64 age = kStartMs - object[u"ms"_s].toInteger();
    QVERIFY(age >= 1000 && age <= 2000);
    QCOMPARE(object[u"s"_s].toString().size(), 8);
    QVERIFY(std::abs(object[u"i"_s].toInt(99)) <= 3);
    QVERIFY(object[u"f"_s].toDouble() >= 0.5 && object[u"f"_s].toDouble() < 1.5);
    QCOMPARE(object[u"b"_s].toBool(), true);
    QCOMPARE(object[u"m"_s].toObject().size(), 5);
    QCOMPARE(object[u"a"_s].toArray().size(), 3);
    static const QRegularExpression uuid(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]"_s);
    QVERIFY(uuid.match(object[u"u"_s].toString()).hasMatch());
    QCOMPARE(object[u"n"_s].toInt(-1), 0);
}

void EventMakerTest::namesAndValuesAreEscaped()
{
    const QString name = u"<b>\"\\\n\u0000"_s + QChar(0) + u'x';
    const QString value = u"\u00e4\t\u4e2d\""_s;
    const QByteArray event =
        events(custom({{.name = name, .type = ColumnType::String, .range = {value}}}), 1)[0];
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(event, &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object[name].toString(), value);
}

void EventMakerTest::patternsMakeTextsThatFitThem_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern :
         {"[A-Z]{3}-[0-9]{4}", "(foo|ba(r|z))+", "\\d{2,5}x?", "[^a-z]{10}", "a*b+", ".{5}",
          "^(\\w|-){0,8}$", "[\\x41-\\u0044]{4}", "(?:ab){2}", "[]a-]{3}", "ä{2}"}) {
        QTest::newRow(pattern) << QString::fromUtf8(pattern);
    }
}

void EventMakerTest::patternsMakeTextsThatFitThem()
{
    QFETCH(QString, pattern);
    const Result<Pattern> read = Pattern::parse(pattern);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QString forQt = pattern;
    forQt.replace(u"\\u0044"_s, u"\\x44"_s);
    const QRegularExpression fits(QRegularExpression::anchoredPattern(forQt));
    QVERIFY(fits.isValid());
    Random random(7);
    for (int i = 0; i < 200; ++i) {
        std::string made;
        read->append(made, random);
        QVERIFY2(fits.match(QString::fromStdString(made)).hasMatch(), made.c_str());
    }
}

void EventMakerTest::layoutsFollowGo_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("written");
    QTest::newRow("usual") << u"2006-01-02 15:04:05.000"_s << QString()
                           << u"2023-09-01 18:11:35.007"_s;
    QTest::newRow("iso") << u"2006-01-02T15:04:05Z07:00"_s << QString()
                         << u"2023-09-01T18:11:35Z"_s;
    QTest::newRow("zone") << u"2006-01-02T15:04:05.000000-07:00"_s << u"Europe/Berlin"_s
                          << u"2023-09-01T20:11:35.007000+02:00"_s;
    QTest::newRow("text around") << u"am 02.01. um 15 Uhr"_s << u"UTC"_s
                                 << u"am 01.09. um 18 Uhr"_s;
}

void EventMakerTest::layoutsFollowGo()
{
    QFETCH(QString, layout);
    QFETCH(QString, zone);
    QFETCH(QString, written);
    Result<TimeLayout> read = TimeLayout::parse(layout, zone);
    QVERIFY(read);
    std::string out;
    read->append(out, kStartMs + 7);
    QCOMPARE(QString::fromStdString(out), written);
}

void EventMakerTest::hostileSettingsAreFindings_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    for (const char *interval :
         {"0", "-1s", "1ns", "9999999999h", "200", "1e9s", "\u0661s", "25h", "s"}) {
        QTest::addRow("interval %s", interval)
            << u"interval"_s << QString::fromUtf8(interval) << QString();
    }
    QTest::newRow("batch 2^31") << u"batch_size"_s << u"2147483648"_s << QString();
    QTest::newRow("batch 0") << u"batch_size"_s << u"0"_s << QString();
    QTest::newRow("count 2^63") << u"count"_s << u"9223372036854775808"_s << QString();
    QTest::newRow("count -1") << u"count"_s << u"-1"_s << QString();
    QTest::newRow("pad") << u"payload_bytes"_s << u"2MiB"_s << QString();
    QTest::newRow("template") << u"template"_s << u"nothing"_s << QString();
    QTest::newRow("delta") << u"interval_delta"_s << u"200ms"_s << u"generator.interval_delta"_s;
    QTest::newRow("start") << u"start_time"_s << u"yesterday"_s << u"generator.start_time"_s;
    const auto column = [](const char *row, const QString &key, const QString &value,
                           const QString &code) {
        QTest::newRow(row) << QString(u"fields[0]."_s + key) << value << code;
    };
    column("regex blow-up", u"rule"_s, u"(a{1000}){1000}"_s, u"generator.pattern_size"_s);
    column("regex of nothing", u"rule"_s, u"((){60000}){60000}"_s, u"generator.pattern_size"_s);
    column("regex empty class", u"rule"_s, u"[^\\x00-\\uffff]"_s, u"generator.pattern"_s);
    column("regex unbalanced", u"rule"_s, u"(a"_s, u"generator.pattern"_s);
    column("regex closed", u"rule"_s, u"a)"_s, u"generator.pattern"_s);
    column("regex deep", u"rule"_s, QString(100, u'(') + QString(100, u')'),
           u"generator.pattern"_s);
    column("regex look-ahead", u"rule"_s, u"(?=a)"_s, u"generator.pattern"_s);
    column("regex reference", u"rule"_s, u"(a)\\1"_s, u"generator.pattern"_s);
    column("regex count", u"rule"_s, u"a{5,2}"_s, u"generator.pattern"_s);
    column("layout", u"timestamp_format"_s, u"Jan 2006"_s, u"generator.time_layout"_s);
    column("layout of no time", u"timestamp_format"_s, u"abc"_s, u"generator.time_layout"_s);
    column("zone", u"timestamp_locale"_s, u"Atlantis/Centre"_s, u"generator.time_zone"_s);
}

void EventMakerTest::hostileSettingsAreFindings()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, code);
    ConfigBox box(StreamGeneratorConfig::schema());
    if (key.startsWith(u"fields"_s)) {
        auto &config = box.as<StreamGeneratorConfig>();
        config.kind = Template::Custom;
        const bool isTime = key.contains(u"timestamp"_s);
        config.fields = {{.name = u"c"_s,
                          .type = isTime ? ColumnType::Timestamp : ColumnType::Regex,
                          .rule = u"a"_s}};
    }
    Findings findings = writeField(box, key, Node::scalar(value));
    const Findings rules = validateConfig(box, Role::Source, {});
    findings.insert(findings.end(), rules.begin(), rules.end());
    QVERIFY(hasErrors(findings));
    QVERIFY2(std::any_of(findings.begin(), findings.end(),
                         [&](const Finding &finding) {
                             return finding.path == key && (code.isEmpty() || finding.code == code);
                         }),
             qPrintable(QString(findings[0].path + u' ' + findings[0].code)));
}

QTEST_GUILESS_MAIN(EventMakerTest)
#include "event_maker_test.moc"
