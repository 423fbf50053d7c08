// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reading.h"

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_reach.h"
#include "core/connectors/kafka/kafka_reach_rows.h"
#include "core/connectors/kafka/kafka_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace core::kafka {
namespace {

/// What the endpoint says, and the one topic, which is the first of the list.
constexpr std::array<std::string_view, 9> kOfEndpoint{
    "brokers", "topic", "topics", "group", "sasl", "username", "password", "oauth", "tls"};

constexpr Rule kRules[] = {rule<&checkReach>(),  rule<&checkStart>(),
                           rule<&checkLosses>(), rule<&checkDecoding>(),
                           rule<&checkLimits>(), rule<&checkSourceProperties>()};

std::vector<FieldSpec> readingRows()
{
    std::vector<FieldSpec> rows{allTopicsRow()};
    std::ranges::copy_if(KafkaSourceConfig::schema().fields, std::back_inserter(rows),
                         [](const FieldSpec &row) {
                             return std::ranges::find(kOfEndpoint, row.key) == kOfEndpoint.end();
                         });
    return rows;
}

} // namespace

const Schema &readingSchema()
{
    static const std::vector<FieldSpec> rows = readingRows();
    static const Schema schema = makeSchema<KafkaSourceConfig>(rows, kRules);
    return schema;
}

ConfigBox joinReading(const ConfigBox &endpointBox, const ConfigBox &reading)
{
    const auto &endpoint = endpointBox.as<KafkaEndpointConfig>();
    const Connection connection = endpoint.connection({}, {});
    ConfigBox joined(KafkaSourceConfig::schema());
    auto &source = joined.as<KafkaSourceConfig>();
    source = reading.as<KafkaSourceConfig>();
    if (!source.topics.isEmpty()) {
        source.topic = source.topics.takeFirst();
    }
    source.brokers = connection.brokers;
    source.group = endpoint.consumerGroupId;
    source.sasl = connection.mechanism;
    source.username = connection.user;
    source.password = endpoint.authentication.sasl.password;
    source.tls = connection.tls;
    source.endpoint = OfEndpoint{.identity = connection.token};
    return joined;
}

bool readsTopic(const ConfigBox &reading, const QString &topic)
{
    const Reach reach(reading.as<KafkaSourceConfig>());
    return reach.isNamed(topic.toUtf8()) || reach.matches(topic);
}

} // namespace core::kafka
