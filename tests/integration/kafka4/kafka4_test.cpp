// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_scram.h"
#include "tests/integration/kafka/endpoint_rig.h"
#include "tests/integration/kafka/tested_entry.h"
#include "tests/support/unsigned_token.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace rig;

namespace {

constexpr bool isScram(Mechanism mechanism)
{
    return mechanism == Mechanism::ScramSha256 || mechanism == Mechanism::ScramSha512;
}

/// The library that runs here; from 2.6.1 on SCRAM works with every broker.
bool isRefused(Mechanism mechanism)
{
    return isScram(mechanism) && rd_kafka_version() < 0x020601ff;
}

} // namespace

/// A broker of the 4.x line takes every way to sign in but one.
class Kafka4Test final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWayWorksButScramOfAnOldLibrary_data();
    void everyWayWorksButScramOfAnOldLibrary();
    void theTestNamesTheLibraryAsTheCause();
    void tokensAreTaken();
};

void Kafka4Test::everyWayWorksButScramOfAnOldLibrary_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<Mechanism>("mechanism");
    QTest::addColumn<bool>("tls");
    QTest::newRow("clear") << u"PLAIN"_s << Mechanism::None << false;
    QTest::newRow("tls") << u"TLS"_s << Mechanism::None << true;
    for (const bool tls : {false, true}) {
        const QString listener = tls ? u"SASLS"_s : u"SASLP"_s;
        QTest::addRow("plain %d", tls) << listener << Mechanism::Plain << tls;
        QTest::addRow("scram-256 %d", tls) << listener << Mechanism::ScramSha256 << tls;
        QTest::addRow("scram-512 %d", tls) << listener << Mechanism::ScramSha512 << tls;
    }
}

void Kafka4Test::everyWayWorksButScramOfAnOldLibrary()
{
    QFETCH(QString, listener);
    QFETCH(Mechanism, mechanism);
    QFETCH(bool, tls);
    const QString topic = rig::makeTopic();
    std::vector<TestedEntry> entries = entriesAt(listener, mechanism, tls);
    rig::EndpointWriter writer(topic, entries[1].box.as<KafkaEndpointConfig>());
    writer.submit(oneMessage());
    entries[0].box.as<KafkaSourceConfig>().topic = topic;
    Reader reader(entries[0].box.as<KafkaSourceConfig>());
    if (!isRefused(mechanism)) {
        QVERIFY(writer.waitForCompletions(1));
        QVERIFY(writer.completions[0].outcomes.empty());
        QVERIFY(reader.waitFor(1));
        return;
    }
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QByteArray(reader.error->id), QByteArray("kafka.auth.scram_library"));
    QCOMPARE(reader.error->field, u"sasl"_s);
    QVERIFY(!reader.error->isRetryable());
    QVERIFY(writer.waitForFailure());
    QCOMPARE(QByteArray(writer.endpoint().failure()->id), QByteArray("kafka.auth.scram_library"));
    QCOMPARE(writer.endpoint().failure()->field, u"authentication.saslSettings.saslType"_s);
}

void Kafka4Test::theTestNamesTheLibraryAsTheCause()
{
    for (const TestedEntry &entry : entriesAt(u"SASLS"_s, Mechanism::ScramSha512, true)) {
        const support::RecordedTest run = entry.run();
        const TestStage &stage = stageOf(run, StageId::Authenticate);
        if (isRefused(Mechanism::ScramSha512)) {
            QCOMPARE(stage.code, u"kafka.auth.scram_library"_s);
            QVERIFY(!stage.fix.isEmpty() && findField(entry.box.schema(), stage.field));
        } else {
            QVERIFY(stage.state == StageState::Passed);
        }
    }
    for (TestedEntry &entry : entriesAt(u"SASLS"_s, Mechanism::Plain, true)) {
        entry.password().setValue("wrong"); // which is another cause
        QCOMPARE(stageOf(entry.run(), StageId::Authenticate).code, u"kafka.auth.refused"_s);
    }
}

void Kafka4Test::tokensAreTaken()
{
    const QString topic = rig::filledTopic(3);
    KafkaSourceConfig config =
        entriesAt(u"OAUTHS"_s, Mechanism::OAuthBearer, true)[0].box.as<KafkaSourceConfig>();
    config.topic = topic;
    config.oauth.token.setValue(support::unsignedToken(u"alice"_s, u"https://localhost"_s));
    Reader reader(config);
    QVERIFY(reader.waitFor(3));
}

QTEST_GUILESS_MAIN(Kafka4Test)
#include "kafka4_test.moc"
