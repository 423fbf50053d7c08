// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/flow/owned_batch.h"
#include "core/support/text.h"

/// Stored batches that nobody can unpack: read again, then the flow stops or goes past them.
namespace core::kafka {
namespace {

Error skippedError(const LaneInfo &lane, std::int64_t from, std::int64_t last)
{
    return {.code = ErrorCode::Rejected,
            .id = "kafka.batch.skipped",
            .message = text(WEIR_TEXT("Offsets %1 to %2 of %3 cannot be unpacked and were skipped"))
                           .arg(from)
                           .arg(last)
                           .arg(visibleText(lane.name))};
}

} // namespace

/// The library itself goes on behind a batch with a wrong checksum, so each is asked for again.
void KafkaSource::sawUnreadable(const rd_kafka_message_t &message)
{
    constexpr int kStuck = 3;
    Assignment::Lane *lane = m_assignment.of(message);
    if (!lane) {
        return;
    }
    if (lane->skip) {
        sawBadWhileSkipping(*lane, message.offset);
        return;
    }
    const std::int64_t bad = std::max(message.offset, lane->taken);
    if (++lane->unreadable < kStuck) {
        seek(*lane, lane->taken);
        return;
    }
    Error stuck = errorOf(message.err, rd_kafka_message_errstr(&message));
    stuck.message += text(WEIR_TEXT(" (stuck at offset %1 of %2)")).arg(bad).arg(lane->info->name);
    if (maySkip(*lane->info, bad)) {
        m_liveness.sawTrouble(message.err, stuck, m_context->clock.now());
        beginSkipping(*lane, bad);
        return;
    }
    stuck.field = QStringLiteral("on_unreadable_batch");
    stuck.fix = text(WEIR_TEXT("Skip past this batch, or choose to skip all such batches"));
    m_stuckAt = LanePlace{.lane = lane->info->name, .position = bad};
    fail(std::move(stuck));
}

/// All such batches, or the one that somebody looked at and decided about.
bool KafkaSource::maySkip(const LaneInfo &lane, std::int64_t bad) const
{
    return m_config.onUnreadable == OnUnreadable::Skip
        || m_context->skipPast == LanePlace{.lane = lane.name, .position = bad};
}

void KafkaSource::beginSkipping(Assignment::Lane &lane, std::int64_t bad)
{
    std::int64_t low = 0;
    std::int64_t high = 0;
    rd_kafka_get_watermark_offsets(m_consumer->raw(), qPrintable(lane.info->topic),
                                   lane.info->partition, &low, &high);
    lane.skip.emplace(bad, high);
    goOnSkipping(lane);
}

/// The library names a batch by its first offset. Another than the one that was decided about is
/// none of those that are skipped: it stops the flow when its turn comes.
void KafkaSource::sawBadWhileSkipping(Assignment::Lane &lane, std::int64_t batch)
{
    if (m_config.onUnreadable == OnUnreadable::Stop && batch > lane.skip->from()) {
        lane.skip->sawEndAt(batch);
    } else {
        lane.skip->sawBad();
    }
    goOnSkipping(lane);
}

void KafkaSource::sawReadable(Assignment::Lane &lane)
{
    lane.skip->sawGood();
    goOnSkipping(lane);
}

/// Only when it is clear that everything before cannot be read does the lane go on, and what was
/// found on the way comes again.
void KafkaSource::goOnSkipping(Assignment::Lane &lane)
{
    if (!lane.skip->isDone()) {
        seek(lane, lane.skip->place());
        return;
    }
    const std::int64_t from = lane.skip->from();
    const std::int64_t good = lane.skip->good();
    seek(lane, good);
    lane.skip.reset();
    lane.unreadable = 0;
    lane.last = good - 1;
    lane.taken = good;
    m_lost += static_cast<std::uint64_t>(good - from);
    m_skipped.push_back({.lane = lane.info, .from = from, .last = good - 1});
}

/// One message stands for all that is skipped, so that it is counted and kept like any other that
/// is refused.
void KafkaSource::takeSkipped(Polled &polled)
{
    const Skipped skipped = m_skipped.front();
    m_skipped.erase(m_skipped.begin());
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(skipped.lane);
    batch->add(Bytes(), Bytes(), Position{.value = skipped.last, .stable = true}, -1);
    batch->finish(m_context->clock.now(), m_context->clock.wallMs());
    polled.batch = std::move(batch);
    polled.more = true;
    polled.refused = {{.index = 0,
                       .verdict = Verdict::Refuse,
                       .error = skippedError(*skipped.lane, skipped.from, skipped.last),
                       .isDecided = true}};
}

/// What the library holds of the partition already is dropped by it.
void KafkaSource::seek(const Assignment::Lane &lane, std::int64_t offset)
{
    const PartitionsHandle list(rd_kafka_topic_partition_list_copy(lane.store.get()));
    list->elems[0].offset = offset;
    if (rd_kafka_error_t *error = rd_kafka_seek_partitions(m_consumer->raw(), list.get(), 0)) {
        fail(errorOf(rd_kafka_error_code(error), rd_kafka_error_string(error)));
        rd_kafka_error_destroy(error);
    }
}

} // namespace core::kafka
