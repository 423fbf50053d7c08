// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/network_probe.h"
#include "core/connectors/qt_tls.h"
#include "core/schema/binding.h"
#include "tests/core/schema/test_certificates.h"
#include "tests/support/recorded_test.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

enum class Manners
{
    Tls,
    WantsClientCertificate, ///< a server of Qt hangs up without a word
    Plain, ///< greets in clear text
    Silent
};

class PeerServer final : public QTcpServer
{
public:
    PeerServer(Manners manners, QSslConfiguration ssl) : m_manners(manners), m_ssl(std::move(ssl))
    { }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        if (m_manners == Manners::Plain) {
            socket->write("220 mail.example says hello\r\n");
        } else if (m_manners != Manners::Silent) {
            socket->setSslConfiguration(m_ssl);
            socket->startServerEncryption();
        }
    }

private:
    Manners m_manners;
    QSslConfiguration m_ssl;
};

/// A listener in a thread of its own, as the probe blocks.
class Peer final
{
public:
    Peer(Manners manners, const QByteArray &certificate, const QByteArray &key)
    {
        QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
        ssl.setLocalCertificate(QSslCertificate(certificate));
        ssl.setPrivateKey(QSslKey(key, QSsl::Ec));
        ssl.setPeerVerifyMode(manners == Manners::WantsClientCertificate ? QSslSocket::VerifyPeer
                                                                         : QSslSocket::VerifyNone);
        m_server = new PeerServer(manners, ssl);
        m_server->listen(QHostAddress::LocalHost);
        port = m_server->serverPort();
        m_server->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
        m_thread.setObjectName(u"peer"_s);
        m_thread.start();
    }
    ~Peer()
    {
        m_thread.quit();
        m_thread.wait();
    }
    quint16 port = 0;

private:
    QThread m_thread;
    PeerServer *m_server;
};

} // namespace

class NetworkProbeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tlsFaultsAreToldApart_data();
    void tlsFaultsAreToldApart();
    void whatEndsTheFailureIsOffered();
    void withoutTlsTheThirdStageIsSkipped();
    void aClosedPortIsRefused();
    void anUnknownNameIsNotFound();
    void alertsAreToldApart_data();
    void alertsAreToldApart();
    void addressesAreWrittenWithBrackets();
};

void NetworkProbeTest::tlsFaultsAreToldApart_data()
{
    QTest::addColumn<int>("manners");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("pinned");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("verdict");
    const int tls = int(Manners::Tls);
    const QString none;
    QTest::newRow("own CA") << tls << -1 << 90 << true << none << u"tls passed"_s;
    QTest::newRow("own CA, by name")
        << tls << -1 << 90 << true << u"kafka.test"_s << u"tls passed"_s;
    QTest::newRow("expired") << tls << -90 << -1 << true << none << u"tls failed tls.expired"_s;
    QTest::newRow("not yet valid")
        << tls << 5 << 90 << true << none << u"tls failed tls.not_yet_valid"_s;
    QTest::newRow("self-signed") << tls << -1 << 90 << false << none
                                 << u"tls failed tls.self_signed"_s;
    QTest::newRow("wrong host") << tls << -1 << 90 << true << u"other.test"_s
                                << u"tls failed tls.wrong_host"_s;
    QTest::newRow("hangs up after the handshake")
        << int(Manners::WantsClientCertificate) << -1 << 90 << true << none
        << u"tls failed tls.client_cert_required"_s;
    QTest::newRow("plain") << int(Manners::Plain) << -1 << 90 << true << none
                           << u"tls failed tls.not_tls"_s;
    QTest::newRow("silent") << int(Manners::Silent) << -1 << 90 << true << none
                            << u"tls failed tls.timeout"_s;
}

void NetworkProbeTest::tlsFaultsAreToldApart()
{
    QFETCH(int, manners);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(bool, pinned);
    QFETCH(QString, name);
    QFETCH(QString, verdict);
    const auto key = test_certificates::makeKey();
    const QByteArray certificate = test_certificates::certificatePem(key, "kafka.test", from, to);
    const Peer peer(static_cast<Manners>(manners), certificate, test_certificates::keyPem(key));

    ProbeTarget target{.host = u"127.0.0.1"_s, .port = peer.port, .hostField = u"url"_s};
    target.tls.serverName = name;
    if (pinned) {
        target.tls.rootCas.text = QString::fromLatin1(certificate);
    }
    support::RecordedTest run;
    const bool goesOn = probeNetwork(target, run);
    QCOMPARE(run.summary(), QStringList({u"resolve passed"_s, u"connect passed"_s, verdict}));
    QCOMPARE(goesOn, verdict == u"tls passed"_s);
    for (const TestStage &stage : run.stages) {
        QVERIFY(!stage.message.isEmpty());
        QVERIFY(stage.took <= std::chrono::seconds(8)); // five and what a busy machine adds
    }
    const QString field = run.stages[2].field;
    if (manners == int(Manners::WantsClientCertificate)) {
        QCOMPARE(field, u"tls.client_cert"_s); // TLS itself worked
    }
    QVERIFY2(field.isEmpty() || field == u"url"_s
                 || findField(TlsConfig::schema(), field.section(u'.', 1)),
             qPrintable(field));
}

void NetworkProbeTest::whatEndsTheFailureIsOffered()
{
    const auto key = test_certificates::makeKey();
    const QByteArray certificate = test_certificates::certificatePem(key, "kafka.test", -1, 90);
    const Peer peer(Manners::Tls, certificate, test_certificates::keyPem(key));
    ProbeTarget target{.host = u"127.0.0.1"_s, .port = peer.port, .hostField = u"url"_s};
    support::RecordedTest run;
    QVERIFY(!probeNetwork(target, run));
    const TestStage &refused = run.stages.at(2);
    QCOMPARE(refused.proposals.size(), 1U);
    QCOMPARE(refused.proposals.front().field, u"tls.root_cas"_s);
    QVERIFY(refused.peer.contains("SHA-256"_L1)); // to compare before it is trusted
    target.tls.rootCas.text = refused.proposals.front().value;
    support::RecordedTest trusting;
    QVERIFY(probeNetwork(target, trusting));

    const Peer plain(Manners::Plain, certificate, test_certificates::keyPem(key));
    target.port = plain.port;
    support::RecordedTest inClear;
    QVERIFY(!probeNetwork(target, inClear));
    QCOMPARE(inClear.stages.at(2).proposals.size(), 1U);
    QCOMPARE(inClear.stages.at(2).proposals.front().field, u"tls.disable"_s);
    QCOMPARE(inClear.stages.at(2).proposals.front().value, u"true"_s);
}

void NetworkProbeTest::withoutTlsTheThirdStageIsSkipped()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ProbeTarget target{.host = u"[127.0.0.1]"_s, .port = server.serverPort()};
    target.tls.disable = true;
    support::RecordedTest run;
    QVERIFY(probeNetwork(target, run));
    QCOMPARE(run.summary(),
             QStringList({u"resolve passed"_s, u"connect passed"_s, u"tls skipped"_s}));
}

void NetworkProbeTest::aClosedPortIsRefused()
{
    quint16 port = 0;
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }
    support::RecordedTest run;
    QVERIFY(!probeNetwork({.host = u"127.0.0.1"_s, .port = port, .hostField = u"url"_s}, run));
    QCOMPARE(run.summary(),
             QStringList({u"resolve passed"_s, u"connect failed net.refused"_s, u"tls skipped"_s}));
    QCOMPARE(run.stages[1].field, u"url"_s);
}

void NetworkProbeTest::anUnknownNameIsNotFound()
{
    support::RecordedTest run;
    QVERIFY(!probeNetwork({.host = u"no-such-host.invalid."_s, .port = 1}, run));
    QCOMPARE(run.stages.size(), 3U);
    QVERIFY(run.stages[0].code == u"net.not_found"_s
            || run.stages[0].code == u"net.resolve_timeout"_s); // a name server may be silent
}

void NetworkProbeTest::alertsAreToldApart_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("id");
    const auto row = [](const char *words, const char *id) {
        QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(id);
    };
    row("error:0A00045C:SSL routines::tlsv13 alert certificate required",
        "tls.client_cert_required");
    row("error:0A000410:SSL routines::sslv3 alert handshake failure", "tls.client_cert_required");
    row("error:0A000412:SSL routines::sslv3 alert bad certificate", "tls.client_cert_required");
    row("error:0A00042E:SSL routines::tlsv1 alert protocol version", "tls.version");
    row("error:0A00010B:SSL routines::wrong version number", "tls.not_tls");
    row("The remote host closed the connection", "tls.closed");
    row("something else", "tls.failed");
}

void NetworkProbeTest::alertsAreToldApart()
{
    QFETCH(QString, words);
    QFETCH(QString, id);
    const Error error = handshakeError(words);
    QCOMPARE(QString::fromLatin1(error.id), id);
}

void NetworkProbeTest::addressesAreWrittenWithBrackets()
{
    QCOMPARE(hostAndPort(u"::1"_s, 80), u"[::1]:80"_s);
    QCOMPARE(hostAndPort(u"a.example"_s, 80), u"a.example:80"_s);
}

QTEST_GUILESS_MAIN(NetworkProbeTest)
#include "network_probe_test.moc"
