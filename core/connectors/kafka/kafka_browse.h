// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/kafka/kafka_client.h"

namespace core::kafka {

/// The topics that the user may see, with what they hold and the time of their newest message as
/// far as that can be learnt in time: the names never wait for it long. Slow-call thread.
Result<BrowseListing> browseTopics(const Connection &connection,
                                   std::chrono::milliseconds deadline);

} // namespace core::kafka
