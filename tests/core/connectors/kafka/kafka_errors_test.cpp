// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_errors.h"

#include <QTest>

using namespace Qt::StringLiterals;

class KafkaErrorsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLibrarysInnerLifeIsLeftOut_data();
    void theLibrarysInnerLifeIsLeftOut();
    void whatTheBrokerOffersIsRead();
};

void KafkaErrorsTest::theLibrarysInnerLifeIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("said");
    QTest::newRow("attempt") << QByteArray("10.0.0.7:9092/1: Connect to ipv4#10.0.0.7:9092 failed: "
                                           "Connection refused (after 0ms in state CONNECT, 1 "
                                           "identical error(s) suppressed)")
                             << u"10.0.0.7:9092: Connection refused"_s;
    QTest::newRow("IPv6") << QByteArray("kafka:9092/bootstrap: Connect to ipv6#[::1]:9092 failed: "
                                        "No route to host (after 3ms in state CONNECT)")
                          << u"[::1]:9092: No route to host"_s;
    QTest::newRow("no attempt") << QByteArray(
        "kafka:9092/1: Disconnected (after 60001ms in state UP)")
                                << u"kafka:9092/1: Disconnected"_s;
    QTest::newRow("plain") << QByteArray("1/1 brokers are down (all)")
                           << u"1/1 brokers are down (all)"_s;
}

void KafkaErrorsTest::theLibrarysInnerLifeIsLeftOut()
{
    QFETCH(QByteArray, words);
    QFETCH(QString, said);
    const core::Error error = core::kafka::errorOf(RD_KAFKA_RESP_ERR__TRANSPORT, words.constData());
    QCOMPARE(QByteArray(error.id), QByteArray("kafka.connect"));
    QVERIFY2(error.message.endsWith(QString(u": "_s + said)), qPrintable(error.message));
}

void KafkaErrorsTest::whatTheBrokerOffersIsRead()
{
    const core::kafka::Explained explained = core::kafka::explain(
        RD_KAFKA_RESP_ERR__AUTHENTICATION,
        "SASL PLAIN mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's "
        "supported mechanisms: SCRAM-SHA-512,OAUTHBEARER (after 2ms in state AUTH_HANDSHAKE)");
    QCOMPARE(explained.offered.value_or(QStringList()),
             (QStringList{u"SCRAM-SHA-512"_s, u"OAUTHBEARER"_s}));
    QCOMPARE(QByteArray(explained.error.id), QByteArray("kafka.auth.mechanism"));
}

QTEST_GUILESS_MAIN(KafkaErrorsTest)
#include "kafka_errors_test.moc"
