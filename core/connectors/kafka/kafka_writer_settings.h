// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/flow/flow_definition.h"

namespace core::kafka {

/// What the library is told about writing by this endpoint, in a flow with that window.
ConfBuilder writerSettings(const KafkaEndpointConfig &config, const Connection &connection,
                           const Window &window);

/// Whether a request that is sent again cannot land behind those that were under way with it.
bool keepsOrder(const KafkaEndpointConfig &config);

} // namespace core::kafka
