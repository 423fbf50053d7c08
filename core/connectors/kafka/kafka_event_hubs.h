// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"

#include <optional>

/// What is known of Azure Event Hubs and its relatives, which speak Kafka with rules of their own.
namespace core::kafka {

/// Any entry of the list is a name of Azure's public, Chinese or government cloud.
bool isEventHubsHost(const QString &brokers);

/// What a connection string says besides its key.
struct EventHubsString
{
    QString host = {};
    QString hub = {}; ///< EntityPath: the only event hub that it opens; empty = all
};

/// "Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…"; nothing of other passwords.
std::optional<EventHubsString> eventHubsString(const QByteArray &password);

/// kafka.event_hubs.entity when this password is a connection string that opens another event hub
/// only.
std::optional<Error> otherHub(const QByteArray &password, const QString &topic);

/// kafka.topic.forbidden of Event Hubs, where rights are roles and a connection string may be for
/// another of them; other errors and those of other brokers as they are.
Error explainedByHubs(Error error, const Connection &connection,
                      const std::vector<QByteArray> &topics, bool writes);

} // namespace core::kafka
