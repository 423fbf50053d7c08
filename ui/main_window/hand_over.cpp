// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/hand_over.h"

#include "core/support/text.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTimer>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kKey = "handed_over"_L1;
constexpr auto kLook = 100ms; ///< how often the process is looked at
constexpr std::chrono::milliseconds kSettled =
    3s; ///< what weirctl finds wrong with a file ends it long before
constexpr qint64 kMostWords = 4096; ///< bytes of its last words

/// Whether the process is that weirctl, and not a stranger that got its number later.
bool isOurs(qint64 pid, const QString &file)
{
    QFile line(u"/proc/%1/cmdline"_s.arg(pid));
    if (pid <= 0 || !line.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArrayList words = line.readAll().split('\0'); // empty for one that has ended
    return words.value(0).endsWith("weirctl") && words.contains(QFile::encodeName(file));
}

/// The last thing weirctl said.
QString lastWords(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    file.seek(std::max<qint64>(0, file.size() - kMostWords));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    return core::visibleText(QString::fromUtf8(lines.constLast()), 300);
}

/// 0 where it could not be started.
qint64 launch(const QString &program, const QStringList &words, const QString &log)
{
    QProcess process;
    process.setProgram(program);
    process.setArguments(words);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(log);
    qint64 pid = 0;
    return process.startDetached(&pid) ? pid : 0;
}

} // namespace

HandOver::HandOver(Memory &memory, QString program, QString log, QObject *parent)
    : QObject(parent), m_memory(memory), m_program(std::move(program)), m_log(std::move(log))
{ }

void HandOver::begin(const QString &file, const QStringList &flows)
{
    m_file = file;
    m_flows = flows;
    QStringList words{u"run"_s, file};
    for (const QString &flow : flows) {
        words << u"--flow"_s << flow;
    }
    m_disk.run([program = m_program, words, log = m_log] { return launch(program, words, log); },
               [this](qint64 pid) {
                   m_sinceStart.start();
                   watch(pid);
               });
}

/// It has the flows once it is still there after a while.
void HandOver::watch(qint64 pid)
{
    struct Look
    {
        bool isThere;
        QString words;
    };
    m_disk.run(
        [pid, file = m_file, log = m_log] {
            const bool isThere = isOurs(pid, file);
            return Look{isThere, isThere ? QString() : lastWords(log)};
        },
        [this, pid](const Look &look) {
            if (!look.isThere) {
                Q_EMIT refused(look.words);
            } else if (m_sinceStart.elapsed() < kSettled.count()) {
                QTimer::singleShot(kLook, this, [this, pid] { watch(pid); });
            } else {
                m_memory.set(kKey,
                             QJsonObject{{u"file"_s, m_file},
                                         {u"pid"_s, pid},
                                         {u"since_ms"_s, QDateTime::currentMSecsSinceEpoch()},
                                         {u"flows"_s, QJsonArray::fromStringList(m_flows)}});
                Q_EMIT taken();
            }
        });
}

void HandOver::find(const QString &file, const std::function<void(const Running &)> &done)
{
    const QJsonObject known = m_memory.value(kKey).toObject();
    const qint64 pid = known[u"pid"_s].toInteger();
    if (known[u"file"_s].toString() != file || pid <= 0) {
        done({});
        return;
    }
    m_disk.run([pid, file] { return isOurs(pid, file); },
               [this, known, pid, done](bool isThere) {
                   if (!isThere) {
                       m_memory.set(kKey, QJsonValue());
                       done({});
                       return;
                   }
                   const QDateTime since =
                       QDateTime::fromMSecsSinceEpoch(known[u"since_ms"_s].toInteger());
                   done({.pid = pid,
                         .since = QLocale().toString(since, QLocale::ShortFormat),
                         .flows = known[u"flows"_s].toVariant().toStringList()});
               });
}

void HandOver::stop(const QString &file, const std::function<void()> &done)
{
    find(file, [this, file, done](const Running &running) {
        if (running.pid > 0) {
            ::kill(static_cast<pid_t>(running.pid), SIGTERM);
            awaitEnd(running.pid, file, done);
        } else {
            done();
        }
    });
}

void HandOver::awaitEnd(qint64 pid, const QString &file, const std::function<void()> &done)
{
    m_disk.run([pid, file] { return isOurs(pid, file); },
               [this, pid, file, done](bool isThere) {
                   if (isThere) {
                       QTimer::singleShot(kLook, this,
                                          [this, pid, file, done] { awaitEnd(pid, file, done); });
                       return;
                   }
                   m_memory.set(kKey, QJsonValue());
                   done();
               });
}

} // namespace ui
