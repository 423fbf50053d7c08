// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_resends.h"

#include <QTest>

using namespace core::kafka;

class KafkaResendsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLibrarysLinesAreRead_data();
    void theLibrarysLinesAreRead();
};

void KafkaResendsTest::theLibrarysLinesAreRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("partition"); // -1 = nothing
    QTest::addColumn<rd_kafka_resp_err_t>("code");
    const QByteArray replicas =
        "[thrd:localhost:9092/1]: localhost:9092/1: [x [3]: MessageSet with 5 message(s) (MsgId 0, "
        "BaseSeq -1) encountered error: Broker: Not enough in-sync replicas (actions "
        "Retry,MsgNotPersisted)";
    QTest::newRow("replicas") << replicas << 3 << RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS;
    QTest::newRow("unknown words") << QByteArray(replicas).replace("in-sync", "out-of-sync") << -1
                                   << RD_KAFKA_RESP_ERR_NO_ERROR;
    QTest::newRow("no partition") << QByteArray(replicas).replace("[3]", "[]") << -1
                                  << RD_KAFKA_RESP_ERR_NO_ERROR;
    QTest::newRow("cut") << replicas.left(100) << -1 << RD_KAFKA_RESP_ERR_NO_ERROR;
    QTest::newRow("delivered") << QByteArray("x: t [0]: MessageSet with 1 message(s) (MsgId 0, "
                                             "BaseSeq -1) delivered")
                               << -1 << RD_KAFKA_RESP_ERR_NO_ERROR;
    QTest::newRow("empty") << QByteArray("") << -1 << RD_KAFKA_RESP_ERR_NO_ERROR;
}

void KafkaResendsTest::theLibrarysLinesAreRead()
{
    QFETCH(QByteArray, line);
    QFETCH(int, partition);
    QFETCH(rd_kafka_resp_err_t, code);
    const std::optional<Resend> resend =
        resendIn(std::string_view(line.constData(), static_cast<std::size_t>(line.size())));
    QCOMPARE(resend ? resend->partition : -1, partition);
    QCOMPARE(resend ? resend->code : RD_KAFKA_RESP_ERR_NO_ERROR, code);
}

QTEST_GUILESS_MAIN(KafkaResendsTest)
#include "kafka_resends_test.moc"
