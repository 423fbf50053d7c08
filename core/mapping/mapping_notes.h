// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/note.h"
#include "core/mapping/to_kafka.h"
#include "core/mapping/to_mqtt.h"

namespace core::mapping {

/// What is worth counting of one mapped record, in a byte: kept until it is known to have arrived.
using Mark = std::uint8_t;
Mark markOf(const KafkaRecord &record);
void count(Mark mark, Notes &notes);

/// The same of a message to publish, with the properties that were removed.
void count(const MqttMessage &message, Notes &notes);

} // namespace core::mapping
