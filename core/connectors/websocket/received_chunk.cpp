// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/received_chunk.h"

#include <QStringEncoder>

namespace core::websocket {
namespace {

constexpr std::size_t kMostMessages = 1000;

/// Most feeds are ASCII, where a narrowing loop is all it takes. False at the first other letter.
bool narrow(QStringView text, char *out)
{
    const char16_t *letters = text.utf16();
    char16_t all = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        out[i] = static_cast<char>(letters[i]);
        all |= letters[i];
    }
    return all < 0x80;
}

} // namespace

ReceivedChunk::ReceivedChunk(TimePoint arrival, std::size_t capacity)
    : m_arrival(arrival), m_capacity(capacity)
{ }

bool ReceivedChunk::add(const Received &message)
{
    if (m_pieces.size() >= kMostMessages) {
        return false;
    }
    if (message.isText) {
        return addText(message.text);
    }
    m_binaries.push_back(message.binary);
    const QByteArray &kept = m_binaries.back();
    m_pieces.push_back(bytesOf(kept.constData(), static_cast<std::size_t>(kept.size())));
    return true;
}

bool ReceivedChunk::addText(QStringView text)
{
    constexpr std::size_t kWidest = 3; // bytes of UTF-8 for one UTF-16 unit
    const auto length = static_cast<std::size_t>(text.size());
    if (m_capacity - m_used < kWidest * length) {
        if (!m_pieces.empty()) {
            return false;
        }
        m_capacity = kWidest * length;
    }
    if (!m_memory) {
        m_memory = std::make_unique_for_overwrite<char[]>(m_capacity);
    }
    char *begin = m_memory.get() + m_used;
    char *end = begin + length;
    if (!narrow(text, begin)) {
        QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
        end = encoder.appendToBuffer(begin, text);
    }
    m_pieces.push_back(bytesOf(begin, static_cast<std::size_t>(end - begin)));
    m_used += static_cast<std::size_t>(end - begin);
    return true;
}

} // namespace core::websocket
