// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/support/clock.h"

#include <QByteArray>
#include <QStringView>

#include <memory>
#include <vector>

namespace core::websocket {

/// A message as the library hands it out. Valid during the call.
struct Received
{
    QStringView text = {}; ///< of a text frame
    QByteArray binary = {}; ///< of a binary frame
    bool isText = false;

    QByteArray bytes() const { return isText ? text.toUtf8() : binary; }
};

/// Messages that arrived one after the other. Texts are written into one piece of memory, binary
/// messages stay the library's own. Filled by one thread, then read by any.
class ReceivedChunk final
{
public:
    /// `capacity` in bytes; a longer first message gets the room it needs.
    ReceivedChunk(TimePoint arrival, std::size_t capacity);

    /// False when it has no room for this one.
    bool add(const Received &message);

    TimePoint arrival() const { return m_arrival; } ///< of the first message
    std::size_t capacity() const { return m_capacity; }
    std::size_t count() const { return m_pieces.size(); }
    Bytes at(std::size_t index) const { return m_pieces[index]; }

private:
    bool addText(QStringView text);

    TimePoint m_arrival;
    std::size_t m_capacity;
    std::size_t m_used = 0;
    std::unique_ptr<char[]> m_memory;
    std::vector<QByteArray> m_binaries; ///< keep the bytes of their pieces alive
    std::vector<Bytes> m_pieces;
};

} // namespace core::websocket
