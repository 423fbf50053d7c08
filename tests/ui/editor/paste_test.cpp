// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schema/sample_config.h"
#include "tests/support/all_types.h"
#include "ui/editor/paste_apply.h"

#include <QTest>

using namespace Qt::StringLiterals;
using ui::PastedText;

class PasteTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHostLists_data();
    void readsHostLists();
    void readsKafkaPropertiesWithJaas();
    void readsEventHubsStrings();
    void oneStringSetsUpEventHubs_data();
    void oneStringSetsUpEventHubs();
    void settingsWithoutSignInSetNoneUp();
    void movesUserAndPasswordOutOfAUrl();
    void namesWhatItIgnoresButNeverAValue();
    void survivesHostileText_data();
    void survivesHostileText();
    void fillsTheFieldsOfAnySchema();
};

static QString factOf(const PastedText &paste, const QString &name)
{
    for (const ui::PastedFact &fact : paste.facts) {
        if (fact.name == name) {
            return fact.value;
        }
    }
    return {};
}

void PasteTest::readsHostLists_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hosts");
    QTest::newRow("one") << u"kafka-1:9092"_s << u"kafka-1:9092"_s;
    QTest::newRow("spaces") << u" a:1, b:2 \n c:3 "_s << u"a:1,b:2,c:3"_s;
    QTest::newRow("ipv6") << u"[::1]:9092;[fe80::2]:9092"_s << u"[::1]:9092,[fe80::2]:9092"_s;
}

void PasteTest::readsHostLists()
{
    QFETCH(QString, text);
    QFETCH(QString, hosts);
    const PastedText paste = ui::readPaste(text);
    QCOMPARE(paste.form, PastedText::Form::HostList);
    QCOMPARE(factOf(paste, u"bootstrap.servers"_s), hosts);
}

void PasteTest::readsKafkaPropertiesWithJaas()
{
    const PastedText paste = ui::readPaste(uR"(# from the operations team
bootstrap.servers=b1:9093,b2:9093
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
    username="read\"er" password="p;w=1";
group.id=plant-7
)"_s);
    QCOMPARE(paste.form, PastedText::Form::Properties);
    QCOMPARE(paste.types, QStringList{u"kafka"_s});
    QCOMPARE(factOf(paste, u"bootstrap.servers"_s), u"b1:9093,b2:9093"_s);
    QCOMPARE(factOf(paste, u"tls"_s), u"true"_s);
    QCOMPARE(factOf(paste, u"sasl.mechanism"_s), u"SCRAM-SHA-512"_s);
    QCOMPARE(factOf(paste, u"sasl.username"_s), u"read\"er"_s);
    QCOMPARE(factOf(paste, u"sasl.password"_s), u"p;w=1"_s);
    QCOMPARE(factOf(paste, u"group.id"_s), u"plant-7"_s);
    for (const ui::PastedFact &fact : paste.facts) {
        QCOMPARE(fact.isSecret, fact.name == "sasl.password"_L1);
    }
}

void PasteTest::readsEventHubsStrings()
{
    const PastedText paste =
        ui::readPaste(u"Endpoint=sb://plant.servicebus.windows.net/;SharedAccessKeyName=read;"
                      "SharedAccessKey=abc=;EntityPath=orders"_s);
    QCOMPARE(paste.form, PastedText::Form::EventHubs);
    QCOMPARE(factOf(paste, u"bootstrap.servers"_s), u"plant.servicebus.windows.net:9093"_s);
    QCOMPARE(factOf(paste, u"sasl.username"_s), u"$ConnectionString"_s);
    QCOMPARE(factOf(paste, u"sasl.password"_s),
             u"Endpoint=sb://plant.servicebus.windows.net/;SharedAccessKeyName=read;"
             "SharedAccessKey=abc="_s);
    QCOMPARE(factOf(paste, u"topic"_s), u"orders"_s);
}

void PasteTest::oneStringSetsUpEventHubs_data()
{
    QTest::addColumn<core::Role>("role");
    QTest::newRow("endpoint") << core::Role::Destination;
    QTest::newRow("source") << core::Role::Source;
}

void PasteTest::oneStringSetsUpEventHubs()
{
    QFETCH(const core::Role, role);
    const bool isSource = role == core::Role::Source;
    const core::Schema &schema = isSource ? support::allTypes().source(u"kafka"_s)->schema
                                          : support::allTypes().endpoint(u"kafka"_s)->schema;
    ui::FormModel model{core::ConfigBox(schema), role};
    const QString whole = u"Endpoint=sb://plant.servicebus.windows.net/;SharedAccessKeyName=weir;"
                          "SharedAccessKey=S3CR3T=;EntityPath=orders"_s;
    const ui::PasteOutcome outcome = ui::applyPaste(ui::readPaste(whole), model);
    QCOMPARE(model.text(isSource ? u"brokers"_s : u"host"_s),
             u"plant.servicebus.windows.net:9093"_s);
    if (isSource) {
        QCOMPARE(model.text(u"topic"_s), u"orders"_s);
    } else {
        QCOMPARE(model.text(u"hostType"_s), u"Eventhub"_s);
        QCOMPARE(outcome.topic, u"orders"_s); // stands in the flow
    }
    const core::Findings findings = core::validateConfig(model.configWithSecrets(), role, u"e"_s);
    for (const core::Finding &finding : findings) {
        QVERIFY2(finding.severity != core::Severity::Error,
                 qPrintable(QString(finding.path + u' ' + finding.code)));
    }
    QVERIFY(!(outcome.ignored + outcome.understood).join(u'|').contains(u"S3CR3T"_s));
}

void PasteTest::settingsWithoutSignInSetNoneUp()
{
    const core::Schema &schema = support::allTypes().endpoint(u"kafka"_s)->schema;
    ui::FormModel model{core::newConfig(schema), core::Role::Destination};
    QCOMPARE(model.text(u"authentication.method"_s), u"Sasl"_s);
    ui::applyPaste(ui::readPaste(u"bootstrap.servers=b1:9092\nsecurity.protocol=PLAINTEXT\n"_s),
                   model);
    QCOMPARE(model.text(u"authentication.method"_s), u"Anonymous"_s);
    QCOMPARE(model.text(u"tls.mode"_s), u"Disabled"_s);
    QVERIFY(
        !core::hasErrors(core::validateConfig(model.config(), core::Role::Destination, u"e"_s)));
}

void PasteTest::movesUserAndPasswordOutOfAUrl()
{
    const PastedText paste = ui::readPaste(u"wss://me:pa%20ss@feed.example/ticks?a=b%2Fc"_s);
    QCOMPARE(paste.form, PastedText::Form::WebSocketUrl);
    QCOMPARE(factOf(paste, u"url"_s), u"wss://feed.example/ticks?a=b%2Fc"_s);
    QCOMPARE(factOf(paste, u"username"_s), u"me"_s);
    QCOMPARE(factOf(paste, u"password"_s), u"pa ss"_s);
}

void PasteTest::namesWhatItIgnoresButNeverAValue()
{
    ui::FormModel model(core::ConfigBox(sample::SampleConfig::schema()), core::Role::Source);
    const PastedText paste =
        ui::readPaste(u"ssl.truststore.password=S3CR3T\nretries=S3CR3T\nS3CR3T here"_s);
    const ui::PasteOutcome outcome = ui::applyPaste(paste, model);
    QVERIFY(outcome.ignored.contains(u"retries"_s));
    QVERIFY(outcome.ignored.contains(u"ssl.truststore.password"_s));
    QVERIFY(!(outcome.ignored + outcome.understood).join(u'|').contains(u"S3CR3T"_s));
}

void PasteTest::survivesHostileText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("prose") << u"Dear colleague, here are the settings."_s;
    QTest::newRow("nul") << QString(u"a\0b:1"_s);
    QTest::newRow("long") << QString(1'000'000, u'a');
    QTest::newRow("hosts") << u"a:1,"_s.repeated(100'000);
    QTest::newRow("backslashes") << u"sasl.jaas.config=x y=\""_s + u"\\"_s.repeated(60'000);
    QTest::newRow("event hubs without host") << u"Endpoint=sb://;SharedAccessKey=x"_s;
}

void PasteTest::survivesHostileText()
{
    QFETCH(QString, text);
    const PastedText paste = ui::readPaste(text);
    QVERIFY(paste.facts.size() <= 1000);
}

void PasteTest::fillsTheFieldsOfAnySchema()
{
    ui::FormModel model(core::ConfigBox(sample::SampleConfig::schema()), core::Role::Source);
    const PastedText paste{
        .facts = {{.name = u"bootstrap.servers"_s, .value = u"h:1"_s},
                  {.name = u"tls"_s, .value = u"true"_s},
                  {.name = u"native.count"_s, .value = u"3"_s},
                  {.name = u"sasl.password"_s, .value = u"S3CR3T"_s, .isSecret = true},
                  {.name = u"user"_s, .value = u"S3CR3T"_s, .isSecret = true}}};
    const ui::PasteOutcome outcome = ui::applyPaste(paste, model);
    QCOMPARE(model.text(u"host"_s), u"h:1"_s);
    QCOMPARE(model.text(u"tls.disable"_s), u"false"_s);
    QCOMPARE(model.text(u"count"_s), u"3"_s);
    QCOMPARE(model.text(u"mode"_s), u"signed"_s); // the choice that shows the password
    QCOMPARE(model.configWithSecrets().as<sample::SampleConfig>().password.reveal(),
             QByteArray("S3CR3T"));
    QCOMPARE(model.text(u"user"_s), QString());
    QCOMPARE(outcome.ignored, QStringList{u"user"_s});
}

QTEST_GUILESS_MAIN(PasteTest)
#include "paste_test.moc"
