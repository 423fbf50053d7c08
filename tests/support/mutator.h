// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace support {

/// What every test that makes good input wrong needs: chance by a seed, and other words in a JSON
/// text.
class Mutator
{
public:
    explicit Mutator(unsigned seed) : m_random(seed) { }

    std::size_t below(std::size_t end)
    {
        return end == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, end - 1)(m_random);
    }

    char randomByte() { return static_cast<char>(below(256)); }

    /// One quoted word in the place of another: mostly still JSON, seldom still what it was.
    void swapWords(std::string &json)
    {
        const auto [other, otherSize] = wordBehind(json, below(json.size()));
        const auto [from, size] = wordBehind(json, below(json.size()));
        if (size > 0 && otherSize > 0) {
            const std::string word = json.substr(other, otherSize);
            json.replace(from, size, word);
        }
    }

private:
    /// Place and size; no size where there is none.
    static std::pair<std::size_t, std::size_t> wordBehind(const std::string &json, std::size_t at)
    {
        const std::string_view text = json;
        const std::size_t from = text.find('"', at);
        const std::size_t to = from == text.npos ? from : text.find('"', from + 1);
        return to == text.npos ? std::pair<std::size_t, std::size_t>()
                               : std::pair(from, to - from + 1);
    }

    std::mt19937 m_random;
};

} // namespace support
