// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/qt_tls.h"

namespace core {

/// Whom to reach for a connection test. Field names are schema keys, for what went wrong there.
struct ProbeTarget
{
    QString host = {}; ///< a name or an address; brackets and a trailing dot are taken off
    quint16 port = 0;
    TlsConfig tls = {}; ///< `disable` skips stage 3
    QString hostField = {}; ///< "brokers", "url"
    TlsKeys tlsKeys = {};
    /// When the stages must be over at the latest, whatever each of them may take.
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
};

/// Stages resolve, connect and TLS of a connection test by our own sockets, because the client
/// libraries blur their failures. Reports all three and says whether to go on. Blocks, each stage
/// for 5 s at most; slow-call thread.
/// Codes: net.not_found, net.resolve_timeout, net.refused, net.timeout, net.unreachable,
/// net.failed, tls.timeout, tls.client_cert_refused and those of qt_tls.h.
bool probeNetwork(const ProbeTarget &target, TestRun &run);

/// Reports the stages from `first` to the last as skipped; that of names is one of few systems.
void skipFrom(StageId first, TestRun &run, const QString &why);

/// "[::1]:9092".
QString hostAndPort(const QString &host, quint16 port);

} // namespace core
