// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/mock_broker.h"

#include <QStringList>
#include <QTcpSocket>
#include <QtEndian>

#include <array>
#include <concepts>
#include <vector>

using namespace core::kafka;

namespace rig {
namespace {

constexpr qint16 kProduce = 0; // number of the request in the protocol

/// Big-endian numbers behind each other, as the protocol writes them.
class Bytes final
{
public:
    template <std::integral T>
    Bytes &put(T value)
    {
        const T big = qToBigEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
        return *this;
    }
    Bytes &put(const QByteArray &bytes)
    {
        m_bytes.append(bytes);
        return *this;
    }
    Bytes &putText(const QByteArray &text)
    {
        return put(static_cast<qint16>(text.size())).put(text);
    }
    Bytes &putSized(const QByteArray &bytes)
    {
        return put(static_cast<qint32>(bytes.size())).put(bytes);
    }
    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

quint32 crc32c(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) ? 0x82f63b78U : 0U);
        }
    }
    return ~crc;
}

/// A record batch of the second format with bytes in it that are no records.
QByteArray damagedBatch(int count, MockBroker::Damage damage)
{
    const bool isPacked = damage == MockBroker::Damage::Compression;
    Bytes behindCrc;
    behindCrc.put(static_cast<qint16>(isPacked ? 1 : 0)); // gzip
    behindCrc.put(static_cast<qint32>(count - 1)); // the last offset, from the first
    behindCrc.put(qint64(1'700'000'000'000)).put(qint64(1'700'000'000'000));
    behindCrc.put(qint64(-1)).put(qint16(-1)).put(qint32(-1)); // no idempotent producer
    behindCrc.put(static_cast<qint32>(count)).put(QByteArray(200, 'x'));
    Bytes inside;
    inside.put(qint32(0)).put(qint8(2)); // leader epoch, format
    inside.put(crc32c(behindCrc.bytes()) + (isPacked ? 0U : 1U)).put(behindCrc.bytes());
    return Bytes().put(qint64(0)).putSized(inside.bytes()).bytes();
}

} // namespace

MockBroker::MockBroker(int nodes)
{
    std::array<char, 512> why{};
    ConfHandle conf(rd_kafka_conf_new());
    rd_kafka_conf_set(conf.get(), "log_level", "3", why.data(), why.size()); // it has no server
    m_client.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf.release(), why.data(), why.size()));
    m_cluster = m_client ? rd_kafka_mock_cluster_new(m_client.get(), nodes) : nullptr;
    if (!m_cluster) {
        qFatal("no imitated cluster: %s", why.data());
    }
}

MockBroker::~MockBroker()
{
    rd_kafka_mock_cluster_destroy(m_cluster);
}

QString MockBroker::address() const
{
    return QString::fromLatin1(rd_kafka_mock_cluster_bootstraps(m_cluster));
}

void MockBroker::makeTopic(const QString &topic, int partitions)
{
    if (rd_kafka_mock_topic_create(m_cluster, qPrintable(topic), partitions, 1)) {
        qFatal("no topic in the imitated cluster");
    }
}

void MockBroker::produce(const QString &topic, int first, int count, int partition)
{
    std::array<char, 512> why{};
    ConfHandle conf(rd_kafka_conf_new());
    rd_kafka_conf_set(conf.get(), "bootstrap.servers", qPrintable(address()), why.data(),
                      why.size());
    rd_kafka_conf_set(conf.get(), "linger.ms", "50", why.data(), why.size());
    const ClientHandle producer(
        rd_kafka_new(RD_KAFKA_PRODUCER, conf.release(), why.data(), why.size()));
    const TopicHandle handle(rd_kafka_topic_new(producer.get(), qPrintable(topic), nullptr));
    for (int i = first; i < first + count; ++i) {
        QByteArray value = QByteArray::number(i);
        rd_kafka_produce(handle.get(), partition, RD_KAFKA_MSG_F_COPY, value.data(),
                         static_cast<std::size_t>(value.size()), nullptr, 0, nullptr);
    }
    if (rd_kafka_flush(producer.get(), 10'000)) {
        qFatal("the imitated cluster takes no messages");
    }
}

void MockBroker::produceDamaged(const QString &topic, int count, Damage damage, int partition)
{
    Bytes request;
    request.put(qint16(0)).put(qint16(3)).put(qint32(1)).putText("rig"); // produce, version 3
    request.put(qint16(-1)).put(qint16(-1)).put(qint32(5000)); // no transaction, all replicas
    request.put(qint32(1)).putText(topic.toUtf8());
    request.put(qint32(1)).put(static_cast<qint32>(partition));
    request.putSized(damagedBatch(count, damage));
    const QStringList server = address().split(u',').first().split(u':');
    QTcpSocket socket;
    socket.connectToHost(server[0], server[1].toUShort());
    if (!socket.waitForConnected(5000)) {
        qFatal("the imitated cluster cannot be reached");
    }
    socket.write(Bytes().putSized(request.bytes()).bytes());
    while (socket.bytesAvailable() < 30) { // up to the partition's error code and offset
        if (!socket.waitForReadyRead(5000)) {
            qFatal("the imitated cluster does not answer");
        }
    }
}

void MockBroker::answerProduces(const std::vector<rd_kafka_resp_err_t> &codes)
{
    rd_kafka_mock_push_request_errors_array(m_cluster, kProduce, codes.size(), codes.data());
}

void MockBroker::answerProducesWell()
{
    rd_kafka_mock_clear_request_errors(m_cluster, kProduce);
}

void MockBroker::answerAbout(const QString &topic, rd_kafka_resp_err_t code)
{
    rd_kafka_mock_topic_set_error(m_cluster, qPrintable(topic), code);
}

void MockBroker::setLeader(const QString &topic, int partition, int node)
{
    if (rd_kafka_mock_partition_set_leader(m_cluster, qPrintable(topic), partition, node)) {
        qFatal("no such leader in the imitated cluster");
    }
}

void MockBroker::setDown(int node, bool isDown)
{
    if (isDown ? rd_kafka_mock_broker_set_down(m_cluster, node)
               : rd_kafka_mock_broker_set_up(m_cluster, node)) {
        qFatal("no such node in the imitated cluster");
    }
}

void MockBroker::setDelay(int node, std::chrono::milliseconds delay)
{
    if (rd_kafka_mock_broker_set_rtt(m_cluster, node, static_cast<int>(delay.count()))) {
        qFatal("no such node in the imitated cluster");
    }
}

void MockBroker::answerFetches(rd_kafka_resp_err_t code)
{
    constexpr qint16 kFetch = 1;
    rd_kafka_mock_clear_request_errors(m_cluster, kFetch);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        const std::vector<rd_kafka_resp_err_t> answers(10'000, code);
        rd_kafka_mock_push_request_errors_array(m_cluster, kFetch, answers.size(), answers.data());
    }
}

} // namespace rig
