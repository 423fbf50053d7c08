// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/background.h"
#include "ui/session/memory.h"

#include <QElapsedTimer>

namespace ui {

/// Flows that go on without a window, in a weirctl of their own, and how they are found again. It
/// lives until it is stopped or the person logs out. GUI thread.
class HandOver final : public QObject
{
    Q_OBJECT

public:
    /// `program`: weirctl; empty where there is none. Its words go to `log`.
    HandOver(Memory &memory, QString program, QString log, QObject *parent = nullptr);

    bool isPossible() const { return !m_program.isEmpty(); }
    /// Nothing of these may still run here. Answers with taken() or refused().
    void begin(const QString &file, const QStringList &flows);

    /// What is known of one that went on with this file; empty where none does.
    struct Running
    {
        qint64 pid = 0;
        QString since = {}; ///< as a person reads it
        QStringList flows = {};
    };
    /// Answers `done` with it, here.
    void find(const QString &file, const std::function<void(const Running &)> &done);
    /// Asks it to stop in order; `done` once it is gone.
    void stop(const QString &file, const std::function<void()> &done);

Q_SIGNALS:
    void taken();
    void refused(const QString &why); ///< its own words

private:
    void watch(qint64 pid);
    void awaitEnd(qint64 pid, const QString &file, const std::function<void()> &done);

    Memory &m_memory;
    const QString m_program;
    const QString m_log;
    QString m_file;
    QStringList m_flows;
    QElapsedTimer m_sinceStart;
    Background m_disk{QStringLiteral("hand-over")};
};

} // namespace ui
