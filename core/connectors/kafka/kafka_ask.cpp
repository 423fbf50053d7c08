// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_source.h"
#include "core/support/text.h"

using namespace std::chrono_literals;

/// What the source asks its broker from time to time, because nothing would tell it by itself.
namespace core::kafka {
namespace {

constexpr auto kLimit = 2500ms; // and up to a second more, see kSliceMs

Error stuckError(const LaneInfo &lane)
{
    return {.code = ErrorCode::Connect, // a new client may get what this one does not
            .id = "kafka.partition.stuck",
            .message = text(WEIR_TEXT("Partition %1 makes no progress though it holds messages"))
                           .arg(lane.name)};
}

} // namespace

/// What quiet flows know of their brokers, and all of them of new partitions, comes from a small
/// question. The library's statistics would tell less and cost thirty times as much; its own look
/// for new partitions wakes a timer that costs more too.
void KafkaSource::askAboutTopic()
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
    m_chores->post([this, client = m_consumer->raw(), topic = m_config.topic.toUtf8(),
                    still = stillPartitions()](const Chores::Stop &stop) -> Chores::Continuation {
        const Result<Partitions> found = partitionsOf(client, topic, stop, kLimit);
        const Ends ends = found ? endsOf(client, topic, still) : Ends();
        return [this, found, ends] {
            m_isAsking = false;
            if (found) {
                sawPartitions(found->size());
                sawEnds(ends);
            } else if (found.error().isRetryable()) {
                m_liveness.sawSilence(found.error(), m_context->clock.now());
            } else {
                fail(found.error());
            }
        };
    });
}

/// A member that subscribes again makes its group share out the partitions anew; what the library
/// learns from our question does not.
void KafkaSource::sawPartitions(std::size_t count)
{
    m_liveness.sawAnswer(m_context->clock.now());
    if (count != m_partitions && !m_isRevoking) {
        m_partitions = count;
        subscribe();
    }
}

/// Those of which nothing came for a while: are they at their end, or stuck?
Partitions KafkaSource::stillPartitions()
{
    constexpr auto kWatchEvery = 30s;
    Partitions still;
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
            still.push_back(lane.info->partition);
        }
    }
    return still;
}

void KafkaSource::sawEnds(const Ends &ends)
{
    constexpr int kStuck = 2; // a message may just be on its way the first time
    for (const auto &[partition, end] : ends) {
        Assignment::Lane *lane = m_assignment.ofPartition(partition);
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

} // namespace core::kafka
