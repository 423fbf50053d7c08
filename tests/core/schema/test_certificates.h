// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/handle.h"

#include <QByteArray>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

/// Keys and certificates made while a test runs; nothing is stored.
namespace test_certificates {

using Key = core::Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = core::Handle<X509, X509_free>;
using Bio = core::Handle<BIO, BIO_free_all>;

inline QByteArray bytesOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, static_cast<int>(size));
}

inline Key makeKey()
{
    return Key(EVP_EC_gen("P-256"));
}

/// Encrypted when a password is given.
inline QByteArray keyPem(const Key &key, const QByteArray &password = {})
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(),
                                  password.isEmpty() ? nullptr : EVP_aes_256_cbc(),
                                  password.isEmpty() ? nullptr : password.constData(),
                                  static_cast<int>(password.size()), nullptr, nullptr);
    return bytesOf(bio.get());
}

/// Self-signed, valid from `fromDays` to `toDays` relative to now.
inline QByteArray certificatePem(const Key &key, const char *commonName, long fromDays, long toDays)
{
    constexpr long kDay = 24 * 3600;
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), fromDays * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), toDays * kDay);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(commonName), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_EXTENSION *names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name,
                            "DNS:kafka.test,DNS:*.kafka.test,IP:127.0.0.1,IP:::1");
    X509_add_ext(certificate.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate.get());
    return bytesOf(bio.get());
}

} // namespace test_certificates
