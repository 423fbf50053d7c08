// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/topic_crowd.h"

#include "tests/integration/kafka/kafka_rig.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace core::kafka;

namespace rig {
namespace {

constexpr int kLimitMs = 120'000;

ClientHandle producer()
{
    ConfBuilder conf;
    conf.connectTo(
        {.brokers = address(u"PLAIN"_s), .tls = {.disable = true}, .clientId = u"crowd"_s});
    auto made = core::kafka::makeClient(RD_KAFKA_PRODUCER, std::move(conf));
    return made ? *std::move(made) : nullptr;
}

using OptionsHandle = core::Handle<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;

OptionsHandle patience(rd_kafka_t *client)
{
    std::array<char, 256> why{};
    OptionsHandle options(rd_kafka_AdminOptions_new(client, RD_KAFKA_ADMIN_OP_ANY));
    rd_kafka_AdminOptions_set_request_timeout(options.get(), kLimitMs, why.data(), why.size());
    return options;
}

void waitFor(rd_kafka_queue_t *queue)
{
    const EventHandle event(rd_kafka_queue_poll(queue, kLimitMs));
    if (!event || rd_kafka_event_error(event.get())) {
        qFatal("the broker did not do it: %s",
               event ? rd_kafka_event_error_string(event.get()) : "no answer");
    }
}

} // namespace

TopicCrowd::TopicCrowd(int count) : m_prefix(u"zz-crowd-"_s + Reader::newId() + u'-')
{
    for (int i = 0; i < count; ++i) {
        m_names.append(m_prefix + QStringLiteral("%1").arg(i, 5, 10, QChar(u'0')));
    }
    create();
    fill();
}

void TopicCrowd::create() const
{
    const ClientHandle admin = producer();
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    const OptionsHandle options = patience(admin.get());
    std::array<char, 256> why{};
    std::vector<rd_kafka_NewTopic_t *> topics;
    for (const QString &name : m_names) {
        topics.push_back(rd_kafka_NewTopic_new(qPrintable(name), 1, 1, why.data(), why.size()));
    }
    rd_kafka_CreateTopics(admin.get(), topics.data(), topics.size(), options.get(), queue.get());
    waitFor(queue.get());
    rd_kafka_NewTopic_destroy_array(topics.data(), topics.size());
}

void TopicCrowd::fill() const
{
    const ClientHandle writer = producer();
    for (int i = 0; i < m_names.size(); ++i) {
        if (heldIn(i) > 0) {
            const TopicHandle topic(
                rd_kafka_topic_new(writer.get(), qPrintable(m_names[i]), nullptr));
            for (int j = 0; j < heldIn(i); ++j) {
                QByteArray value = QByteArray::number(j);
                rd_kafka_produce(topic.get(), 0, RD_KAFKA_MSG_F_COPY, value.data(),
                                 static_cast<std::size_t>(value.size()), nullptr, 0, nullptr);
            }
        }
    }
    if (rd_kafka_flush(writer.get(), kLimitMs)) {
        qFatal("the rig could not produce");
    }
}

TopicCrowd::~TopicCrowd()
{
    const ClientHandle admin = producer();
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    const OptionsHandle options = patience(admin.get());
    std::vector<rd_kafka_DeleteTopic_t *> topics;
    for (const QString &name : m_names) {
        topics.push_back(rd_kafka_DeleteTopic_new(qPrintable(name)));
    }
    rd_kafka_DeleteTopics(admin.get(), topics.data(), topics.size(), options.get(), queue.get());
    waitFor(queue.get());
    rd_kafka_DeleteTopic_destroy_array(topics.data(), topics.size());
    createTopic(m_prefix + u"end"_s); // what follows finds a broker at rest
    produce(m_prefix + u"end"_s, 1);
    removeTopic(m_prefix + u"end"_s);
}

} // namespace rig
