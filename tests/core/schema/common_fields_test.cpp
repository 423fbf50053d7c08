// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/common_fields.h"
#include "core/schema/yaml.h"
#include "tests/core/schema/sample_config.h"
#include "tests/core/schema/test_certificates.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace test_certificates;
using sample::codes;

class CommonFieldsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tlsHasEveryKeyOfTheSheet();
    void tlsRules_data();
    void tlsRules();
    void certificatesInTheTextAreLookedAt_data();
    void certificatesInTheTextAreLookedAt();
    void certificateFilesAreReadOnlyWithAFolder();
    void resolvedKeyIsComparedWithItsCertificate();
    void longestWaitIsNotBelowTheFirst();
};

QStringList tlsCodes(const TlsConfig &tls, const QString &folder = {})
{
    ConfigBox box(TlsConfig::schema());
    box.as<TlsConfig>() = tls;
    return codes(validateConfig(box, Role::Both, {}, nullptr, folder));
}

void CommonFieldsTest::tlsHasEveryKeyOfTheSheet()
{
    QStringList keys;
    for (const FieldSpec &spec : TlsConfig::schema().fields) {
        keys.append(QString::fromLatin1(spec.key));
        QVERIFY(spec.heading == Heading::Security);
    }
    QCOMPARE(keys,
             (QStringList{u"disable"_s, u"skip_verify_server"_s, u"root_cas"_s, u"client_cert"_s,
                          u"client_key"_s, u"client_key_password"_s, u"server_name"_s}));
}

void CommonFieldsTest::tlsRules_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("defaults") << QByteArray("{}") << QStringList();
    QTest::newRow("off") << QByteArray("disable: true") << QStringList();
    QTest::newRow("nothing to verify")
        << QByteArray("{disable: true, skip_verify_server: true}")
        << QStringList{u"skip_verify_server tls.nothing_to_verify"_s};
    QTest::newRow("unverified") << QByteArray("skip_verify_server: true")
                                << QStringList{u"skip_verify_server tls.unverified"_s};
    QTest::newRow("certificate without key")
        << QByteArray("client_cert: c.pem") << QStringList{u"client_key tls.client_key.missing"_s};
    QTest::newRow("key without certificate")
        << QByteArray("client_key: \"${file:k}\"")
        << QStringList{u"client_cert tls.client_cert.missing"_s};
    QTest::newRow("certificate without TLS")
        << QByteArray("{disable: true, client_cert: c.pem, client_key: \"${file:k}\"}")
        << QStringList{u"disable tls.client_cert.needs_tls"_s};
}

void CommonFieldsTest::tlsRules()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QStringList, expected);
    ConfigBox box(TlsConfig::schema());
    QVERIFY(readConfig(box, parseYaml(yaml).root, {}).empty());
    QCOMPARE(codes(validateConfig(box, Role::Both, {})), expected);
}

void CommonFieldsTest::certificatesInTheTextAreLookedAt_data()
{
    const Key key = makeKey();
    QTest::addColumn<QByteArray>("pem");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("good") << certificatePem(key, "a", -1, 90) << QStringList();
    QTest::newRow("expired") << certificatePem(key, "a", -9, -1)
                             << QStringList{u"root_cas tls.expired"_s};
    QTest::newRow("expires soon") << certificatePem(key, "a", -9, 20)
                                  << QStringList{u"root_cas tls.expires_soon"_s};
    QTest::newRow("not yet valid")
        << certificatePem(key, "a", 2, 90) << QStringList{u"root_cas tls.not_yet_valid"_s};
    QTest::newRow("an expired one among several")
        << certificatePem(key, "a", -9, -1) + certificatePem(key, "b", -1, 90) << QStringList();
    QTest::newRow("broken") << QByteArray("-----BEGIN CERTIFICATE-----\nAA\n")
                            << QStringList{u"root_cas certificate.unreadable"_s};
}

void CommonFieldsTest::certificatesInTheTextAreLookedAt()
{
    QFETCH(QByteArray, pem);
    QFETCH(QStringList, expected);
    QCOMPARE(tlsCodes(TlsConfig{.rootCas = Pem{QString::fromLatin1(pem)}}), expected);
}

void CommonFieldsTest::certificateFilesAreReadOnlyWithAFolder()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"ca.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(certificatePem(makeKey(), "a", -9, -1));
    file.close();
    const TlsConfig tls{.rootCas = Pem{u"ca.pem"_s}};
    QCOMPARE(tlsCodes(tls), QStringList());
    QCOMPARE(tlsCodes(tls, folder.path()), QStringList{u"root_cas tls.expired"_s});
    QCOMPARE(tlsCodes(TlsConfig{.rootCas = Pem{u"none.pem"_s}}, folder.path()),
             QStringList{u"root_cas pem.unreadable"_s});
}

void CommonFieldsTest::resolvedKeyIsComparedWithItsCertificate()
{
    const Key key = makeKey();
    TlsConfig tls{.clientCert = Pem{QString::fromLatin1(certificatePem(key, "a", -1, 90))},
                  .clientKey = Secret(u"${file:k}"_s)};
    QCOMPARE(tlsCodes(tls), QStringList());
    tls.clientKey.setValue(keyPem(key));
    QCOMPARE(tlsCodes(tls), QStringList());
    tls.clientKey.setValue(keyPem(makeKey()));
    QCOMPARE(tlsCodes(tls), QStringList{u"client_key key.mismatch"_s});
    tls.clientKey.setValue(keyPem(key, "password"));
    QCOMPARE(tlsCodes(tls), QStringList{u"client_key_password key.password"_s});
}

void CommonFieldsTest::longestWaitIsNotBelowTheFirst()
{
    ConfigBox box(ReconnectConfig::schema());
    QVERIFY(validateConfig(box, Role::Both, {}).empty());
    box.as<ReconnectConfig>().max = std::chrono::milliseconds(100);
    QCOMPARE(codes(validateConfig(box, Role::Both, {})), QStringList{u"max reconnect.order"_s});
}

QTEST_GUILESS_MAIN(CommonFieldsTest)
#include "common_fields_test.moc"
