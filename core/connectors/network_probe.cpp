// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/network_probe.h"

#include "core/connectors/slow_call.h"
#include "core/support/text.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QHostInfo>
#include <QSslSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

constexpr auto kStageLimit = 5000ms;
constexpr qsizetype kMostAddresses = 4;

int waitFor(std::chrono::milliseconds time)
{
    return static_cast<int>(std::max(1ms, time).count());
}

/// One walk through the three stages.
class Probe final
{
public:
    Probe(const ProbeTarget &target, TestRun &run) : m_target(target), m_run(run)
    {
        m_host = target.host.trimmed();
        if (m_host.startsWith(u'[') && m_host.endsWith(u']')) {
            m_host = m_host.sliced(1, m_host.size() - 2);
        }
        if (m_host.endsWith(u'.')) {
            m_host.chop(1);
        }
    }

    bool walk()
    {
        if (!resolve()) {
            skip(StageId::Connect);
            skip(StageId::Tls);
            return false;
        }
        if (!connectToAny()) {
            skip(StageId::Tls);
            return false;
        }
        return encrypt();
    }

private:
    std::chrono::milliseconds took() const { return std::chrono::milliseconds(m_timer.elapsed()); }
    std::chrono::milliseconds left() const;
    void skip(StageId stage) { m_run.skipped(stage, text(WEIR_TEXT("An earlier step failed"))); }
    bool fail(StageId stage, const Error &error, const QString &peer = {})
    {
        m_run.failed(stage, took(), error, visibleText(redacted(peer)));
        return false;
    }
    Error hostError(ErrorCode code, const char *id, const QString &message, const char *fix) const
    {
        return Error{.code = code,
                     .id = id,
                     .message = message,
                     .field = m_target.hostField,
                     .fix = text(fix)};
    }

    bool resolve();
    bool connectToAny();
    Error connectError(const QString &tried) const;
    Error tlsError(const QString &expectedHost, bool wasEncrypted) const;
    bool encrypt();
    bool settle();

    const ProbeTarget &m_target;
    TestRun &m_run;
    QString m_host;
    QElapsedTimer m_timer;
    QList<QHostAddress> m_addresses;
    QSslSocket m_socket;
};

std::chrono::milliseconds Probe::left() const
{
    const auto ofAll = std::chrono::duration_cast<std::chrono::milliseconds>(
        m_target.until - std::chrono::steady_clock::now());
    return std::max(1ms, std::min(kStageLimit - took(), ofAll));
}

bool Probe::resolve()
{
    m_timer.start();
    const auto found = std::make_shared<QHostInfo>();
    const bool inTime = runSlowCall(
        "name look-up", [found, host = m_host] { *found = QHostInfo::fromName(host); }, left());
    const QString host = visibleText(m_host, 200);
    if (!inTime) {
        return fail(StageId::Resolve,
                    hostError(ErrorCode::Timeout, "net.resolve_timeout",
                              text(WEIR_TEXT("The name server did not answer for %1")).arg(host),
                              WEIR_TEXT("Check the network and the VPN")));
    }
    if (found->addresses().isEmpty()) {
        return fail(StageId::Resolve,
                    hostError(ErrorCode::Connect, "net.not_found",
                              text(WEIR_TEXT("%1 cannot be resolved")).arg(host),
                              WEIR_TEXT("Check the spelling, the network and the VPN")),
                    found->errorString());
    }
    m_addresses = found->addresses().mid(0, kMostAddresses);
    QStringList shown;
    for (const QHostAddress &address : m_addresses) {
        shown.append(address.toString());
    }
    m_run.passed(StageId::Resolve, took(), shown.join(u", "_s));
    return true;
}

Error Probe::connectError(const QString &tried) const
{
    const QString place = visibleText(hostAndPort(m_host, m_target.port), 200);
    switch (m_socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return hostError(ErrorCode::Connect, "net.refused",
                         text(WEIR_TEXT("Nothing listens on %1 (tried %2)")).arg(place, tried),
                         WEIR_TEXT("Check the port, and that the server runs"));
    case QAbstractSocket::SocketTimeoutError:
        return hostError(ErrorCode::Timeout, "net.timeout",
                         text(WEIR_TEXT("No answer from %1 in time (tried %2)")).arg(place, tried),
                         WEIR_TEXT("Is there a firewall in between?"));
    case QAbstractSocket::NetworkError:
        return hostError(ErrorCode::Connect, "net.unreachable",
                         text(WEIR_TEXT("There is no way to %1 (tried %2)")).arg(place, tried),
                         WEIR_TEXT("Check the network and the VPN"));
    default: break;
    }
    return hostError(ErrorCode::Connect, "net.failed",
                     text(WEIR_TEXT("%1 cannot be reached (tried %2)")).arg(place, tried),
                     WEIR_TEXT("Check host and port"));
}

bool Probe::connectToAny()
{
    m_timer.start();
    QStringList tried;
    for (qsizetype i = 0; i < m_addresses.size() && !m_run.isCancelled(); ++i) {
        m_socket.abort();
        m_socket.connectToHost(m_addresses[i], m_target.port);
        if (m_socket.waitForConnected(waitFor(left() / (m_addresses.size() - i)))) {
            m_run.passed(StageId::Connect, took(),
                         hostAndPort(m_addresses[i].toString(), m_target.port));
            return true;
        }
        tried.append(m_addresses[i].toString());
    }
    return fail(StageId::Connect, connectError(tried.join(u", "_s)), m_socket.errorString());
}

/// A server that wants a client certificate says so only after its own handshake (TLS 1.3).
bool Probe::settle()
{
    constexpr int kSettleMs = 100;
    m_socket.waitForReadyRead(kSettleMs);
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

Error Probe::tlsError(const QString &expectedHost, bool wasEncrypted) const
{
    Error error = tlsFailure(m_socket, expectedHost, m_target.tlsKeys);
    const QLatin1String id(error.id);
    const bool isAfterHandshake = wasEncrypted && id == "tls.closed"_L1;
    if (!m_target.tls.clientCert.isEmpty()
        && (isAfterHandshake || id == "tls.client_cert_required"_L1)) {
        error.id = "tls.client_cert_refused";
        error.field = m_target.tlsKeys.group + u".client_cert"_s;
        error.message = text(WEIR_TEXT("The server hung up when it saw our client certificate"));
        error.fix = text(WEIR_TEXT("Is it valid, and from an issuer that the server trusts?"));
    } else if (error.field.isEmpty()) {
        error.field = m_target.hostField; // nothing else decides about the server's certificate
    } else if (isAfterHandshake) { // so it does speak TLS, and seldom has another reason
        error.id = "tls.client_cert_required";
        error.field = m_target.tlsKeys.group + u".client_cert"_s;
        error.message = text(WEIR_TEXT("The server hung up right after the TLS handshake"));
        error.fix = text(WEIR_TEXT("Does it want a client certificate?"));
    }
    return error;
}

bool Probe::encrypt()
{
    m_timer.start();
    if (m_target.tls.disable) {
        m_run.skipped(StageId::Tls, text(WEIR_TEXT("TLS is off: everything is sent in clear")));
        return true;
    }
    const Result<QSslConfiguration> ssl = sslConfiguration(m_target.tls, m_run.baseFolder());
    if (!ssl) {
        Error error = ssl.error();
        error.field = m_target.tlsKeys.group + u'.' + error.field;
        return fail(StageId::Tls, error);
    }
    const QString &given = m_target.tls.serverName;
    const QString expected = given.isEmpty() ? m_host : given;
    m_socket.setSslConfiguration(*ssl);
    m_socket.setPeerVerifyName(expected);
    m_socket.startClientEncryption();
    const bool isEncrypted = m_socket.waitForEncrypted(waitFor(left()));
    if (!isEncrypted && m_socket.error() == QAbstractSocket::SocketTimeoutError) {
        return fail(StageId::Tls,
                    hostError(ErrorCode::Timeout, "tls.timeout",
                              text(WEIR_TEXT("The server does not answer the TLS handshake")),
                              WEIR_TEXT("Is this the server's TLS port?")));
    }
    const QString summary =
        isEncrypted ? tlsSummary(m_socket, !m_target.tls.skipVerifyServer) : QString();
    const QString shown = shownCertificate(m_socket);
    if (!isEncrypted || !settle()) {
        const Error error = tlsError(expected, isEncrypted);
        const QStringList words{m_socket.errorString(), shown};
        m_run.failed(StageId::Tls, took(), error,
                     visibleText(redacted(shown.isEmpty() ? words.first() : words.join(u" · "_s))),
                     tlsProposals(error, m_socket, m_target.tlsKeys));
        return false;
    }
    m_run.passed(StageId::Tls, took(), summary);
    return true;
}

} // namespace

bool probeNetwork(const ProbeTarget &target, TestRun &run)
{
    return Probe(target, run).walk();
}

void skipFrom(StageId first, TestRun &run, const QString &why)
{
    for (int stage = static_cast<int>(first); stage <= static_cast<int>(StageId::Message);
         ++stage) {
        if (const auto id = static_cast<StageId>(stage); id != StageId::Names) {
            run.skipped(id, why);
        }
    }
}

QString hostAndPort(const QString &host, quint16 port)
{
    const QString shown = host.contains(u':') ? QString(u'[' + host + u']') : host;
    return shown + u':' + QString::number(port);
}

} // namespace core
