// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/support/unsigned_token.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

namespace {

Secret secret(const QByteArray &value)
{
    Secret made(u"${env:TEST}"_s);
    made.setValue(value);
    return made;
}

QByteArray contents(const QString &name)
{
    QFile file(rig::address(u"CERTS"_s) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Every way to sign in, right and wrong.
class SecurityTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsIn_data();
    void signsIn();
    void wrongPasswordsAreFinal_data();
    void wrongPasswordsAreFinal();
    void tokensThatAreNotAcceptedAreFinal_data();
    void tokensThatAreNotAcceptedAreFinal();
    void untrustedServersAreNotRead_data();
    void untrustedServersAreNotRead();
};

void SecurityTest::signsIn_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<Mechanism>("mechanism");
    QTest::addColumn<bool>("tls");
    QTest::newRow("plaintext") << u"PLAIN"_s << Mechanism::None << false;
    QTest::newRow("tls") << u"TLS"_s << Mechanism::None << true;
    QTest::newRow("mutual tls") << u"MTLS"_s << Mechanism::None << true;
    for (const bool tls : {false, true}) {
        const QString listener = tls ? u"SASLS"_s : u"SASLP"_s;
        QTest::addRow("plain %d", tls) << listener << Mechanism::Plain << tls;
        QTest::addRow("scram-256 %d", tls) << listener << Mechanism::ScramSha256 << tls;
        QTest::addRow("scram-512 %d", tls) << listener << Mechanism::ScramSha512 << tls;
        QTest::addRow("oauthbearer %d", tls)
            << (tls ? u"OAUTHS"_s : u"OAUTH"_s) << Mechanism::OAuthBearer << tls;
    }
}

KafkaSourceConfig configFor(const QString &topic, const QString &listener, Mechanism mechanism,
                            bool tls)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.brokers = rig::address(listener);
    config.sasl = mechanism;
    config.username = u"alice"_s;
    config.password = secret("alice-secret");
    config.oauth.token = secret(support::unsignedToken(u"alice"_s, u"https://localhost"_s));
    config.tls.disable = !tls;
    config.tls.rootCas = Pem{u"ca.pem"_s}; // beside the workspace file
    if (listener == "MTLS"_L1) {
        config.tls.clientCert = Pem{u"client.pem"_s};
        config.tls.clientKey = secret(contents(u"client.key"_s));
    }
    return config;
}

void SecurityTest::signsIn()
{
    QFETCH(QString, listener);
    QFETCH(Mechanism, mechanism);
    QFETCH(bool, tls);
    const QString topic = rig::filledTopic(3);
    Reader reader(configFor(topic, listener, mechanism, tls));
    QVERIFY2(reader.waitFor(3), reader.error ? qPrintable(reader.error->message) : "");
}

void SecurityTest::wrongPasswordsAreFinal_data()
{
    QTest::addColumn<Mechanism>("mechanism");
    QTest::newRow("plain") << Mechanism::Plain;
    QTest::newRow("scram-256") << Mechanism::ScramSha256;
    QTest::newRow("scram-512") << Mechanism::ScramSha512;
}

void SecurityTest::wrongPasswordsAreFinal()
{
    QFETCH(Mechanism, mechanism);
    KafkaSourceConfig config = configFor(u"any"_s, u"SASLP"_s, mechanism, false);
    config.password = secret("S3CR3T-0815");
    Reader reader(config);
    QVERIFY(reader.waitForFailure());
    QVERIFY(reader.error->code == ErrorCode::Auth);
    QCOMPARE(QLatin1String(reader.error->id), "kafka.auth.refused"_L1);
    QVERIFY(!reader.error->message.contains("S3CR3T"_L1));
}

void SecurityTest::tokensThatAreNotAcceptedAreFinal_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("id");
    const QString here = u"https://localhost"_s;
    QTest::newRow("meant for another service")
        << support::unsignedToken(u"alice"_s, u"https://elsewhere.example"_s)
        << QByteArray("kafka.auth.token");
    QTest::newRow("no JWT") << QByteArray("opaque") << QByteArray("kafka.auth.token");
    QTest::newRow("over") << support::unsignedToken(u"alice"_s, here, -1)
                          << QByteArray("token.expired");
    QTest::newRow("none at all") << QByteArray("two words") << QByteArray("token.form");
}

void SecurityTest::tokensThatAreNotAcceptedAreFinal()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, id);
    KafkaSourceConfig config = configFor(u"any"_s, u"OAUTHS"_s, Mechanism::OAuthBearer, true);
    config.oauth.token = secret(token);
    Reader reader(config);
    QVERIFY(reader.waitForFailure());
    QVERIFY(!reader.error->isRetryable());
    QCOMPARE(QByteArray(reader.error->id), id);
    QCOMPARE(reader.error->field, u"oauth.token"_s);
    QVERIFY(!reader.error->message.toUtf8().contains(token));
}

void SecurityTest::untrustedServersAreNotRead_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<QString>("authority");
    QTest::newRow("another authority") << u"TLS"_s << u"other-ca.pem"_s;
    QTest::newRow("another host's certificate") << u"BADHOST"_s << u"ca.pem"_s;
    QTest::newRow("no client certificate") << u"MTLS"_s << u"ca.pem"_s;
}

void SecurityTest::untrustedServersAreNotRead()
{
    QFETCH(QString, listener);
    QFETCH(QString, authority);
    const QString topic = rig::filledTopic(3);
    KafkaSourceConfig config = configFor(topic, u"TLS"_s, Mechanism::None, true);
    config.brokers = rig::address(listener);
    config.tls.rootCas = Pem{authority};
    Reader reader(config);
    QVERIFY(!reader.waitFor(1, 4000));
    QVERIFY(!reader.error); // the library tries again: a certificate may be replaced
    const Health health = reader.source().health();
    QVERIFY(!health.ready && health.trouble);
    const QLatin1String id(health.trouble->id);
    QVERIFY2(id == "kafka.tls.failed"_L1 || id == "kafka.connect"_L1, health.trouble->id);
}

QTEST_GUILESS_MAIN(SecurityTest)
#include "security_test.moc"
