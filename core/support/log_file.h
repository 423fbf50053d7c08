// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

/// A text file that rotates by size: `weir.log`, then `weir.log.1` …; mode 0600. Written by a
/// thread of its own, which sleeps while there is nothing to write. A disk that refuses is left
/// alone: the log is no reason to stop. Thread-safe.
class LogFile final
{
public:
    struct Limits
    {
        std::int64_t bytes = 2 << 20U; ///< of one file
        int files = 5; ///< all together
    };

    explicit LogFile(QString path) : LogFile(std::move(path), Limits{}) { }
    LogFile(QString path, Limits limits);
    ~LogFile(); ///< writes what waits
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// Takes the line for the file; while 10,000 wait, further ones are dropped and counted.
    void append(QString line);

private:
    void work();
    void write(const std::vector<QString> &lines) const;
    void rotate() const;

    const QString m_path;
    const Limits m_limits;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<QString> m_waiting;
    std::uint64_t m_dropped = 0;
    bool m_isEnding = false;
    std::thread m_thread;
};

/// `<state folder of the person>/weir`: $XDG_STATE_HOME, else ~/.local/state.
QString stateFolder();

} // namespace core
