// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letter_source.h"

#include "core/flow/owned_batch.h"

#include <algorithm>

namespace core {
namespace {

/// Null and empty stay apart.
Bytes viewOf(const QByteArray &bytes)
{
    return bytes.isNull() ? Bytes{}
                          : bytesOf(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

void addLetter(OwnedBatch &batch, const DeadLetter &letter, LanePtr origin)
{
    batch.add(viewOf(letter.payload), viewOf(letter.key),
              Position{.value = letter.id, .stable = true}, letter.timestampMs);
    batch.setTimeKind(letter.timeKind);
    batch.setOrigin(std::move(origin),
                    Position{.value = letter.position, .stable = letter.isStable});
    for (const auto &[name, value] : letter.headers) {
        batch.addHeader({name.constData(), static_cast<std::size_t>(name.size())}, viewOf(value));
    }
}

} // namespace

DeadLetterSource::DeadLetterSource(QString file, std::vector<std::int64_t> ids)
    : m_file(std::move(file))
{
    std::ranges::sort(ids);
    m_left.assign(ids.begin(), ids.end());
}

Result<void> DeadLetterSource::open(const SourceContext &context)
{
    m_clock = &context.clock;
    auto store = DeadLetterStore::open(m_file);
    if (!store) {
        return store.error();
    }
    m_store = *std::move(store);
    m_lane = std::make_shared<LaneInfo>(
        LaneInfo{.id = 1, .name = QStringLiteral("dead-letters/") + m_store->uid(), .topic = {}});
    return {};
}

Result<Polled> DeadLetterSource::poll(std::size_t maxMessages, std::size_t maxBytes)
{
    Polled polled;
    if (!m_isAnnounced) {
        m_isAnnounced = true;
        polled.laneEvents.push_back(LaneEvent{.kind = LaneEvent::Kind::Assigned, .lane = m_lane});
    }
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(m_lane);
    while (!m_left.empty() && batch->count() < maxMessages && batch->bufferSize() < maxBytes) {
        const auto letter = m_store->load(m_left.front());
        if (!letter) {
            return letter.error();
        }
        if (*letter) { // else somebody removed it meanwhile
            addLetter(*batch, **letter, originOf(**letter));
            m_out.push_back(m_left.front());
        }
        m_left.pop_front();
    }
    polled.more = !m_left.empty();
    polled.ended = m_left.empty();
    if (batch->count() > 0) {
        batch->finish(m_clock->now(), m_clock->wallMs());
        polled.batch = std::move(batch);
    }
    return polled;
}

/// Shared by all letters of the lane, as endpoints know lanes by their address.
LanePtr DeadLetterSource::originOf(const DeadLetter &letter)
{
    const QString key =
        letter.lane + u'\n' + letter.topic + u'\n' + QString::number(letter.partition);
    if (LanePtr known = m_origins.value(key)) {
        return known;
    }
    const qsizetype mark = letter.lane.lastIndexOf(u'#'); // LaneInfo::positionKey()
    return *m_origins.insert(key,
                             std::make_shared<LaneInfo>(LaneInfo{
                                 .id = 2 + static_cast<std::uint64_t>(m_origins.size()),
                                 .name = mark < 0 ? letter.lane : letter.lane.left(mark),
                                 .topic = letter.topic,
                                 .partition = letter.partition,
                                 .epoch = mark < 0 ? 0 : letter.lane.sliced(mark + 1).toInt()}));
}

void DeadLetterSource::acknowledge(const LaneInfo &, Position position)
{
    std::vector<std::int64_t> done;
    for (; !m_out.empty() && m_out.front() <= position.value; m_out.pop_front()) {
        done.push_back(m_out.front());
    }
    // A letter that cannot be removed is sent once more the next time: never lost.
    [[maybe_unused]] const Result<void> removed = m_store->remove(done);
}

Health DeadLetterSource::health() const
{
    return Health{.ready = m_store != nullptr,
                  .lastRoundTrip = m_clock ? m_clock->now() : TimePoint{}};
}

void DeadLetterSource::close(std::chrono::milliseconds)
{
    m_store.reset();
}

void restoreOrigin(DeadLetter &letter, const DeadLetterStore &store)
{
    const auto before = store.load(letter.position); // under which it was handed out
    if (!before || !*before) {
        return;
    }
    letter.source = (*before)->source;
    letter.lane = (*before)->lane;
    letter.topic = (*before)->topic;
    letter.partition = (*before)->partition;
    letter.position = (*before)->position;
    letter.isStable = (*before)->isStable;
    letter.tries += (*before)->tries;
}

} // namespace core
