// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace core {

/// What a person wants to know of a certificate. A value.
struct CertificateFacts
{
    QString subject = {};
    QString issuer = {};
    QStringList names = {}; ///< DNS and IP subject alternative names
    QDateTime notBefore = {};
    QDateTime notAfter = {};
    qint64 daysLeft = 0; ///< negative when expired
    bool isAuthority = false;
};

/// The certificates of a PEM text, first one first (at most 100). Errors: certificate.unreadable.
Result<std::vector<CertificateFacts>> readCertificates(const QByteArray &pem);

/// Whether the private key fits the first certificate. Errors: key.unreadable, key.password (wrong
/// or missing), key.mismatch.
Result<void> checkPrivateKey(const QByteArray &keyPem, const QByteArray &password,
                             const QByteArray &certificatePem);

} // namespace core
