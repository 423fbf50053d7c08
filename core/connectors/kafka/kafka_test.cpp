// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test.h"

#include "core/connectors/kafka/kafka_scram.h"
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/connectors/network_probe.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr std::chrono::milliseconds kStageLimit = 4500ms;
constexpr auto kTestLimit = 14'500ms; // with what it takes to let go of everything: 15 s

bool testSignIn(const TestWay &way, MetadataHandle &cluster)
{
    const Connection &connection = way.subject.connection;
    if (!way.begin(StageId::Authenticate)) {
        return false;
    }
    if (auto refused = way.probe.askAllTopics(way.limit(), cluster)) {
        if (mayBeScramOfLibrary(connection, refused->error)) {
            refused->error = causeOfScramRefusal(connection, std::move(refused->error));
        }
        way.fail(StageId::Authenticate, *refused);
        return false;
    }
    way.run.passed(StageId::Authenticate, way.probe.took(),
                   text(connection.mechanism == Mechanism::None
                            ? WEIR_TEXT("No user name is asked for; brokers in the cluster: %1")
                            : WEIR_TEXT("Signed in; brokers in the cluster: %1"))
                       .arg(cluster->broker_cnt));
    return true;
}

void testCluster(const TestWay &way)
{
    const QString why = text(WEIR_TEXT("An earlier step failed"));
    MetadataHandle cluster;
    if (!testSignIn(way, cluster) || !testNames(way, *cluster)) {
        skipFrom(StageId::Authorise, way.run, why);
        return;
    }
    FoundTopics found;
    if (!testRights(way, found)) {
        skipFrom(StageId::Target, way.run, why);
        return;
    }
    if (!testTopics(way, found, *cluster)) {
        skipFrom(StageId::Message, way.run, why);
        return;
    }
    if (!way.subject.writer) {
        testMessages(way, *found.topics);
    } else if (way.run.scope().sends) {
        testRecords(way, *found.topics);
    } else {
        way.run.skipped(StageId::Message,
                        text(WEIR_TEXT("A test writes nothing unless a test record is wanted")));
    }
}

std::vector<Proposal> proposalsFor(const Explained &why, const TableKeys &keys)
{
    if (why.offered) {
        return keys.proposalsFor(*why.offered);
    }
    return QLatin1StringView(why.error.id) == "kafka.port.tls"_L1
        ? std::vector{keys.tls.encrypt(true)}
        : std::vector<Proposal>();
}

void reportFailure(StageId stage, std::chrono::milliseconds took, const TestSubject &subject,
                   TestRun &run, const Explained &why)
{
    const Error error = subject.keys.named(why.error);
    run.report({.stage = stage,
                .state = StageState::Failed,
                .took = took,
                .code = QString::fromLatin1(error.id),
                .message = error.message,
                .peer = why.words,
                .field = error.field,
                .fix = error.fix,
                .proposals = proposalsFor(why, subject.keys)});
}

} // namespace

TestEnd testEndFromNow()
{
    return std::chrono::steady_clock::now() + kTestLimit;
}

std::chrono::milliseconds leftUntil(TestEnd end)
{
    constexpr auto kLeast = 300ms; // less would blame a broker that is fine
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    return left < kLeast ? 0ms : left;
}

Error outOfTime()
{
    return {.code = ErrorCode::Timeout,
            .id = "kafka.test.out_of_time",
            .message = text(WEIR_TEXT("No time is left for this step: those before it took too "
                                      "long")),
            .fix = text(WEIR_TEXT("Look at what took seconds above, then test again"))};
}

bool TestWay::begin(StageId stage) const
{
    probe.beginStage();
    if (leftUntil(end) > 0ms) {
        return true;
    }
    fail(stage, {.error = outOfTime()});
    return false;
}

std::chrono::milliseconds TestWay::limit() const
{
    return std::min(kStageLimit, probe.took() + leftUntil(end));
}

std::chrono::milliseconds TestWay::left(std::chrono::milliseconds most) const
{
    return std::clamp(limit() - probe.took(), std::chrono::milliseconds(0), most);
}

void TestWay::fail(StageId stage, const Explained &why) const
{
    reportFailure(stage, probe.took(), subject, run, why);
}

void testConnection(const TestSubject &subject, TestRun &run, TestEnd end)
{
    if (!testNetwork(subject, run, end)) {
        skipFrom(StageId::Authenticate, run, text(WEIR_TEXT("An earlier step failed")));
        return;
    }
    QElapsedTimer making;
    making.start();
    Result<Probe> probe = Probe::make(
        subject.connection, subject.group, [&run] { return run.isCancelled(); },
        std::min(Probe::kTokenLimit, leftUntil(end)));
    if (!probe) {
        run.failed(StageId::Authenticate, std::chrono::milliseconds(making.elapsed()),
                   subject.keys.named(probe.error()));
        skipFrom(StageId::Authorise, run, text(WEIR_TEXT("An earlier step failed")));
        return;
    }
    testCluster({.subject = subject, .run = run, .probe = *probe, .end = end});
}

} // namespace core::kafka
