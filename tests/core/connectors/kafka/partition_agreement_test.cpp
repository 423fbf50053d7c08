// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_client.h"
#include "core/mapping/key_hash.h"

#include <QRandomGenerator>
#include <QTest>

using namespace core;
using namespace core::kafka;
using namespace core::mapping;

/// Our choice of partitions against that of the library's own functions, for 1,000 keys.
class PartitionAgreementTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHashesAgreeWithTheLibrary_data();
    void theHashesAgreeWithTheLibrary();
    void theLibrarySpreadsWhatHasNoPartition();
};

namespace {

using Partitioner = std::int32_t (*)(const rd_kafka_topic_t *, const void *, std::size_t,
                                     std::int32_t, void *, void *);

/// A topic of a client that knows no broker.
struct Topic
{
    Topic()
    {
        Result<ClientHandle> made = makeClient(RD_KAFKA_PRODUCER, ConfBuilder());
        client = *std::move(made);
        topic.reset(rd_kafka_topic_new(client.get(), "any", nullptr));
    }
    ClientHandle client;
    TopicHandle topic;
};

/// Bytes of every length from 1 to 64, over and over.
QByteArray keyNumber(QRandomGenerator &random, int number)
{
    QByteArray key(1 + number % 64, Qt::Uninitialized);
    for (char &byte : key) {
        byte = static_cast<char>(random.bounded(256));
    }
    return key;
}

} // namespace

void PartitionAgreementTest::theHashesAgreeWithTheLibrary_data()
{
    QTest::addColumn<KeyHash>("hash");
    QTest::addColumn<Partitioner>("library");
    QTest::addColumn<int>("partitions");
    for (const int partitions : {1, 3, 7, 64, 1000}) {
        QTest::addRow("consistent_random, %d", partitions)
            << KeyHash::Crc32 << &rd_kafka_msg_partitioner_consistent_random << partitions;
        QTest::addRow("murmur2_random, %d", partitions)
            << KeyHash::Murmur2 << &rd_kafka_msg_partitioner_murmur2_random << partitions;
    }
}

void PartitionAgreementTest::theHashesAgreeWithTheLibrary()
{
    QFETCH(KeyHash, hash);
    QFETCH(Partitioner, library);
    QFETCH(int, partitions);
    const Topic topic;
    QRandomGenerator random(7);
    for (int i = 0; i < 1000; ++i) {
        const QByteArray key = keyNumber(random, i);
        const auto size = static_cast<std::size_t>(key.size());
        QCOMPARE(partitionOf(hash, bytesOf(key.constData(), size), partitions).value_or(-1),
                 library(topic.topic.get(), key.constData(), size, partitions, nullptr, nullptr));
    }
}

void PartitionAgreementTest::theLibrarySpreadsWhatHasNoPartition()
{
    const Topic topic;
    QSet<std::int32_t> ofEmpty;
    QSet<std::int32_t> ofNull;
    QSet<std::int32_t> ofEmptyByMurmur2;
    for (int i = 0; i < 1000; ++i) {
        const auto *raw = topic.topic.get();
        ofEmpty += rd_kafka_msg_partitioner_consistent_random(raw, "", 0, 3, nullptr, nullptr);
        ofNull += rd_kafka_msg_partitioner_murmur2_random(raw, nullptr, 0, 3, nullptr, nullptr);
        ofEmptyByMurmur2 +=
            rd_kafka_msg_partitioner_murmur2_random(raw, "", 0, 3, nullptr, nullptr);
    }
    QVERIFY(ofEmpty.size() > 1 && ofNull.size() > 1);
    QCOMPARE(ofEmptyByMurmur2, QSet<std::int32_t>{0});
}

QTEST_GUILESS_MAIN(PartitionAgreementTest)
#include "partition_agreement_test.moc"
