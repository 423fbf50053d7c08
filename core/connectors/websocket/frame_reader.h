// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace core::websocket {

/// Cuts what a server sends into messages (RFC 6455, section 5). The library does it, too, but
/// turns every text into UTF-16 and hands it through three signals, which costs more than all the
/// rest of a flow. Bytes of a server are foreign: memory is bounded by the largest message. One
/// thread.
class FrameReader final
{
public:
    enum class Kind
    {
        None, ///< more bytes are needed
        Message, ///< whole, whatever parts it came in; a text is valid UTF-8
        Ping,
        Pong,
        Close,
        Fault ///< the server broke the protocol; nothing follows
    };
    struct Step
    {
        Kind kind = Kind::None;
        Bytes payload = {}; ///< valid until the next call; of a close frame its reason
        int closeCode = 0; ///< received, or to be sent for a fault
    };

    explicit FrameReader(std::size_t largest) : m_largest(largest) { }

    /// Where the next bytes are to be written, never nothing; then filled().
    std::span<char> room();
    void filled(std::size_t count) { m_end += count; }
    Step next();

    bool isInParts() const { return m_isInParts; } ///< a message has begun and not ended

private:
    struct Head
    {
        int opcode = 0;
        bool isLast = false;
        std::size_t size = 0; ///< of the head itself
        std::uint64_t length = 0;
        bool isBroken = false;
    };

    std::optional<Head> head() const;
    bool readLength(Head &head, int shortLength) const;
    int faultOf(const Head &head) const;
    void makeRoom();
    Step control(int opcode, Bytes payload);
    Step data(const Head &head, Bytes payload);
    static Step closing(Bytes payload);
    Step broken(int closeCode);

    const std::size_t m_largest;
    std::unique_ptr<char[]> m_memory;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0; ///< of what was not looked at yet
    std::size_t m_end = 0;
    QByteArray m_parts; ///< of a message that comes in several frames
    bool m_isInParts = false;
    bool m_isText = false;
    int m_fault = 0;
};

} // namespace core::websocket
