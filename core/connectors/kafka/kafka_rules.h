// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_schema.h"

/// The rules over several fields of both tables.
namespace core::kafka {

/// Whoever uses TLS without a sign-in at the port that brokers mostly have without it is told.
void checkPlainPort(const QString &brokers, const char *tlsField, RuleReport &report);
void checkConnection(const KafkaSourceConfig &config, RuleReport &report);
void checkReach(const KafkaSourceConfig &config, RuleReport &report);
void checkStart(const KafkaSourceConfig &config, RuleReport &report);
void checkLosses(const KafkaSourceConfig &config, RuleReport &report);
void checkDecoding(const KafkaSourceConfig &config, RuleReport &report);
void checkSourceEventHubs(const KafkaSourceConfig &config, RuleReport &report);
void checkLimits(const KafkaSourceConfig &config, RuleReport &report);
void checkSourceProperties(const KafkaSourceConfig &config, RuleReport &report);

void checkEndpointTls(const EndpointTls &tls, RuleReport &report);
void checkSignIn(const KafkaEndpointConfig &config, RuleReport &report);
void checkDelivery(const KafkaEndpointConfig &config, RuleReport &report);
void checkEndpointEventHubs(const KafkaEndpointConfig &config, RuleReport &report);
void checkEndpointProperties(const KafkaEndpointConfig &config, RuleReport &report);

} // namespace core::kafka
