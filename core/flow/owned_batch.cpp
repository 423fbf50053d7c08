// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/owned_batch.h"

namespace core {

void OwnedBatch::useLane(LanePtr lane)
{
    if (m_openLanes.empty() || m_openLanes.back() != lane) {
        m_openLanes.push_back(std::move(lane));
    }
}

OwnedBatch::Slice OwnedBatch::append(Bytes bytes)
{
    const Slice slice{.offset = m_buffer.size(), .size = bytes.size(), .null = isNull(bytes)};
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    return slice;
}

void OwnedBatch::add(Bytes payload, Bytes key, Position position, std::int64_t timestampMs)
{
    m_records.push_back(Record{.payload = append(payload),
                               .key = append(key),
                               .position = position,
                               .timestampMs = timestampMs,
                               .lane = static_cast<std::uint32_t>(m_openLanes.size() - 1),
                               .timeKind = TimeKind::Unknown,
                               .headers = {}});
}

void OwnedBatch::setOrigin(LanePtr lane, Position position)
{
    m_openOrigins.push_back({.lane = std::move(lane), .position = position});
}

void OwnedBatch::addHeader(std::string_view name, Bytes value)
{
    constexpr std::size_t kMost = 1000;
    if (auto &headers = m_records.back().headers; headers.size() < kMost) {
        headers.push_back({std::string(name), append(value)});
    }
}

Bytes OwnedBatch::view(const Slice &slice) const
{
    static constexpr std::byte kNothing{};
    if (slice.null) {
        return {};
    }
    return bytesOf(m_buffer.empty() ? &kNothing : m_buffer.data() + slice.offset, slice.size);
}

bool OwnedBatch::readHeader(const void *native, std::size_t index, HeaderView &out)
{
    const auto &headers = *static_cast<const std::vector<HeaderView> *>(native);
    if (index >= headers.size()) {
        return false;
    }
    out = headers[index];
    return true;
}

void OwnedBatch::finish(TimePoint arrival, std::int64_t receivedMs)
{
    std::vector<MessageView> views;
    views.reserve(m_records.size());
    m_headerViews.reserve(m_records.size()); // addresses are handed out: must not move
    for (const Record &record : m_records) {
        MessageView view{.payload = this->view(record.payload),
                         .key = this->view(record.key),
                         .headers = {},
                         .timestampMs = record.timestampMs,
                         .position = record.position,
                         .lane = record.lane,
                         .timeKind = record.timeKind};
        if (!record.headers.empty()) {
            auto &headers = m_headerViews.emplace_back();
            for (const Header &header : record.headers) {
                headers.push_back({header.name, this->view(header.value)});
            }
            view.headers = HeaderRange(&headers, &OwnedBatch::readHeader);
        }
        views.push_back(view);
    }
    setOrigins(std::move(m_openOrigins));
    seal(m_openLanes, std::move(views), arrival, receivedMs);
}

} // namespace core
