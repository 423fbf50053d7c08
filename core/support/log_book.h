// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace core {

class LogFile;

enum class LogLevel
{
    Debug,
    Info,
    Warning,
    Error
};

/// One line of the log, safe to show: redacted, on one line, its marks visible. A value.
struct LogLine
{
    std::uint64_t number = 0; ///< counts up; never given twice
    std::int64_t atMs = 0;
    LogLevel level = LogLevel::Info;
    QString flow = {}; ///< empty where no flow is at work
    QString room = {}; ///< "engine", "connector", …
    QString text = {};
};

const char *logLevelKey(LogLevel level);
/// The line as the log file holds it, without its end.
QString logFileText(const LogLine &line);

/// The newest lines of the program's log. Thread-safe; never waits for a disk.
class LogBook final
{
public:
    static constexpr std::size_t kMost = 5000;

    explicit LogBook(std::size_t most = kMost);
    ~LogBook(); ///< gives Qt's messages back
    LogBook(const LogBook &) = delete;
    LogBook &operator=(const LogBook &) = delete;

    void add(LogLevel level, const QString &flow, const QString &room, const QString &text);
    /// Lines numbered above `number`, oldest first.
    std::vector<LogLine> after(std::uint64_t number) const;
    std::uint64_t errors() const; ///< how many of them there were so far

    /// Takes in what qCInfo() and the like say, besides where it went before; one book at a time.
    void listen();
    /// Every line goes there too; call before listen().
    void writeTo(std::unique_ptr<LogFile> file);

private:
    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    std::uint64_t m_newest = 0;
    std::uint64_t m_errors = 0;
    std::unique_ptr<LogFile> m_file;
    bool m_isListening = false;
};

} // namespace core
