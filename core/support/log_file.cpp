// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/log_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <pthread.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr std::size_t kMostWaiting = 10'000;

QString numbered(const QString &path, int number)
{
    return number == 0 ? path : path + u'.' + QString::number(number);
}

} // namespace

LogFile::LogFile(QString path, Limits limits) : m_path(std::move(path)), m_limits(limits)
{
    m_thread = std::thread([this] {
        ::pthread_setname_np(::pthread_self(), "weir-log");
        work();
    });
}

LogFile::~LogFile()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void LogFile::append(QString line)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waiting.size() >= kMostWaiting) {
            ++m_dropped;
            return;
        }
        m_waiting.push_back(std::move(line));
    }
    m_wake.notify_one();
}

void LogFile::work()
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
        std::vector<QString> lines = std::exchange(m_waiting, {});
        if (const std::uint64_t dropped = std::exchange(m_dropped, 0); dropped > 0) {
            lines.push_back(u"(%1 lines were not written)"_s.arg(dropped));
        }
        if (lines.empty()) {
            return; // ending
        }
        lock.unlock();
        write(lines);
        lock.lock();
    }
}

void LogFile::write(const std::vector<QString> &lines) const
{
    if (QFileInfo(m_path).size() >= m_limits.bytes) {
        rotate();
    }
    QFile file(m_path);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append)) {
        return;
    }
    if (isNew) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    QByteArray bytes;
    for (const QString &line : lines) {
        bytes += line.toUtf8() + '\n';
    }
    file.write(bytes);
}

void LogFile::rotate() const
{
    QFile::remove(numbered(m_path, m_limits.files - 1));
    for (int number = m_limits.files - 1; number > 0; --number) {
        QFile::rename(numbered(m_path, number - 1), numbered(m_path, number));
    }
}

QString stateFolder()
{
    const QString set = qEnvironmentVariable("XDG_STATE_HOME");
    // The specification: a relative path counts as not set.
    const QString base =
        QDir::isAbsolutePath(set) ? set : QString(QDir::homePath() + u"/.local/state"_s);
    return base + u"/weir"_s;
}

} // namespace core
