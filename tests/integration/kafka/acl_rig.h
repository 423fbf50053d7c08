// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <librdkafka/rdkafka.h>

/// Rights on the rig's broker: who is not named where anybody is named has none.
namespace rig {

void allow(const QString &user, rd_kafka_ResourceType_t kind, const QString &name,
           rd_kafka_AclOperation_t operation);

/// A filled topic where only alice may do everything; bob may do this.
QString guardedTopic(rd_kafka_AclOperation_t bobs = RD_KAFKA_ACL_OPERATION_UNKNOWN);

/// A consumer group of alice's.
QString guardedGroup();

} // namespace rig
