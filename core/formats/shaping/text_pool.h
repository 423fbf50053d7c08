// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace core {

/// Texts that stay where they are until clear(); their memory is used again.
class TextPool final
{
public:
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

    std::string &next()
    {
        if (m_used > 0) {
            m_bytes += m_texts[m_used - 1].size();
        }
        if (m_used == m_texts.size()) {
            m_texts.emplace_back();
        }
        std::string &text = m_texts[m_used++];
        text.clear();
        return text;
    }
    /// Nothing more should be put in: a message made more of itself than it may.
    bool isFull() const { return m_bytes > kMostBytes; }
    void clear()
    {
        if (m_bytes > kMostKept || m_texts.size() > kMostTexts) {
            m_texts.clear();
        }
        m_used = 0;
        m_bytes = 0;
    }

private:
    static constexpr std::size_t kMostKept = std::size_t{1} << 20U;
    static constexpr std::size_t kMostTexts = 8192;

    std::deque<std::string> m_texts;
    std::size_t m_used = 0;
    std::size_t m_bytes = 0;
};

} // namespace core
