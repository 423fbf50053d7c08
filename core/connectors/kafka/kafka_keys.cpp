// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_keys.h"

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_reading.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace core::kafka {

Error TableKeys::named(Error error) const
{
    if (error.field == "brokers"_L1) {
        error.field = brokers;
    } else if (error.field == "sasl"_L1) {
        const bool wantsAny = QLatin1StringView(error.id) == "kafka.port.sign_in"_L1;
        error.field = wantsAny ? anonymous.field : mechanism;
    } else if (error.field == "tls.disable"_L1) {
        error.field = tls.off;
    } else if (error.field == "username"_L1) {
        error.field = user;
    } else if (error.field == "password"_L1) {
        error.field = password;
    } else if (reading && error.field == "topic"_L1) {
        error.field = u"topics"_s;
    } else if (reading && error.field == "group"_L1) {
        error.field = u"consumerGroupId"_s;
    } else if (!findField(schema, error.field) && !(reading && findField(*reading, error.field))) {
        error.field.clear(); // a topic of an endpoint, say, which stands in the flow
    }
    return error;
}

std::vector<Proposal> TableKeys::proposalsFor(const QStringList &offered) const
{
    if (offered.isEmpty()) {
        return {Proposal{
            .field = anonymous.field, .value = anonymous.value, .label = text(WEIR_TEXT("None"))}};
    }
    std::vector<Proposal> proposals;
    const std::span<const Choice> choices = findField(schema, mechanism)->choices;
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
        const auto label = QString::fromLatin1(choice->label); // the broker's word, untranslated
        if (offered.contains(label)) {
            proposals.push_back(
                {.field = mechanism, .value = QString::fromLatin1(choice->key), .label = label});
        }
    }
    return proposals;
}

const TableKeys &sourceKeys()
{
    static const TableKeys keys{
        .schema = KafkaSourceConfig::schema(),
        .brokers = u"brokers"_s,
        .mechanism = u"sasl"_s,
        .user = u"username"_s,
        .password = u"password"_s,
        .anonymous = {.field = u"sasl"_s, .value = u"none"_s},
        .tls = {.serverName = {}}, // the library always expects the host's own name
    };
    return keys;
}

const TableKeys &endpointKeys()
{
    static const TableKeys keys{
        .schema = KafkaEndpointConfig::schema(),
        .brokers = u"host"_s,
        .mechanism = u"authentication.saslSettings.saslType"_s,
        .user = u"authentication.saslSettings.username"_s,
        .password = u"authentication.saslSettings.password"_s,
        .anonymous = {.field = u"authentication.method"_s, .value = u"Anonymous"_s},
        .tls = {.off = u"tls.mode"_s,
                .serverName = {},
                .offValue = u"Disabled"_s,
                .onValue = u"Enabled"_s},
    };
    return keys;
}

const TableKeys &keysOf(const KafkaSourceConfig &source)
{
    static const TableKeys reading = [] {
        TableKeys keys = endpointKeys();
        keys.reading = &readingSchema();
        return keys;
    }();
    return source.endpoint ? reading : sourceKeys();
}

} // namespace core::kafka
