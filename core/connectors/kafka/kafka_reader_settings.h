// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/kafka/kafka_schema.h"

namespace core::kafka {

/// All settings of a client that reads for a source. A preview is no member and commits nothing.
ConfBuilder readerSettings(const KafkaSourceConfig &config, const Connection &connection,
                           const QString &flowId, Purpose purpose);

} // namespace core::kafka
