// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <string>

namespace core {

/// A batch whose bytes live in one buffer of its own: for sources that make or copy messages
/// (generator, loopback, sockets, dead letters, tests). Built by one thread, then sealed.
class OwnedBatch final : public Batch
{
public:
    /// `lane` is used by the messages added after it.
    void useLane(LanePtr lane);
    /// Bytes are copied behind each other; null stays null.
    void add(Bytes payload, Bytes key, Position position, std::int64_t timestampMs);
    /// Of the message added last.
    void setTimeKind(TimeKind kind) { m_records.back().timeKind = kind; }
    /// Of the message added last; all messages of a batch have one, or none has.
    void setOrigin(LanePtr lane, Position position);
    /// To the message added last; at most 1,000.
    void addHeader(std::string_view name, Bytes value);
    void finish(TimePoint arrival, std::int64_t receivedMs);

    std::size_t count() const { return m_records.size(); }
    std::size_t bufferSize() const { return m_buffer.size(); }

private:
    struct Slice
    {
        std::size_t offset = 0;
        std::size_t size = 0;
        bool null = true;
    };
    struct Header
    {
        std::string name;
        Slice value;
    };
    struct Record
    {
        Slice payload;
        Slice key;
        Position position;
        std::int64_t timestampMs;
        std::uint32_t lane;
        TimeKind timeKind;
        std::vector<Header> headers;
    };
    Slice append(Bytes bytes);
    Bytes view(const Slice &slice) const;
    static bool readHeader(const void *native, std::size_t index, HeaderView &out);

    std::vector<std::byte> m_buffer;
    std::vector<Record> m_records;
    std::vector<LanePtr> m_openLanes;
    std::vector<MessageOrigin> m_openOrigins;
    std::vector<std::vector<HeaderView>> m_headerViews;
};

} // namespace core
