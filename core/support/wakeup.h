// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core {

/// An event file descriptor by which sources and endpoints wake their flow's worker. notify() may
/// be called from any thread and from library callbacks; the worker clears before it looks for
/// work.
class Wakeup final
{
public:
    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup &) = delete;
    Wakeup &operator=(const Wakeup &) = delete;

    /// For libraries that write by themselves (rd_kafka_queue_io_event_enable): write kPayload.
    int fd() const { return m_fd; }
    static constexpr std::uint64_t kPayload = 1;

    void notify() noexcept;
    void clear() noexcept;

private:
    int m_fd;
};

} // namespace core
