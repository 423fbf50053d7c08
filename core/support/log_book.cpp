// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/log_book.h"

#include "core/support/log_file.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QDateTime>

#include <array>
#include <shared_mutex>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr qsizetype kLongest = 2048;

/// Who listens to Qt's messages; the lock keeps the book alive while a message goes in.
struct Listener
{
    std::shared_mutex mutex;
    LogBook *book = nullptr;
    QtMessageHandler before = nullptr;
};

Listener &listener()
{
    static Listener only;
    return only;
}

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return LogLevel::Debug;
    case QtInfoMsg: return LogLevel::Info;
    case QtWarningMsg: return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg: break;
    }
    return LogLevel::Error;
}

void takeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    Listener &ear = listener();
    const std::shared_lock lock(ear.mutex);
    if (ear.book) {
        QString room = QString::fromLatin1(context.category ? context.category : "");
        room.remove(u"weir."_s);
        ear.book->add(levelOf(type), LogScope::flow(), room == "default"_L1 ? QString() : room,
                      message);
    }
    if (ear.before) {
        ear.before(type, context, message);
    }
}

} // namespace

const char *logLevelKey(LogLevel level)
{
    constexpr std::array kKeys{"debug", "info", "warning", "error"};
    return kKeys[static_cast<std::size_t>(level)];
}

QString logFileText(const LogLine &line)
{
    const QString when =
        QDateTime::fromMSecsSinceEpoch(line.atMs).toUTC().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
    return when + u' ' + QLatin1String(logLevelKey(line.level)) + u' '
        + (line.room.isEmpty() ? u"-"_s : line.room) + u' '
        + (line.flow.isEmpty() ? u"-"_s : line.flow) + u' ' + line.text;
}

LogBook::LogBook(std::size_t most) : m_most(most) { }

LogBook::~LogBook()
{
    if (!m_isListening) {
        return;
    }
    Listener &ear = listener();
    const std::unique_lock lock(ear.mutex);
    qInstallMessageHandler(ear.before);
    ear.book = nullptr;
}

void LogBook::listen()
{
    Listener &ear = listener();
    const std::unique_lock lock(ear.mutex);
    ear.book = this;
    ear.before = qInstallMessageHandler(takeMessage);
    m_isListening = true;
}

void LogBook::writeTo(std::unique_ptr<LogFile> file)
{
    m_file = std::move(file);
}

void LogBook::add(LogLevel level, const QString &flow, const QString &room, const QString &text)
{
    LogLine line{.atMs = QDateTime::currentMSecsSinceEpoch(),
                 .level = level,
                 .flow = visibleText(flow, 64),
                 .room = visibleText(room, 64),
                 .text = visibleText(redacted(text.left(2 * kLongest)), kLongest)};
    // The flow's name has a place of its own.
    if (const QString said = line.flow + u": "_s; said.size() > 2 && line.text.startsWith(said)) {
        line.text.remove(0, said.size());
    }
    const std::scoped_lock lock(m_mutex);
    line.number = ++m_newest;
    m_errors += level == LogLevel::Error ? 1 : 0;
    if (m_file) {
        m_file->append(logFileText(line));
    }
    m_lines.push_back(std::move(line));
    if (m_lines.size() > m_most) {
        m_lines.pop_front();
    }
}

std::uint64_t LogBook::errors() const
{
    const std::scoped_lock lock(m_mutex);
    return m_errors;
}

std::vector<LogLine> LogBook::after(std::uint64_t number) const
{
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t first = m_newest - m_lines.size(); // number before the oldest line
    const std::uint64_t skipped = number > first ? std::min(number, m_newest) - first : 0;
    return {m_lines.begin() + static_cast<std::ptrdiff_t>(skipped), m_lines.end()};
}

} // namespace core
