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
    void anotherProtocolIsKnownByItsFirstBytes_data();
    void anotherProtocolIsKnownByItsFirstBytes();
    void eachAnswerIsAnOutageOrAboutTheRecord_data();
    void eachAnswerIsAnOutageOrAboutTheRecord();
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

void KafkaErrorsTest::anotherProtocolIsKnownByItsFirstBytes_data()
{
    QTest::addColumn<quint32>("size");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("field");
    QTest::newRow("HTTP") << 0x48545450U << QByteArray("kafka.port.other") << u"brokers"_s;
    QTest::newRow("an alert of TLS")
        << 0x15030300U << QByteArray("kafka.port.tls") << u"tls.disable"_s;
    QTest::newRow("a large answer")
        << 0x0a000000U << QByteArray("kafka.answer.too_large") << u"fetch_max_bytes"_s;
}

void KafkaErrorsTest::anotherProtocolIsKnownByItsFirstBytes()
{
    QFETCH(quint32, size);
    QFETCH(QByteArray, id);
    QFETCH(QString, field);
    const QByteArray words = "a:9092/bootstrap: Receive failed: Invalid response size "
        + QByteArray::number(qint32(size)) + " (0..100000000): increase receive.message.max.bytes";
    const core::Error error = core::kafka::errorOf(RD_KAFKA_RESP_ERR__BAD_MSG, words.constData());
    QCOMPARE(QByteArray(error.id), id);
    QCOMPARE(error.field, field);
    QVERIFY(!error.fix.isEmpty());
    QVERIFY(error.isRetryable());
}

void KafkaErrorsTest::eachAnswerIsAnOutageOrAboutTheRecord_data()
{
    QTest::addColumn<rd_kafka_resp_err_t>("code");
    QTest::addColumn<bool>("isRetryable");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("leader moved") << RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION << true
                                  << QByteArray("kafka.peer");
    QTest::newRow("replicas") << RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS << true
                              << QByteArray("kafka.replicas.missing");
    QTest::newRow("connection") << RD_KAFKA_RESP_ERR__TRANSPORT << true
                                << QByteArray("kafka.connect");
    QTest::newRow("time-out") << RD_KAFKA_RESP_ERR__MSG_TIMED_OUT << true
                              << QByteArray("kafka.timeout");
    QTest::newRow("policy") << RD_KAFKA_RESP_ERR_POLICY_VIOLATION << false
                            << QByteArray("kafka.message.refused");
    QTest::newRow("no name") << RD_KAFKA_RESP_ERR_UNKNOWN << false
                             << QByteArray("kafka.message.refused");
    QTest::newRow("too large") << RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE << false
                               << QByteArray("kafka.message.too_large");
    QTest::newRow("the library's own")
        << RD_KAFKA_RESP_ERR__INVALID_ARG << false << QByteArray("kafka.message.refused");
}

void KafkaErrorsTest::eachAnswerIsAnOutageOrAboutTheRecord()
{
    QFETCH(rd_kafka_resp_err_t, code);
    QFETCH(bool, isRetryable);
    QFETCH(QByteArray, id);
    const core::Error error = core::kafka::recordError(code);
    QCOMPARE(error.isRetryable(), isRetryable);
    QCOMPARE(QByteArray(error.id), id);
    const QString words = QStringLiteral("%1: %2").arg(QLatin1String(rd_kafka_err2name(code)),
                                                       QLatin1String(rd_kafka_err2str(code)));
    QVERIFY2(error.message.contains(words), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(KafkaErrorsTest)
#include "kafka_errors_test.moc"
