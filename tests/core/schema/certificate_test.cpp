// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/certificate.h"
#include "tests/core/schema/test_certificates.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace test_certificates;

class CertificateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatAPersonWantsToKnow();
    void readsAllOfAChain();
    void countsDaysBelowZero();
    void hostileNamesAreMadeVisible();
    void refusesWhatIsNoCertificate_data();
    void refusesWhatIsNoCertificate();
    void keyFits();
    void keyOfAnotherCertificateIsNamed();
    void encryptedKeyNeedsItsPassword();
};

void CertificateTest::tellsWhatAPersonWantsToKnow()
{
    const auto facts = readCertificates(certificatePem(makeKey(), "Plant 7", -1, 90));
    QVERIFY(facts.has_value());
    QCOMPARE(facts->size(), 1U);
    const CertificateFacts &first = facts->front();
    QCOMPARE(first.subject, u"CN=Plant 7"_s);
    QCOMPARE(first.issuer, first.subject);
    QCOMPARE(first.names,
             (QStringList{u"kafka.test"_s, u"*.kafka.test"_s, u"127.0.0.1"_s, u"::1"_s}));
    QVERIFY(first.daysLeft == 89 || first.daysLeft == 90);
    QVERIFY(first.notBefore < QDateTime::currentDateTimeUtc());
}

void CertificateTest::readsAllOfAChain()
{
    const Key key = makeKey();
    const QByteArray chain = certificatePem(key, "one", -1, 1) + "some words\n"
        + certificatePem(key, "two", -1, 1) + keyPem(key);
    const auto facts = readCertificates(chain);
    QVERIFY(facts.has_value());
    QCOMPARE(facts->size(), 2U);
    QCOMPARE((*facts)[1].subject, u"CN=two"_s);
}

void CertificateTest::countsDaysBelowZero()
{
    const auto facts = readCertificates(certificatePem(makeKey(), "old", -10, -1));
    QVERIFY(facts.has_value());
    QVERIFY(facts->front().daysLeft < 0);
}

void CertificateTest::hostileNamesAreMadeVisible()
{
    const auto facts = readCertificates(certificatePem(makeKey(), "a\u202e<b>x</b>", -1, 1));
    QVERIFY(facts.has_value());
    QVERIFY(!facts->front().subject.contains(u'\u202e'));
}

void CertificateTest::refusesWhatIsNoCertificate_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("no certificate");
    QTest::newRow("broken") << QByteArray(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("key") << keyPem(makeKey());
}

void CertificateTest::refusesWhatIsNoCertificate()
{
    QFETCH(QByteArray, pem);
    const auto facts = readCertificates(pem);
    QVERIFY(!facts.has_value());
    QCOMPARE(facts.error().id, "certificate.unreadable");
}

void CertificateTest::keyFits()
{
    const Key key = makeKey();
    QVERIFY(checkPrivateKey(keyPem(key), {}, certificatePem(key, "a", -1, 1)).has_value());
}

void CertificateTest::keyOfAnotherCertificateIsNamed()
{
    const auto fits = checkPrivateKey(keyPem(makeKey()), {}, certificatePem(makeKey(), "a", -1, 1));
    QVERIFY(!fits.has_value());
    QCOMPARE(fits.error().id, "key.mismatch");
    const auto readable = checkPrivateKey("words", {}, certificatePem(makeKey(), "a", -1, 1));
    QCOMPARE(readable.error().id, "key.unreadable");
}

void CertificateTest::encryptedKeyNeedsItsPassword()
{
    const Key key = makeKey();
    const QByteArray certificate = certificatePem(key, "a", -1, 1);
    const QByteArray pem = keyPem(key, "right");
    QVERIFY(checkPrivateKey(pem, "right", certificate).has_value());
    QCOMPARE(checkPrivateKey(pem, "wrong", certificate).error().id, "key.password");
    QCOMPARE(checkPrivateKey(pem, {}, certificate).error().id, "key.password");
}

QTEST_GUILESS_MAIN(CertificateTest)
#include "certificate_test.moc"
