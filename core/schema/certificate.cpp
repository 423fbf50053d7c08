// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/certificate.h"

#include "core/support/handle.h"
#include "core/support/text.h"

#include <QHostAddress>
#include <QTimeZone>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace core {
namespace {

using Bio = Handle<BIO, BIO_free_all>;
using X509Handle = Handle<X509, X509_free>;
using KeyHandle = Handle<EVP_PKEY, EVP_PKEY_free>;
using NamesHandle = Handle<GENERAL_NAMES, GENERAL_NAMES_free>;

Bio memory(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QString nameText(const X509_NAME *name)
{
    const Bio out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char *data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return visibleText(QString::fromUtf8(data, static_cast<qsizetype>(size)), 512);
}

QDateTime timeOf(const ASN1_TIME *time)
{
    tm parts = {};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::utc());
}

QString ipText(const ASN1_OCTET_STRING *address)
{
    const unsigned char *data = ASN1_STRING_get0_data(address);
    QHostAddress host;
    if (ASN1_STRING_length(address) == 4) {
        host = QHostAddress(quint32(data[0]) << 24 | quint32(data[1]) << 16 | quint32(data[2]) << 8
                            | quint32(data[3]));
    } else if (ASN1_STRING_length(address) == 16) {
        host = QHostAddress(data);
    }
    return host.toString();
}

QStringList alternativeNames(X509 *certificate)
{
    QStringList names;
    const NamesHandle all(static_cast<GENERAL_NAMES *>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()) && i < 100; ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) {
            const auto *text = ASN1_STRING_get0_data(name->d.dNSName);
            names.push_back(visibleText(QString::fromUtf8(reinterpret_cast<const char *>(text),
                                                          ASN1_STRING_length(name->d.dNSName)),
                                        255));
        } else if (name->type == GEN_IPADD) {
            names.push_back(ipText(name->d.iPAddress));
        }
    }
    return names;
}

CertificateFacts factsOf(X509 *certificate)
{
    CertificateFacts facts{.subject = nameText(X509_get_subject_name(certificate)),
                           .issuer = nameText(X509_get_issuer_name(certificate)),
                           .names = alternativeNames(certificate),
                           .notBefore = timeOf(X509_get0_notBefore(certificate)),
                           .notAfter = timeOf(X509_get0_notAfter(certificate)),
                           .isAuthority = X509_check_ca(certificate) > 0};
    const qint64 seconds = QDateTime::currentDateTimeUtc().secsTo(facts.notAfter);
    facts.daysLeft = seconds >= 0 ? seconds / 86400 : -1 - (-seconds / 86400);
    return facts;
}

int givePassword(char *buffer, int size, int, void *given)
{
    const auto &password = *static_cast<const QByteArray *>(given);
    const int length = std::min(size, static_cast<int>(password.size()));
    std::copy_n(password.constData(), length, buffer);
    return length;
}

Error keyError(const char *id, const char *message)
{
    return Error{.code = ErrorCode::Config, .id = id, .message = text(message)};
}

} // namespace

Result<std::vector<CertificateFacts>> readCertificates(const QByteArray &pem)
{
    constexpr std::size_t kMost = 100;
    const Bio in = memory(pem);
    std::vector<CertificateFacts> all;
    while (all.size() < kMost) {
        const X509Handle certificate(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
        if (!certificate) {
            break;
        }
        all.push_back(factsOf(certificate.get()));
    }
    ERR_clear_error();
    if (all.empty()) {
        return keyError("certificate.unreadable",
                        WEIR_TEXT("This holds no certificate in PEM form"));
    }
    return all;
}

Result<void> checkPrivateKey(const QByteArray &keyPem, const QByteArray &password,
                             const QByteArray &certificatePem)
{
    const Bio in = memory(keyPem);
    QByteArray given = password;
    const KeyHandle key(PEM_read_bio_PrivateKey(in.get(), nullptr, givePassword, &given));
    ERR_clear_error();
    if (!key) {
        return keyPem.contains("ENCRYPTED")
            ? keyError(
                "key.password",
                WEIR_TEXT("The private key is encrypted and its password is missing or wrong"))
            : keyError("key.unreadable", WEIR_TEXT("This holds no private key in PEM form"));
    }
    const Bio certificateIn = memory(certificatePem);
    const X509Handle certificate(PEM_read_bio_X509(certificateIn.get(), nullptr, nullptr, nullptr));
    const bool fits = certificate && X509_check_private_key(certificate.get(), key.get()) == 1;
    ERR_clear_error();
    if (!fits) {
        return keyError("key.mismatch",
                        WEIR_TEXT("The private key does not belong to the certificate"));
    }
    return {};
}

} // namespace core
