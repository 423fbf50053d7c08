// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/frame_reader.h"

#include "core/support/units.h"

#include <QtEndian>

#include <simdjson.h>

#include <cstring>

namespace core::websocket {
namespace {

constexpr std::size_t kUsualMemory = 64 * kKiB; ///< stays in the processor's cache
constexpr std::size_t kLeastRoom = 4 * kKiB;
constexpr std::size_t kLongestHead = 10;
constexpr std::uint64_t kMostOfControl = 125;

constexpr int kProtocolError = 1002;
constexpr int kNotText = 1007;
constexpr int kTooLarge = 1009;
constexpr int kNormal = 1000;

constexpr int kContinuation = 0x0;
constexpr int kText = 0x1;
constexpr int kBinary = 0x2;
constexpr int kClose = 0x8;
constexpr int kPing = 0x9;
constexpr int kPong = 0xa;

bool isControl(int opcode)
{
    return opcode >= kClose;
}

bool isKnown(int opcode)
{
    return opcode <= kBinary || (opcode >= kClose && opcode <= kPong);
}

bool isUtf8(Bytes bytes)
{
    return simdjson::validate_utf8(textOf(bytes).data(), bytes.size());
}

bool mayBeSent(int closeCode)
{
    return (closeCode >= 1000 && closeCode <= 1014 && (closeCode < 1004 || closeCode > 1006))
        || (closeCode >= 3000 && closeCode <= 4999);
}

} // namespace

std::span<char> FrameReader::room()
{
    if (m_begin == m_end) {
        m_begin = 0;
        m_end = 0;
        if (m_capacity > kUsualMemory) { // a large message has gone
            m_memory.reset();
            m_capacity = 0;
        }
    }
    if (m_capacity - m_end < kLeastRoom) {
        makeRoom();
    }
    return {m_memory.get() + m_end, m_capacity - m_end};
}

/// Grows with what has come, not with what a frame announces.
void FrameReader::makeRoom()
{
    const std::size_t rest = m_end - m_begin;
    if (rest <= m_capacity / 2 && m_memory) {
        std::memmove(m_memory.get(), m_memory.get() + m_begin, rest);
    } else {
        const std::size_t wanted = std::max(kUsualMemory, 2 * m_capacity);
        m_capacity = std::min(wanted, m_largest + kLongestHead + kUsualMemory);
        auto memory = std::make_unique_for_overwrite<char[]>(m_capacity);
        if (rest > 0) {
            std::memcpy(memory.get(), m_memory.get() + m_begin, rest);
        }
        m_memory = std::move(memory);
    }
    m_begin = 0;
    m_end = rest;
}

std::optional<FrameReader::Head> FrameReader::head() const
{
    constexpr std::size_t kShortest = 2;
    if (m_end - m_begin < kShortest) {
        return std::nullopt;
    }
    const auto first = static_cast<unsigned char>(m_memory[m_begin]);
    const auto second = static_cast<unsigned char>(m_memory[m_begin + 1]);
    Head head{.opcode = first & 0x0f, .isLast = (first & 0x80) != 0, .size = kShortest};
    const bool hasExtension = (first & 0x70) != 0; // none was agreed upon
    const bool isMasked = (second & 0x80) != 0; // forbidden to a server
    head.isBroken = hasExtension || isMasked || !isKnown(head.opcode);
    return head.isBroken || readLength(head, second & 0x7f) ? std::optional(head) : std::nullopt;
}

/// False when the length has not arrived wholly.
bool FrameReader::readLength(Head &head, int shortLength) const
{
    constexpr int kTwoBytes = 126;
    const char *behind = m_memory.get() + m_begin + head.size;
    head.length = static_cast<std::uint64_t>(shortLength);
    if (shortLength < kTwoBytes) {
        return true;
    }
    const bool isShort = shortLength == kTwoBytes;
    head.size += isShort ? sizeof(quint16) : sizeof(quint64);
    if (m_end - m_begin < head.size) {
        return false;
    }
    head.length = isShort ? qFromBigEndian<quint16>(behind) : qFromBigEndian<quint64>(behind);
    head.isBroken = head.length < (isShort ? 126U : 65'536U); // there is a shorter way to say it
    return true;
}

int FrameReader::faultOf(const Head &head) const
{
    if (head.isBroken) {
        return kProtocolError;
    }
    if (isControl(head.opcode)) {
        return head.isLast && head.length <= kMostOfControl ? 0 : kProtocolError;
    }
    if ((head.opcode == kContinuation) != m_isInParts) {
        return kProtocolError;
    }
    const std::size_t before = m_isInParts ? static_cast<std::size_t>(m_parts.size()) : 0;
    return head.length > m_largest - before ? kTooLarge : 0;
}

FrameReader::Step FrameReader::next()
{
    while (m_fault == 0) {
        const std::optional<Head> head = this->head();
        if (!head) {
            return {};
        }
        if (const int fault = faultOf(*head)) {
            return broken(fault);
        }
        if (m_end - m_begin - head->size < head->length) {
            return {};
        }
        const auto length = static_cast<std::size_t>(head->length);
        const Bytes payload = bytesOf(m_memory.get() + m_begin + head->size, length);
        m_begin += head->size + length;
        const Step step =
            isControl(head->opcode) ? control(head->opcode, payload) : data(*head, payload);
        if (step.kind != Kind::None) {
            return step;
        }
    }
    return broken(m_fault);
}

FrameReader::Step FrameReader::control(int opcode, Bytes payload)
{
    switch (opcode) {
    case kPing: return {.kind = Kind::Ping, .payload = payload};
    case kPong: return {.kind = Kind::Pong, .payload = payload};
    default: break;
    }
    const Step close = closing(payload);
    return close.kind == Kind::Fault ? broken(close.closeCode) : close;
}

FrameReader::Step FrameReader::closing(Bytes payload)
{
    constexpr std::size_t kCode = sizeof(quint16);
    if (payload.empty()) {
        return {.kind = Kind::Close, .closeCode = kNormal};
    }
    if (payload.size() < kCode) {
        return {.kind = Kind::Fault, .closeCode = kProtocolError};
    }
    const int code = qFromBigEndian<quint16>(payload.data());
    const Bytes reason = payload.subspan(kCode);
    if (!mayBeSent(code)) {
        return {.kind = Kind::Fault, .closeCode = kProtocolError};
    }
    if (!isUtf8(reason)) {
        return {.kind = Kind::Fault, .closeCode = kNotText};
    }
    return {.kind = Kind::Close, .payload = reason, .closeCode = code};
}

/// None for a part that others follow.
FrameReader::Step FrameReader::data(const Head &head, Bytes payload)
{
    const bool isFirst = head.opcode != kContinuation;
    if (isFirst) {
        m_isText = head.opcode == kText;
    }
    if (!isFirst || !head.isLast) {
        if (isFirst) {
            m_parts.resize(0); // the message before it was handed out of the same memory
        }
        m_isInParts = !head.isLast;
        m_parts.append(textOf(payload).data(), static_cast<qsizetype>(payload.size()));
        payload = bytesOf(m_parts.constData(), static_cast<std::size_t>(m_parts.size()));
    }
    if (!head.isLast) {
        return {};
    }
    return m_isText && !isUtf8(payload) ? broken(kNotText)
                                        : Step{.kind = Kind::Message, .payload = payload};
}

FrameReader::Step FrameReader::broken(int closeCode)
{
    m_fault = closeCode;
    return {.kind = Kind::Fault, .closeCode = closeCode};
}

} // namespace core::websocket
