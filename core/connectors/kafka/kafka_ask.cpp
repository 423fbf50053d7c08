// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_source.h"
#include "core/support/text.h"

using namespace std::chrono_literals;

/// What the source asks its broker from time to time, because nothing would tell it by itself.
namespace core::kafka {
namespace {

constexpr auto kLimit = 2500ms;

Error stuckError(const LaneInfo &lane)
{
    return {.code = ErrorCode::Connect, // a new client may get what this one does not
            .id = "kafka.partition.stuck",
            .message = text(WEIR_TEXT("Partition %1 makes no progress though it holds messages"))
                           .arg(lane.name)};
}

/// A list of all topics may be long: it takes a hundredth of the time.
std::chrono::milliseconds pauseAfter(std::chrono::steady_clock::duration took)
{
    return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(100 * took),
                      std::chrono::milliseconds(3s), std::chrono::milliseconds(60s));
}

} // namespace

/// What quiet flows know of their brokers, and all of them of new partitions, comes from a small
/// question. The library's statistics would tell less and cost thirty times as much; its own look
/// for new partitions wakes a timer that costs more too.
void KafkaSource::askAboutTopics()
{
    // Messages tell nothing of partitions; beside them a question is cheap.
    constexpr auto kEvery = 5s;
    constexpr auto kBusyEvery = 3s;
    const TimePoint now = m_context->clock.now();
    const auto every = m_liveness.isTalking(now) ? kBusyEvery : kEvery;
    const bool isDue = m_liveness.isUsable() && now - m_lastAsked >= every;
    if (m_isAsking || isPreview() || !(isDue || m_liveness.isInDoubt(now))) {
        return;
    }
    m_isAsking = true;
    m_lastAsked = now;
    TopicPartitions still = stillPartitions();
    if (m_reach.isListed() && !m_topics.empty() && now - m_lastListed < m_listEvery) {
        askAboutOne(std::move(still));
        return;
    }
    m_lastListed = now;
    m_chores->post([this, client = m_consumer->raw(), reach = m_reach, known = m_topics,
                    still = std::move(still)](const Chores::Stop &stop) -> Chores::Continuation {
        QByteArray blamed;
        const auto began = std::chrono::steady_clock::now();
        const Result<Topics> found = topicsOf(client, reach, known, stop, kLimit, &blamed);
        const auto took = std::chrono::steady_clock::now() - began;
        const Ends ends = found ? endsOf(client, still) : Ends();
        return [this, found, ends, blamed, took] {
            m_isAsking = false;
            m_listEvery = pauseAfter(took);
            if (found) {
                m_hasSlept = false;
                sawTopics(*found);
                sawEnds(ends);
            } else if (found.error().isRetryable()) {
                sawSilence(found.error());
            } else {
                failGone(blamed.isEmpty() ? m_goneTopics : std::vector{blamed}, found.error());
            }
        };
    });
}

/// The library waits a minute for the answers to what it asked before the computer slept; a new
/// client does not.
void KafkaSource::sawSilence(const Error &error)
{
    if (std::exchange(m_hasSlept, false)) {
        fail(error);
    } else {
        m_liveness.sawSilence(error, m_context->clock.now());
    }
}

void KafkaSource::sawSleep()
{
    if (m_liveness.isUsable() && !isPreview()) {
        m_hasSlept = true;
        m_liveness.doubt();
        m_context->wakeup.notify();
    }
}

/// Whether the brokers answer, and about no more than that: what it says of its topic is looked at
/// with the next list.
void KafkaSource::askAboutOne(TopicPartitions still)
{
    m_chores->post([this, client = m_consumer->raw(), topic = m_topics.front().topic,
                    still = std::move(still)](const Chores::Stop &stop) -> Chores::Continuation {
        const Result<Partitions> found = partitionsOf(client, topic, stop, kLimit);
        const Ends ends = found ? endsOf(client, still) : Ends();
        return [this, found, ends] {
            m_isAsking = false;
            if (!found && found.error().isRetryable()) {
                sawSilence(found.error());
                return;
            }
            m_hasSlept = false;
            m_liveness.sawAnswer(m_context->clock.now());
            m_lastListed = found ? m_lastListed : TimePoint();
            sawEnds(ends);
        };
    });
}

/// Those of which nothing came for a while: are they at their end, or stuck?
TopicPartitions KafkaSource::stillPartitions()
{
    constexpr auto kWatchEvery = 30s;
    TopicPartitions still;
    const TimePoint now = m_context->clock.now();
    if (now - m_lastWatched < kWatchEvery) {
        return still;
    }
    m_lastWatched = now;
    for (Assignment::Lane &lane : m_assignment.lanes()) {
        if (lane.taken != lane.watched || m_isPaused || lane.skip) {
            lane.watched = lane.taken;
            lane.timesBehind = 0;
        } else {
            still.push_back(
                {.topic = lane.info->topic.toUtf8(), .partition = lane.info->partition});
        }
    }
    return still;
}

void KafkaSource::sawEnds(const Ends &ends)
{
    constexpr int kStuck = 2; // a message may just be on its way the first time
    for (const auto &[partition, end] : ends) {
        Assignment::Lane *lane = m_assignment.of(partition);
        if (!lane || lane->taken != lane->watched) {
            continue;
        }
        const bool isBehind = end > std::max(lane->taken, lane->drained);
        lane->timesBehind = isBehind ? lane->timesBehind + 1 : 0;
        if (lane->timesBehind >= kStuck) {
            fail(stuckError(*lane->info));
        }
    }
}

void KafkaSource::sawRefusal(Error error)
{
    const FlowDefinition &flow = m_context->flow;
    const Connection connection = m_config.connection(flow.name, flow.baseFolder());
    if (!m_refusal.take(connection, error, m_context->wakeup)) {
        fail(std::move(error));
    }
}

} // namespace core::kafka
