// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QObject>

QT_BEGIN_NAMESPACE
class QLocalServer;
class QLocalSocket;
QT_END_NAMESPACE

namespace ui {

/// What somebody who starts the program wants of it. A value.
struct StartWish
{
    QString file = {}; ///< absolute; empty for none
    bool isDemo = false;
    bool isToStart = false; ///< the file's enabled flows
    QByteArray activation = {}; ///< the desktop's permission to come to the front

    bool operator==(const StartWish &) const = default;
};

/// One window for each state folder: a second start hands its wish over to the first. GUI thread.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString &stateFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// True: a program that runs already took the wish, and this one has nothing left to do. Waits
    /// for its answer, a few seconds at most; to be called before there is a window.
    bool handOver(const StartWish &wish);

Q_SIGNALS:
    void asked(const ui::StartWish &wish); ///< by a later start

private:
    void read(QLocalSocket *socket);

    const QString m_socketName;
    QLockFile m_lock;
    QLocalServer *m_server;
};

} // namespace ui
