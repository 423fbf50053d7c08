// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_channel.h"

#include "core/support/text.h"

#include <QDateTime>

namespace core::loopback {
namespace {

QByteArray copyOf(Bytes bytes)
{
    return isNull(bytes) ? QByteArray()
                         : QByteArray(reinterpret_cast<const char *>(bytes.data()),
                                      static_cast<qsizetype>(bytes.size()));
}

Bytes viewOf(const QByteArray &bytes)
{
    return bytes.isNull() ? Bytes()
                          : bytesOf(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

std::size_t bytesIn(const LoopbackMessage &message)
{
    return static_cast<std::size_t>(message.payload.size() + message.key.size());
}

} // namespace

LoopbackMessage LoopbackMessage::copyOf(const MessageView &view)
{
    LoopbackMessage message{.payload = loopback::copyOf(view.payload),
                            .key = loopback::copyOf(view.key),
                            .headers = {},
                            .timestampMs = view.timestampMs,
                            .lane = 0,
                            .position = -1};
    if (!view.headers.isEmpty()) {
        for (const HeaderView &header : view.headers.all()) {
            message.headers.emplace_back(
                QByteArray(header.name.data(), static_cast<qsizetype>(header.name.size())),
                loopback::copyOf(header.value));
        }
    }
    return message;
}

LoopbackChannel::LoopbackChannel(QString name)
    : m_name(std::move(name)),
      m_epoch(static_cast<std::int32_t>(QDateTime::currentSecsSinceEpoch() & 0x7fffffff)),
      m_lanes({{0, Lane()}})
{ }

std::shared_ptr<LoopbackChannel> LoopbackChannel::named(const QString &name)
{
    static std::mutex mutex;
    static std::map<QString, std::shared_ptr<LoopbackChannel>> channels;
    const std::scoped_lock lock(mutex);
    std::shared_ptr<LoopbackChannel> &channel = channels[name];
    if (!channel) {
        channel.reset(new LoopbackChannel(name)); // the constructor is private
    }
    return channel;
}

std::int64_t LoopbackChannel::push(QByteArray payload, QByteArray key, int lane)
{
    return push(LoopbackMessage{.payload = std::move(payload),
                                .key = std::move(key),
                                .headers = {},
                                .timestampMs = -1,
                                .lane = lane,
                                .position = -1});
}

std::int64_t LoopbackChannel::push(LoopbackMessage message)
{
    const std::scoped_lock lock(m_mutex);
    return add(std::move(message));
}

std::int64_t LoopbackChannel::add(LoopbackMessage message)
{
    const int number = message.lane;
    const bool isNew = !m_lanes.contains(number);
    Lane &lane = m_lanes[number];
    message.position = lane.next++;
    lane.kept.push_back(std::move(message));
    ++m_size;
    for (LoopbackReader *reader : m_readers) {
        if (isNew) {
            assignTo(*reader, number);
        }
    }
    wakeReaders();
    return lane.next - 1;
}

std::vector<LoopbackMessage> LoopbackChannel::take(std::size_t most)
{
    const std::scoped_lock lock(m_mutex);
    std::vector<LoopbackMessage> taken;
    for (auto &[number, lane] : m_lanes) {
        while (!lane.kept.empty() && taken.size() < most) {
            taken.push_back(std::move(lane.kept.front()));
            lane.kept.pop_front();
            --m_size;
            lane.acknowledged = std::max(lane.acknowledged, taken.back().position);
        }
    }
    wakeWriters();
    return taken;
}

std::size_t LoopbackChannel::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_size;
}

Result<void> LoopbackChannel::attach(LoopbackReader &reader)
{
    const std::scoped_lock lock(m_mutex);
    if (m_openError) {
        return *std::exchange(m_openError, std::nullopt);
    }
    const auto isFlow = [](const LoopbackReader *other) { return other->purpose == Purpose::Flow; };
    if (reader.purpose == Purpose::Flow
        && std::any_of(m_readers.begin(), m_readers.end(), isFlow)) {
        return Error{
            .code = ErrorCode::Connect,
            .id = "loopback.in_use",
            .message =
                text(WEIR_TEXT("Another flow reads the channel %1")).arg(visibleText(m_name, 200)),
            .field = QStringLiteral("channel")};
    }
    m_readers.push_back(&reader);
    ++m_opened;
    m_wasMissing = reader.wasMissing;
    m_endings = reader.endings;
    for (const auto &[number, lane] : m_lanes) {
        assignTo(reader, number);
    }
    reader.wakeup->notify();
    return {};
}

void LoopbackChannel::detach(LoopbackReader &reader)
{
    const std::scoped_lock lock(m_mutex);
    std::erase(m_readers, &reader);
}

void LoopbackChannel::assignTo(LoopbackReader &reader, int number)
{
    const Lane &lane = m_lanes[number];
    auto info = std::make_shared<LaneInfo>();
    info->id = ++reader.lastLaneId;
    info->name = m_name + u'/' + QString::number(number);
    info->topic = m_name;
    info->partition = number;
    info->epoch = m_epoch;
    std::int64_t next = lane.acknowledged + 1;
    for (const StoredPosition &stored : reader.startAt) {
        if (stored.lane == info->name && stored.epoch == m_epoch) {
            next = std::max(next, stored.position.value + 1);
        }
    }
    reader.lanes[number] = {.info = info, .next = next, .assigned = true};
    reader.events.push_back(LaneEvent{.kind = LaneEvent::Kind::Assigned,
                                      .lane = info,
                                      .deadline = {},
                                      .end = Position{.value = lane.next - 1, .stable = true}});
}

bool LoopbackChannel::hasMore(const LoopbackReader &reader) const
{
    return std::any_of(reader.lanes.begin(), reader.lanes.end(), [this](const auto &entry) {
        const auto &kept = m_lanes.at(entry.first).kept;
        return entry.second.assigned && !kept.empty() && kept.back().position >= entry.second.next;
    });
}

void LoopbackChannel::fill(LoopbackReader &reader, OwnedBatch &batch, std::size_t maxMessages,
                           std::size_t maxBytes)
{
    std::size_t bytes = 0;
    for (auto &[number, lane] : reader.lanes) {
        const auto &kept = m_lanes.at(number).kept;
        if (!lane.assigned || kept.empty()) {
            continue;
        }
        lane.next = std::max(lane.next, kept.front().position);
        while (lane.next <= kept.back().position && batch.count() < maxMessages
               && bytes < maxBytes) {
            const auto index = static_cast<std::size_t>(lane.next - kept.front().position);
            const LoopbackMessage &message = kept[index];
            batch.useLane(lane.info);
            batch.add(viewOf(message.payload), viewOf(message.key),
                      Position{.value = lane.next, .stable = true}, message.timestampMs);
            for (const auto &[name, value] : message.headers) {
                batch.addHeader({name.constData(), static_cast<std::size_t>(name.size())},
                                viewOf(value));
            }
            bytes += bytesIn(message);
            ++lane.next;
        }
    }
}

Result<Polled> LoopbackChannel::read(LoopbackReader &reader, std::size_t maxMessages,
                                     std::size_t maxBytes, Clock &clock)
{
    const std::scoped_lock lock(m_mutex);
    if (m_pollError) {
        return *std::exchange(m_pollError, std::nullopt);
    }
    Polled polled;
    polled.laneEvents = std::exchange(reader.events, {});
    if (m_silent) {
        return polled;
    }
    auto batch = std::make_shared<OwnedBatch>();
    fill(reader, *batch, maxMessages, maxBytes);
    if (batch->count() > 0) {
        batch->finish(clock.now(), clock.wallMs());
        polled.batch = std::move(batch);
    }
    polled.more = maxMessages > 0 && hasMore(reader);
    polled.ended = m_ended && !hasMore(reader);
    return polled;
}

void LoopbackChannel::drop(Lane &lane, std::int64_t upTo)
{
    lane.acknowledged = std::max(lane.acknowledged, upTo);
    while (!lane.kept.empty() && lane.kept.front().position <= upTo) {
        lane.kept.pop_front();
        --m_size;
    }
    wakeWriters();
}

void LoopbackChannel::acknowledge(LoopbackReader &reader, const LaneInfo &info, Position position)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = reader.lanes.find(info.partition);
    // an answer for an earlier assignment comes too late: the messages belong to the next one
    if (reader.purpose == Purpose::Flow && found != reader.lanes.end()
        && found->second.info->id == info.id) {
        drop(m_lanes[info.partition], position.value);
    }
}

void LoopbackChannel::release(LoopbackReader &reader, const LanePtr &info)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = reader.lanes.find(info->partition);
    if (found != reader.lanes.end() && found->second.info->id == info->id) {
        reader.lanes.erase(found);
        m_lanes[info->partition].released = true;
    }
}

std::vector<LaneFigures> LoopbackChannel::figures(const LoopbackReader &reader) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<LaneFigures> figures;
    for (const auto &[number, lane] : reader.lanes) {
        const Lane &ours = m_lanes.at(number);
        figures.push_back(LaneFigures{.name = lane.info->name,
                                      .position = ours.acknowledged,
                                      .end = ours.next - 1,
                                      .lag = ours.next - 1 - ours.acknowledged});
    }
    return figures;
}

void LoopbackChannel::wakeReaders()
{
    for (const LoopbackReader *reader : m_readers) {
        reader->wakeup->notify();
    }
}

void LoopbackChannel::wakeWriters()
{
    for (Wakeup *writer : m_writers) {
        writer->notify();
    }
}

void LoopbackChannel::addWriter(Wakeup *wakeup)
{
    const std::scoped_lock lock(m_mutex);
    m_writers.push_back(wakeup);
}

void LoopbackChannel::removeWriter(Wakeup *wakeup)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = std::find(m_writers.begin(), m_writers.end(), wakeup);
        found != m_writers.end()) {
        m_writers.erase(found);
    }
}

} // namespace core::loopback
