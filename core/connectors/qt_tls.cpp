// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/qt_tls.h"

#include "core/schema/certificate.h"
#include "core/support/text.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace core {
namespace {

QSslKey keyOf(const QByteArray &pem, const QByteArray &password)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, password);
        if (!key.isNull()) {
            return key;
        }
    }
    return {};
}

Result<void> useClientCertificate(QSslConfiguration &ssl, const TlsConfig &tls,
                                  const QString &baseFolder)
{
    Result<QByteArray> pem = tls.clientCert.load(baseFolder);
    if (!pem) {
        Error error = pem.error();
        error.field = u"client_cert"_s;
        return error;
    }
    const QByteArray &password = tls.clientKeyPassword.reveal();
    if (Result<void> fits = checkPrivateKey(tls.clientKey.reveal(), password, *pem); !fits) {
        Error error = fits.error();
        error.field = QLatin1StringView(error.id) == "key.password"_L1 ? u"client_key_password"_s
                                                                       : u"client_key"_s;
        return error;
    }
    ssl.setLocalCertificateChain(QSslCertificate::fromData(*pem));
    ssl.setPrivateKey(keyOf(tls.clientKey.reveal(), password));
    return {};
}

Error tlsError(const char *id, const QString &field, const QString &message,
               const QString &fix = {})
{
    return Error{.code = ErrorCode::Auth, .id = id, .message = message, .field = field, .fix = fix};
}

bool holds(const QList<QSslError> &errors, std::initializer_list<QSslError::SslError> wanted,
           QSslCertificate &certificate)
{
    for (const QSslError &error : errors) {
        if (std::find(wanted.begin(), wanted.end(), error.error()) != wanted.end()) {
            certificate = error.certificate();
            return true;
        }
    }
    return false;
}

QString dayOf(const QDateTime &time)
{
    return time.date().toString(Qt::ISODate);
}

QString nameOf(const QStringList &names)
{
    return visibleText(names.join(u", "_s), 200);
}

QString hostsOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty()) {
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    }
    return nameOf(names);
}

Error untrusted(const QSslCertificate &certificate, const TlsKeys &keys)
{
    return tlsError(
        "tls.unknown_ca", keys.group + u".root_cas"_s,
        text(WEIR_TEXT("The certificate was issued by %1, which is not trusted here"))
            .arg(nameOf(certificate.issuerInfo(QSslCertificate::CommonName))),
        text(WEIR_TEXT("Give the issuer's certificate as trusted CA; or the server does not send "
                       "its intermediate certificates")));
}

} // namespace

Result<QSslConfiguration> sslConfiguration(const TlsConfig &tls, const QString &baseFolder)
{
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    ssl.setProtocol(QSsl::TlsV1_2OrLater);
    ssl.setPeerVerifyMode(tls.skipVerifyServer ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    if (!tls.rootCas.isEmpty()) {
        Result<QByteArray> pem = tls.rootCas.load(baseFolder);
        if (!pem) {
            Error error = pem.error();
            error.field = u"root_cas"_s;
            return error;
        }
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(*pem);
        if (authorities.isEmpty()) {
            return tlsError("tls.root_cas", u"root_cas"_s,
                            text(WEIR_TEXT("The trusted CA holds no certificate")));
        }
        ssl.setCaCertificates(authorities); // and no longer the computer's own
    }
    if (!tls.clientCert.isEmpty()) {
        if (Result<void> used = useClientCertificate(ssl, tls, baseFolder); !used) {
            return used.error();
        }
    }
    return ssl;
}

Error certificateError(const QList<QSslError> &errors, const QString &expectedHost,
                       const TlsKeys &keys)
{
    QSslCertificate blamed;
    if (holds(errors, {QSslError::CertificateExpired}, blamed)) {
        return tlsError("tls.expired", {},
                        text(WEIR_TEXT("The server's certificate expired on %1"))
                            .arg(dayOf(blamed.expiryDate())));
    }
    if (holds(errors, {QSslError::CertificateNotYetValid}, blamed)) {
        return tlsError("tls.not_yet_valid", {},
                        text(WEIR_TEXT("The server's certificate is not valid before %1"))
                            .arg(dayOf(blamed.effectiveDate())),
                        text(WEIR_TEXT("Check this computer's clock")));
    }
    if (holds(errors, {QSslError::SelfSignedCertificate}, blamed)) {
        return tlsError("tls.self_signed", keys.group + u".root_cas"_s,
                        text(WEIR_TEXT("The server's certificate is signed by itself")),
                        text(WEIR_TEXT("Give it as trusted CA if it is the right one")));
    }
    if (holds(errors,
              {QSslError::SelfSignedCertificateInChain, QSslError::CertificateUntrusted,
               QSslError::UnableToGetLocalIssuerCertificate,
               QSslError::UnableToGetIssuerCertificate, QSslError::UnableToVerifyFirstCertificate},
              blamed)) {
        return untrusted(blamed, keys);
    }
    if (holds(errors, {QSslError::HostNameMismatch}, blamed)) {
        return tlsError(
            "tls.wrong_host", keys.serverName,
            text(WEIR_TEXT("The certificate is for %1, not for %2"))
                .arg(hostsOf(blamed), visibleText(expectedHost, 200)),
            keys.serverName.isEmpty()
                ? text(WEIR_TEXT("Use a name of the certificate as host"))
                : text(WEIR_TEXT("Use a name of the certificate as host or as server name")));
    }
    const QString words = errors.isEmpty() ? QString() : errors.front().errorString();
    const bool isWeak = words.contains(u"weak"_s) || words.contains(u"too small"_s);
    return tlsError(
        isWeak ? "tls.weak" : "tls.refused", {},
        text(WEIR_TEXT("The server's certificate is refused: %1")).arg(visibleText(words, 300)));
}

Error handshakeError(const QString &words, const TlsKeys &keys)
{
    const auto says = [&words](QLatin1StringView part) {
        return words.contains(part, Qt::CaseInsensitive);
    };
    if (says("wrong version number"_L1) || says("http request"_L1) || says("packet length"_L1)
        || says("record layer"_L1)) {
        return tlsError("tls.not_tls", keys.off, text(WEIR_TEXT("The server did not start TLS")),
                        text(WEIR_TEXT("Switch TLS off, or use the server's TLS port")));
    }
    if (says("protocol version"_L1) || says("unsupported protocol"_L1)) {
        return tlsError("tls.version", {},
                        text(WEIR_TEXT("The server speaks only TLS older than 1.2")));
    }
    if (says("certificate required"_L1) || says("bad certificate"_L1)
        || says("handshake failure"_L1) || says("certificate unknown"_L1)
        || says("unknown ca"_L1)) {
        return tlsError("tls.client_cert_required", keys.group + u".client_cert"_s,
                        text(WEIR_TEXT("The server wants a client certificate that it knows")));
    }
    if (says("closed"_L1)) {
        Error closed = tlsError("tls.closed", keys.off,
                                text(WEIR_TEXT("The server hung up during the TLS handshake")),
                                text(WEIR_TEXT("Is this the server's TLS port?")));
        closed.code = ErrorCode::Connect; // also what a server does that is just going down
        return closed;
    }
    Error failed =
        tlsError("tls.failed", {},
                 text(WEIR_TEXT("The TLS handshake failed: %1")).arg(visibleText(words, 300)));
    failed.code = ErrorCode::Connect;
    return failed;
}

Error tlsFailure(const QSslSocket &socket, const QString &expectedHost, const TlsKeys &keys)
{
    const QList<QSslError> errors = socket.sslHandshakeErrors();
    return errors.isEmpty() ? handshakeError(socket.errorString(), keys)
                            : certificateError(errors, expectedHost, keys);
}

Proposal TlsKeys::encrypt(bool on) const
{
    return {.field = off,
            .value = on ? onValue : offValue,
            .label = on ? text(WEIR_TEXT("encryption")) : text(WEIR_TEXT("no encryption"))};
}

std::vector<Proposal> tlsProposals(const Error &failure, const QSslSocket &socket,
                                   const TlsKeys &keys)
{
    const QLatin1StringView id(failure.id);
    if (id == "tls.not_tls"_L1 || id == "tls.closed"_L1) { // Kafka hangs up at what it cannot read
        return {keys.encrypt(false)};
    }
    if (id != "tls.unknown_ca"_L1 && id != "tls.self_signed"_L1) {
        return {};
    }
    const QList<QSslCertificate> chain = socket.peerCertificateChain();
    const auto root = std::ranges::find_if(chain, &QSslCertificate::isSelfSigned);
    if (root == chain.end()) {
        return {}; // nothing that was sent would do as an authority
    }
    return {{.field = keys.group + u".root_cas"_s,
             .value = QString::fromLatin1(root->toPem()),
             .label = text(WEIR_TEXT("this CA"))}};
}

QString shownCertificate(const QSslSocket &socket)
{
    const QSslCertificate shown = socket.peerCertificate();
    if (shown.isNull()) {
        return {};
    }
    const QByteArray print = shown.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    return text(WEIR_TEXT("Certificate of %1, issued by %2, valid from %3 to %4, SHA-256 %5"))
        .arg(hostsOf(shown), nameOf(shown.issuerInfo(QSslCertificate::CommonName)),
             dayOf(shown.effectiveDate()), dayOf(shown.expiryDate()), QString::fromLatin1(print));
}

QString tlsSummary(const QSslSocket &socket, bool isVerified)
{
    const QString version = socket.sessionProtocol() == QSsl::TlsV1_3 ? u"TLS 1.3"_s : u"TLS 1.2"_s;
    const QSslCertificate certificate = socket.peerCertificate();
    if (!isVerified) {
        return text(WEIR_TEXT("%1, the certificate was not checked")).arg(version);
    }
    return text(WEIR_TEXT("%1, certificate of %2, %3 days left"))
        .arg(version, hostsOf(certificate))
        .arg(QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate()));
}

} // namespace core
