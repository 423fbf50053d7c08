// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/connectors/network_probe.h"
#include "core/support/text.h"

#include <QElapsedTimer>

#include <pthread.h>

#include <algorithm>
#include <list>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr qsizetype kAtOnce = 8;

/// The walk to one broker of several.
class Walk final : public TestRun
{
public:
    Walk(QString broker, const TestRun &whole) : m_broker(std::move(broker)), m_whole(whole) { }

    const FlowEnd &end() const override { return m_whole.end(); }
    QString baseFolder() const override { return m_whole.baseFolder(); }
    bool isCancelled() const override { return m_whole.isCancelled(); }
    void report(TestStage stage) override { m_stages.push_back(std::move(stage)); }

    const QString &broker() const { return m_broker; }
    bool arrived() const
    {
        return std::ranges::none_of(
            m_stages, [](const TestStage &stage) { return stage.state == StageState::Failed; });
    }
    const TestStage *stage(StageId id, StageState state) const
    {
        const auto found = std::ranges::find_if(m_stages, [=](const TestStage &stage) {
            return stage.stage == id && stage.state == state;
        });
        return found == m_stages.end() ? nullptr : &*found;
    }

private:
    QString m_broker;
    const TestRun &m_whole;
    std::vector<TestStage> m_stages;
};
using Walks = std::list<Walk>;

ProbeTarget targetOf(const QString &broker, const TestSubject &subject, TestEnd end)
{
    constexpr auto kForTheRest = 2500ms; // of the test

    const qsizetype colon = broker.lastIndexOf(u':');
    return {.host = broker.left(colon),
            .port = broker.mid(colon + 1).toUShort(),
            .tls = subject.connection.tls,
            .hostField = subject.keys.brokers,
            .tlsKeys = subject.keys.tls,
            .until = end - kForTheRest};
}

/// All of these at the same time: a list often names one that is down.
void walkToAll(const QStringList &brokers, const TestSubject &subject, TestEnd end, TestRun &run,
               Walks &walks)
{
    std::vector<std::thread> threads;
    for (const QString &broker : brokers) {
        threads.emplace_back([&walk = walks.emplace_back(broker, run), &subject, end] {
            ::pthread_setname_np(::pthread_self(), "weir-knock");
            probeNetwork(targetOf(walk.broker(), subject, end), walk);
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
}

bool haveArrived(const Walks &walks)
{
    return std::ranges::any_of(walks, &Walk::arrived);
}

/// "kafka-1:9092: 10.0.0.7; kafka-2:9092: kafka-2 cannot be resolved" for those of this state.
QString messagesOf(const Walks &walks, StageId id, StageState state)
{
    QStringList lines;
    for (const Walk &walk : walks) {
        if (const TestStage *stage = walk.stage(id, state)) {
            lines.append(visibleText(walk.broker(), 200) + u": "_s + stage->message);
        }
    }
    return lines.join(u"; "_s);
}

/// What a step says that some brokers passed; those that did not are a warning.
TestStage passedBySome(const Walks &walks, StageId id, const TestStage &one)
{
    TestStage merged = one;
    merged.message = messagesOf(walks, id, StageState::Passed);
    for (const Walk &walk : walks) {
        if (const TestStage *stage = walk.stage(id, StageState::Passed)) {
            merged.took = std::max(merged.took, stage->took);
        }
        if (const TestStage *stage = walk.stage(id, StageState::Failed)) {
            merged.fix = stage->fix;
        }
    }
    if (const QString failed = messagesOf(walks, id, StageState::Failed); !failed.isEmpty()) {
        merged.message = text(WEIR_TEXT("%1. Not usable: %2")).arg(merged.message, failed);
    }
    return merged;
}

const TestStage *firstOf(const Walks &walks, StageId id, StageState state, bool mustArrive)
{
    for (const Walk &walk : walks) {
        const TestStage *stage = walk.stage(id, state);
        if (stage && (walk.arrived() || !mustArrive)) {
            return stage;
        }
    }
    return nullptr;
}

TestStage mergedOf(const Walks &walks, StageId id)
{
    if (const TestStage *passed = firstOf(walks, id, StageState::Passed, false)) {
        return passedBySome(walks, id, *passed);
    }
    if (const TestStage *notNeeded = firstOf(walks, id, StageState::Skipped, true)) {
        return *notNeeded;
    }
    if (const TestStage *failed = firstOf(walks, id, StageState::Failed, false)) {
        TestStage merged = *failed;
        merged.message = messagesOf(walks, id, StageState::Failed);
        return merged;
    }
    return {.stage = id, .message = text(WEIR_TEXT("An earlier step failed"))};
}

} // namespace

bool testNetwork(const TestSubject &subject, TestRun &run, TestEnd end)
{
    const QStringList brokers =
        normalBrokers(subject.connection.brokers).split(u',', Qt::SkipEmptyParts);
    if (brokers.size() == 1) {
        return probeNetwork(targetOf(brokers.first(), subject, end), run);
    }
    constexpr qint64 kLimitMs = 5000; // an endless list of dead ones ends here
    QElapsedTimer timer;
    timer.start();
    Walks walks;
    for (qsizetype first = 0; first < brokers.size() && !haveArrived(walks) && !run.isCancelled()
         && timer.elapsed() < kLimitMs;
         first += kAtOnce) {
        walkToAll(brokers.mid(first, kAtOnce), subject, end, run, walks);
    }
    for (const StageId id : {StageId::Resolve, StageId::Connect, StageId::Tls}) {
        run.report(mergedOf(walks, id));
    }
    return haveArrived(walks);
}

} // namespace core::kafka
