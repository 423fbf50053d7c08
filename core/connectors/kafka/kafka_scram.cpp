// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_scram.h"

#include "core/connectors/qt_tls.h"
#include "core/support/text.h"

#include <QDeadlineTimer>
#include <QSslSocket>
#include <QtEndian>

#include <librdkafka/rdkafka.h>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr std::chrono::seconds kLimit(2);
constexpr int kMended = 0x020601ff; ///< librdkafka 2.6.1
constexpr int kFetchOfKafka4 = 4; ///< the oldest that it takes (KIP-896)
constexpr qsizetype kMostAnswer = 64 * 1024;

/// ApiVersions in its first form, which every broker answers before it asks who we are: length,
/// request 18, form 0, a number of ours, no name.
constexpr char kQuestion[] = "\0\0\0\x0a\0\x12\0\0\0\0\0\1\xff\xff";

int remaining(const QDeadlineTimer &deadline)
{
    return static_cast<int>(std::max<qint64>(deadline.remainingTime(), 1));
}

/// Without its length; empty when it does not come.
QByteArray answerOf(QSslSocket &socket, const QDeadlineTimer &deadline)
{
    QByteArray received;
    while (!deadline.hasExpired()) {
        received += socket.readAll();
        if (received.size() >= 4) {
            const auto length = qFromBigEndian<qint32>(received.constData());
            if (length <= 0 || length > kMostAnswer) {
                return {};
            }
            if (received.size() >= 4 + length) {
                return received.mid(4, length);
            }
        }
        if (!socket.waitForReadyRead(remaining(deadline)) && !socket.bytesAvailable()) {
            return {};
        }
    }
    return {};
}

std::optional<int> oldestFetchOf(const Connection &connection)
{
    const QString broker = normalBrokers(connection.brokers).section(u',', 0, 0);
    const qsizetype colon = broker.lastIndexOf(u':');
    const QDeadlineTimer deadline(kLimit);
    QSslSocket socket;
    if (!connection.tls.disable) {
        const auto ssl = sslConfiguration(connection.tls, connection.baseFolder);
        if (!ssl) {
            return std::nullopt;
        }
        socket.setSslConfiguration(*ssl);
        socket.connectToHostEncrypted(broker.left(colon), broker.mid(colon + 1).toUShort());
        if (!socket.waitForEncrypted(remaining(deadline))) {
            return std::nullopt;
        }
    } else {
        socket.connectToHost(broker.left(colon), broker.mid(colon + 1).toUShort());
        if (!socket.waitForConnected(remaining(deadline))) {
            return std::nullopt;
        }
    }
    socket.write(kQuestion, sizeof kQuestion - 1);
    return oldestFetchIn(answerOf(socket, deadline));
}

} // namespace

std::optional<int> oldestFetchIn(const QByteArray &answer)
{
    constexpr qsizetype kHead = 10; // our number, an error, how many there are
    constexpr qsizetype kEntry = 6; // request, oldest and newest form
    constexpr qint16 kFetch = 1;
    if (answer.size() < kHead || qFromBigEndian<qint16>(answer.constData() + 4) != 0) {
        return std::nullopt;
    }
    for (qsizetype at = kHead; at + kEntry <= answer.size(); at += kEntry) {
        if (qFromBigEndian<qint16>(answer.constData() + at) == kFetch) {
            return qFromBigEndian<qint16>(answer.constData() + at + 2);
        }
    }
    return std::nullopt;
}

bool mayBeScramOfLibrary(const Connection &connection, const Error &error)
{
    const bool isScram = connection.mechanism == Mechanism::ScramSha256
        || connection.mechanism == Mechanism::ScramSha512;
    return isScram && QLatin1StringView(error.id) == "kafka.auth.refused"_L1
        && rd_kafka_version() < kMended;
}

Error causeOfScramRefusal(const Connection &connection, Error error)
{
    const std::optional<int> oldest = oldestFetchOf(connection);
    if (!oldest) {
        return error; // it names both possible causes
    }
    if (*oldest < kFetchOfKafka4) {
        error.fix = text(WEIR_TEXT("Check mechanism, user name and password"));
        return error;
    }
    error.id = "kafka.auth.scram_library";
    error.message = text(WEIR_TEXT("Kafka 4 refuses SCRAM from this Kafka library (%1, before "
                                   "2.6.1), even with the right password"))
                        .arg(QLatin1String(rd_kafka_version_str()));
    error.field = u"sasl"_s;
    error.fix = text(WEIR_TEXT("Sign in by PLAIN over TLS, by a token or by a client certificate"));
    return error;
}

bool ScramRefusal::take(const Connection &connection, const Error &error, Wakeup &wakeup)
{
    if (!mayBeScramOfLibrary(connection, error)) {
        return false;
    }
    if (!m_chores) {
        m_chores = std::make_shared<Chores>(wakeup);
        m_chores->post([this, connection, error](const Chores::Stop &) -> Chores::Continuation {
            return [this, named = causeOfScramRefusal(connection, error)] { m_cause = named; };
        });
    }
    return true;
}

std::optional<Error> ScramRefusal::cause()
{
    if (m_chores) {
        m_chores->deliver();
    }
    return m_cause;
}

std::shared_ptr<Chores> ScramRefusal::release()
{
    if (m_chores) {
        m_chores->stop();
    }
    return std::exchange(m_chores, nullptr);
}

} // namespace core::kafka
