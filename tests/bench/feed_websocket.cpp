// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: feed_websocket COUNT SIZE     A WebSocket server that writes its port, and sends to each
// client, one after the other, COUNT numbered JSON texts of SIZE bytes from prepared blocks: next
// to nothing of the machine's time is the server's.
#include <QByteArray>
#include <QCryptographicHash>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int kFramesABlock = 1000;

QByteArray frame(int number, int size)
{
    QByteArray text("{\"seq\":");
    text.append(QByteArray::number(number)).append(R"(,"device":"pump-7","note":")");
    text = text.leftJustified(size - 2, 'x').append("\"}");
    QByteArray head("\x81", 1);
    if (text.size() < 126) {
        head.append(static_cast<char>(text.size()));
    } else {
        head.append('\x7e').append(static_cast<char>(text.size() >> 8));
        head.append(static_cast<char>(text.size() & 0xff));
    }
    return head.append(text);
}

bool sendAll(int client, const char *data, qsizetype size)
{
    while (size > 0) {
        const ssize_t sent = send(client, data, static_cast<size_t>(size), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        data += sent;
        size -= sent;
    }
    return true;
}

bool shakeHands(int client)
{
    QByteArray request;
    char bytes[4096];
    while (!request.contains("\r\n\r\n")) {
        const ssize_t got = recv(client, bytes, sizeof bytes, 0);
        if (got <= 0 || request.size() > 65'536) {
            return false;
        }
        request.append(bytes, got);
    }
    const QByteArray name("\r\nsec-websocket-key:");
    const qsizetype at = request.toLower().indexOf(name) + name.size();
    QByteArray key = request.mid(at, request.indexOf('\r', at) - at).trimmed();
    key.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    QByteArray reply("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
    reply.append(QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64());
    reply.append("\r\n\r\n");
    return sendAll(client, reply.constData(), reply.size());
}

/// Until the client hangs up: what it has not read yet must not be cut off.
void serve(int client, const QByteArray &block, qsizetype frameSize, long count)
{
    bool open = shakeHands(client);
    for (long left = count; open && left > 0; left -= kFramesABlock) {
        open = sendAll(client, block.constData(), frameSize * std::min<long>(left, kFramesABlock));
    }
    char bytes[4096];
    while (open && recv(client, bytes, sizeof bytes, 0) > 0) { }
    close(client);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 2;
    }
    QByteArray block;
    for (int i = 0; i < kFramesABlock; ++i) {
        block += frame(i + 1000, std::atoi(argv[2]));
    }
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(server, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(server, 1) != 0
        || getsockname(server, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        return 1;
    }
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    for (int client = -1; (client = accept(server, nullptr, nullptr)) >= 0;) {
        serve(client, block, block.size() / kFramesABlock, std::atol(argv[1]));
    }
    return 0;
}
