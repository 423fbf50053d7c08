// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/schema/common_fields.h"
#include "core/support/result.h"

#include <QList>
#include <QSslConfiguration>
#include <QSslError>

class QSslSocket;

namespace core {

/// The one TLS policy for sockets of Qt: 1.2 or newer, host check, own CA or the system's. Reads
/// files and may block. Errors: what Pem::load() and checkPrivateKey() say, tls.root_cas, with the
/// field relative to the group.
Result<QSslConfiguration> sslConfiguration(const TlsConfig &tls, const QString &baseFolder);

/// How a table calls the settings that a failed handshake may blame, and how it switches TLS.
struct TlsKeys
{
    QString group = QStringLiteral("tls"); ///< of the certificates
    QString off = QStringLiteral("tls.disable");
    QString serverName = QStringLiteral("tls.server_name"); ///< empty: only the host's own counts
    QString offValue = QStringLiteral("true"); ///< of the field `off`
    QString onValue = QStringLiteral("false");

    Proposal encrypt(bool on) const;
};

/// The one reason to show of all that Qt found.
/// Ids: tls.expired, tls.not_yet_valid, tls.self_signed, tls.unknown_ca, tls.wrong_host, tls.weak,
/// tls.refused.
Error certificateError(const QList<QSslError> &errors, const QString &expectedHost,
                       const TlsKeys &keys = {});

/// Why a handshake ended that no certificate was blamed for, from the socket's own words. Ids:
/// tls.not_tls, tls.version, tls.client_cert_required, tls.closed, tls.failed.
Error handshakeError(const QString &words, const TlsKeys &keys = {});

/// certificateError() or handshakeError(), whichever fits the failed socket.
Error tlsFailure(const QSslSocket &socket, const QString &expectedHost, const TlsKeys &keys);

/// What would end such a failure, one press away: no encryption where the server speaks none, and
/// trust in the self-signed certificate that the server's chain ends with.
std::vector<Proposal> tlsProposals(const Error &failure, const QSslSocket &socket,
                                   const TlsKeys &keys);

/// Subject, issuer, days and fingerprint of what the server showed, to compare before it is
/// trusted; empty = nothing came.
QString shownCertificate(const QSslSocket &socket);

/// "TLS 1.3, certificate of broker.example, 80 days left".
QString tlsSummary(const QSslSocket &socket, bool isVerified);

} // namespace core
