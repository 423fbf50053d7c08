// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_websocket_discard URL COUNT blocking|event     Reads COUNT messages and drops them,
// inside the library's signals; "blocking" waits for the socket itself instead of an event loop.
#include <QCoreApplication>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    const QCoreApplication program(argc, argv);
    const long wanted = std::atol(argv[2]);
    const bool blocking = std::strcmp(argv[3], "blocking") == 0;
    constexpr quint64 kLargest = 16 * 1024 * 1024;
    QWebSocket socket;
    socket.setMaxAllowedIncomingFrameSize(kLargest);
    socket.setMaxAllowedIncomingMessageSize(kLargest);
    socket.setReadBufferSize(kLargest + 14);
    long count = 0;
    qint64 bytes = 0;
    const auto take = [&](qsizetype size) {
        bytes += size;
        if (++count == wanted) {
            std::printf("%ld messages, %lld bytes\n", count, bytes);
            std::fflush(stdout);
            _exit(0);
        }
    };
    QObject::connect(&socket, &QWebSocket::textMessageReceived,
                     [&](const QString &text) { take(text.size()); });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived,
                     [&](const QByteArray &data) { take(data.size()); });
    QObject::connect(&socket, &QWebSocket::disconnected, [] { _exit(1); });
    socket.open(QUrl(QString::fromUtf8(argv[1])));
    while (blocking && socket.state() != QAbstractSocket::ConnectedState) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    auto *transport = socket.findChild<QTcpSocket *>();
    while (blocking && transport && transport->waitForReadyRead(30'000)) { }
    return QCoreApplication::exec();
}
