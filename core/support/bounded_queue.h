// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace core {

/// Hand-over of values between two threads; a full queue says no and never grows.
template <typename T>
class BoundedQueue final
{
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) { }

    enum class Push
    {
        Refused,
        Added,
        AddedToEmpty
    };

    /// AddedToEmpty tells the caller to wake the reader. `value` is moved from only when taken.
    Push push(T &&value)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_items.size() >= m_capacity) {
            return Push::Refused;
        }
        m_items.push_back(std::move(value));
        return m_items.size() == 1 ? Push::AddedToEmpty : Push::Added;
    }

    std::optional<T> pop()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_items.empty()) {
            return std::nullopt;
        }
        T value = std::move(m_items.front());
        m_items.pop_front();
        return value;
    }

    std::vector<T> takeAll()
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<T> all(std::make_move_iterator(m_items.begin()),
                           std::make_move_iterator(m_items.end()));
        m_items.clear();
        return all;
    }

    std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_items.size();
    }

private:
    mutable std::mutex m_mutex;
    std::deque<T> m_items;
    std::size_t m_capacity;
};

} // namespace core
