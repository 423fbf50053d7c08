// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_schema.h"
#include "core/connectors/reader_group.h"

namespace core::kafka {

/// The consumer group of a source: members, and position and end of each partition that the source
/// reads or the group has a position in. With a reset the positions of what the source reads are
/// moved, or only told. Joins nothing; blocks. Errors: group.unnamed, kafka.group.busy, and what
/// the broker refuses.
Result<ReaderGroup> groupOf(const KafkaSourceConfig &config, const GroupQuestion &question);

} // namespace core::kafka
