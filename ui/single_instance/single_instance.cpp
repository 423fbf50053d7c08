// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/single_instance/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QThread>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLimit = 2000; ///< ms
constexpr qint64 kMostBytes = 64 * 1024;
const QByteArray kTaken = "taken\n";

/// A socket's path may have about a hundred bytes: it lies in the runtime folder where there is
/// one.
QString socketNameFor(const QString &folder)
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (runtime.isEmpty()) {
        return folder + u"/window.socket"_s;
    }
    const QByteArray digest =
        QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    return runtime + u"/weir-"_s + QString::fromLatin1(digest.left(16));
}

QByteArray lineOf(const StartWish &wish)
{
    const QJsonObject fields{{u"file"_s, wish.file},
                             {u"demo"_s, wish.isDemo},
                             {u"start"_s, wish.isToStart},
                             {u"activation"_s, QString::fromUtf8(wish.activation)}};
    return QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
}

StartWish wishOf(const QByteArray &line)
{
    const QJsonObject fields = QJsonDocument::fromJson(line).object();
    return {.file = fields.value("file"_L1).toString(),
            .isDemo = fields.value("demo"_L1).toBool(),
            .isToStart = fields.value("start"_L1).toBool(),
            .activation = fields.value("activation"_L1).toString().toUtf8()};
}

/// One try; the other program may be just about to listen.
bool isTaken(const QString &socketName, const QByteArray &line)
{
    QLocalSocket socket;
    socket.connectToServer(socketName);
    if (!socket.waitForConnected(kLimit)) {
        return false;
    }
    socket.write(line);
    while (socket.bytesAvailable() < kTaken.size()) {
        if (!socket.waitForReadyRead(kLimit)) {
            return false;
        }
    }
    return socket.readAll() == kTaken;
}

} // namespace

SingleInstance::SingleInstance(const QString &stateFolder, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(stateFolder)),
      m_lock(stateFolder + u"/window.lock"_s), m_server(new QLocalServer(this))
{
    QDir().mkpath(stateFolder);
    m_lock.setStaleLockTime(0); // held as long as the window is; a dead holder is noticed anyway
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        }
    });
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::handOver(const StartWish &wish)
{
    constexpr unsigned long kPause = 50; // ms
    QElapsedTimer since;
    since.start();
    while (!m_lock.tryLock(0)) {
        if (isTaken(m_socketName, lineOf(wish))) {
            return true;
        }
        if (since.hasExpired(kLimit)) {
            return false; // it hangs, or the folder cannot be written: a window is better than none
        }
        QThread::msleep(kPause);
    }
    QLocalServer::removeServer(m_socketName); // of one that crashed
    m_server->listen(m_socketName);
    return false;
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kMostBytes) {
            socket->abort();
        }
        return;
    }
    const StartWish wish = wishOf(socket->readLine(kMostBytes));
    socket->write(kTaken);
    socket->disconnectFromServer();
    Q_EMIT asked(wish);
}

} // namespace ui
