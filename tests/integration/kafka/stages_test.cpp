// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/tested_entry.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace rig;
using Entry = rig::TestedEntry;

namespace {

QStringList valuesOf(const TestStage &stage)
{
    QStringList values;
    for (const Proposal &proposal : stage.proposals) {
        values.append(proposal.field + u'=' + proposal.value);
    }
    return values;
}

} // namespace

/// The stages of a connection test against a real broker.
class StagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allStagesPass();
    void aWrongPasswordFailsAtSignIn();
    void aMissingTopicFailsAtTheTopic();
    void theBrokersOwnMechanismsAreProposed();
    void aPortWithoutSignInIsSaid();
    void whatIsNamedIsAFieldOfTheTable_data();
    void whatIsNamedIsAFieldOfTheTable();
};

void StagesTest::allStagesPass()
{
    const QString topic = rig::makeTopic(2);
    rig::produce(topic, 3);
    KafkaSourceConfig config = Reader::config(topic);
    config.dataType = DataType::Text;
    const support::RecordedTest run = Entry::source(config).run();
    QCOMPARE(run.stages.size(), 8U);
    for (const TestStage &stage : run.stages) {
        const bool isClear = stage.stage == StageId::Tls;
        QVERIFY2(stage.state == (isClear ? StageState::Skipped : StageState::Passed),
                 stageKey(stage.stage));
    }
}

void StagesTest::aWrongPasswordFailsAtSignIn()
{
    for (Entry &entry : entriesAt(u"SASLP"_s, Mechanism::Plain)) {
        const QString key =
            entry.isSource ? u"password"_s : u"authentication.saslSettings.password"_s;
        entry.password().setValue("wrong");
        const support::RecordedTest run = entry.run();
        QVERIFY(stageOf(run, StageId::Connect).state == StageState::Passed);
        const TestStage &stage = stageOf(run, StageId::Authenticate);
        QVERIFY(stage.state == StageState::Failed);
        QCOMPARE(stage.code, u"kafka.auth.refused"_s);
        QCOMPARE(stage.field, key);
        QVERIFY(!stage.peer.isEmpty() && !stage.message.contains(stage.peer));
        QVERIFY(stage.proposals.empty());
        QVERIFY(stageOf(run, StageId::Target).state == StageState::Skipped);
        QCOMPARE(run.stages.size(), 7U);
    }
}

void StagesTest::aMissingTopicFailsAtTheTopic()
{
    const support::RecordedTest run = Entry::source(Reader::config(u"no-such-topic"_s)).run();
    QVERIFY(stageOf(run, StageId::Authorise).state == StageState::Passed);
    QCOMPARE(stageOf(run, StageId::Target).code, u"kafka.topic.missing"_s);
    QCOMPARE(stageOf(run, StageId::Target).field, u"topic"_s);
    QCOMPARE(run.stages.size(), 8U);
}

void StagesTest::theBrokersOwnMechanismsAreProposed()
{
    const QString type = u"authentication.saslSettings.saslType="_s;
    const std::vector<QStringList> expected{{u"sasl=scram-sha-512"_s, u"sasl=plain"_s},
                                            {type + u"ScramSha512"_s, type + u"Plain"_s}};
    std::vector<Entry> entries = entriesAt(u"FEWP"_s, Mechanism::ScramSha256);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const support::RecordedTest run = entries[i].run();
        const TestStage &stage = stageOf(run, StageId::Authenticate);
        QCOMPARE(stage.code, u"kafka.auth.mechanism"_s);
        QCOMPARE(valuesOf(stage), expected[i]);
        QCOMPARE(stage.proposals[0].label, u"SCRAM-SHA-512"_s);
        QCOMPARE(stage.field, stage.proposals[0].field);
        QVERIFY(stage.peer.contains("SCRAM-SHA-512"_L1) && !stage.message.contains(stage.peer));
        for (const Proposal &proposal : stage.proposals) { // each of them works
            entries[i].use(proposal);
            QVERIFY(stageOf(entries[i].run(), StageId::Authenticate).state == StageState::Passed);
        }
    }
}

void StagesTest::aPortWithoutSignInIsSaid()
{
    const QStringList expected{u"sasl=none"_s, u"authentication.method=Anonymous"_s};
    std::vector<Entry> entries = entriesAt(u"PLAIN"_s, Mechanism::Plain);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const support::RecordedTest run = entries[i].run();
        const TestStage &stage = stageOf(run, StageId::Authenticate);
        QCOMPARE(stage.code, u"kafka.auth.mechanism"_s);
        QCOMPARE(valuesOf(stage), QStringList(expected[static_cast<qsizetype>(i)]));
        entries[i].use(stage.proposals[0]);
        QVERIFY(stageOf(entries[i].run(), StageId::Authenticate).state == StageState::Passed);
    }
}

void StagesTest::whatIsNamedIsAFieldOfTheTable_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QStringList>("fields");
    const QString certificate = u"tls.client_cert"_s;
    QTest::newRow("wrong host") << u"BADHOST"_s << u"ca.pem"_s
                                << QStringList{u"brokers"_s, u"host"_s};
    QTest::newRow("another authority")
        << u"TLS"_s << u"other-ca.pem"_s << QStringList{u"tls.root_cas"_s, u"tls.root_cas"_s};
    QTest::newRow("not TLS") << u"PLAIN"_s << u"ca.pem"_s
                             << QStringList{u"tls.disable"_s, u"tls.mode"_s};
    QTest::newRow("no client certificate")
        << u"MTLS"_s << u"ca.pem"_s << QStringList{certificate, certificate};
}

void StagesTest::whatIsNamedIsAFieldOfTheTable()
{
    QFETCH(QString, listener);
    QFETCH(QString, authority);
    QFETCH(QStringList, fields);
    std::vector<Entry> entries = entriesAt(listener, Mechanism::None, true);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        QVERIFY(writeField(entries[i].box, u"tls.root_cas"_s, Node::scalar(authority)).empty());
        const support::RecordedTest run = entries[i].run();
        const TestStage &stage = stageOf(run, StageId::Tls);
        QVERIFY(stage.state == StageState::Failed);
        QCOMPARE(stage.field, fields[static_cast<qsizetype>(i)]);
        QVERIFY(findField(entries[i].box.schema(), stage.field));
    }
}

QTEST_GUILESS_MAIN(StagesTest)
#include "stages_test.moc"
