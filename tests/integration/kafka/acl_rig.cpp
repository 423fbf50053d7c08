// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/acl_rig.h"

#include "tests/integration/kafka/kafka_rig.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace core::kafka;

namespace rig {

void allow(const QString &user, rd_kafka_ResourceType_t kind, const QString &name,
           rd_kafka_AclOperation_t operation)
{
    ConfBuilder conf;
    conf.connectTo(
        {.brokers = address(u"PLAIN"_s), .tls = {.disable = true}, .clientId = u"rig"_s});
    const auto admin = makeClient(RD_KAFKA_PRODUCER, std::move(conf));
    const QueueHandle queue(rd_kafka_queue_new(admin->get()));
    std::array<char, 256> why{};
    rd_kafka_AclBinding_t *binding = rd_kafka_AclBinding_new(
        kind, qPrintable(name), RD_KAFKA_RESOURCE_PATTERN_LITERAL, qPrintable(u"User:"_s + user),
        "*", operation, RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, why.data(), why.size());
    rd_kafka_CreateAcls(admin->get(), &binding, 1, nullptr, queue.get());
    const EventHandle event(rd_kafka_queue_poll(queue.get(), 20'000));
    rd_kafka_AclBinding_destroy(binding);
    if (!event || rd_kafka_event_error(event.get())) {
        qFatal("the broker did not grant it: %s",
               event ? rd_kafka_event_error_string(event.get()) : "no answer");
    }
}

QString guardedTopic(rd_kafka_AclOperation_t bobs)
{
    const QString topic = filledTopic(3);
    allow(u"alice"_s, RD_KAFKA_RESOURCE_TOPIC, topic, RD_KAFKA_ACL_OPERATION_ALL);
    if (bobs != RD_KAFKA_ACL_OPERATION_UNKNOWN) {
        allow(u"bob"_s, RD_KAFKA_RESOURCE_TOPIC, topic, bobs);
    }
    return topic;
}

QString guardedGroup()
{
    const QString group = u"g-"_s + Reader::newId();
    allow(u"alice"_s, RD_KAFKA_RESOURCE_GROUP, group, RD_KAFKA_ACL_OPERATION_ALL);
    return group;
}

} // namespace rig
