// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test.h"
#include "tests/integration/kafka/kafka_rig.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

namespace {

class Recorded final : public TestRun
{
public:
    const FlowEnd &end() const override { return m_end; }
    QString baseFolder() const override { return rig::address(u"CERTS"_s); }
    bool isCancelled() const override { return false; }
    void report(TestStage stage) override { stages.push_back(std::move(stage)); }

    const TestStage &at(StageId id) const
    {
        return *std::find_if(stages.begin(), stages.end(),
                             [id](const TestStage &stage) { return stage.stage == id; });
    }
    std::vector<TestStage> stages = {};

private:
    FlowEnd m_end;
};

TestSubject subjectOf(const KafkaSourceConfig &config)
{
    return {.connection = config.connection(u"test"_s, {}),
            .topic = config.topic,
            .group = u"stages"_s,
            .hostField = u"brokers"_s};
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
    void topicsAreListed();
};

void StagesTest::allStagesPass()
{
    const QString topic = rig::makeTopic(2);
    rig::produce(topic, 3);
    Recorded run;
    testConnection(subjectOf(Reader::config(topic)), run);
    QCOMPARE(run.stages.size(), 7U);
    for (const TestStage &stage : run.stages) {
        const bool isClear = stage.stage == StageId::Tls;
        QVERIFY2(stage.state == (isClear ? StageState::Skipped : StageState::Passed),
                 stageKey(stage.stage));
    }
}

void StagesTest::aWrongPasswordFailsAtSignIn()
{
    KafkaSourceConfig config = Reader::config(u"any"_s);
    config.brokers = rig::address(u"SASLP"_s);
    config.sasl = Mechanism::Plain;
    config.username = u"alice"_s;
    config.password.setValue("wrong");
    Recorded run;
    testConnection(subjectOf(config), run);
    QVERIFY(run.at(StageId::Connect).state == StageState::Passed);
    QVERIFY(run.at(StageId::Authenticate).state == StageState::Failed);
    QCOMPARE(run.at(StageId::Authenticate).code, u"kafka.auth.refused"_s);
    QVERIFY(run.at(StageId::Target).state == StageState::Skipped);
}

void StagesTest::aMissingTopicFailsAtTheTopic()
{
    Recorded run;
    testConnection(subjectOf(Reader::config(u"no-such-topic"_s)), run);
    QVERIFY(run.at(StageId::Authorise).state == StageState::Passed);
    QCOMPARE(run.at(StageId::Target).code, u"kafka.topic.missing"_s);
}

void StagesTest::topicsAreListed()
{
    const QString topic = rig::makeTopic(3);
    const auto listing =
        browseTopics(Reader::config(topic).connection(u"test"_s, {}), std::chrono::seconds(5));
    QVERIFY(listing.has_value());
    QVERIFY(
        std::any_of(listing->items.begin(), listing->items.end(), [&topic](const BrowseItem &item) {
            return item.name == topic && item.partitions == 3;
        }));
}

QTEST_GUILESS_MAIN(StagesTest)
#include "stages_test.moc"
