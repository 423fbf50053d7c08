// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_types.h"

#include <QStringList>

#include <cstdint>
#include <optional>

/// What the fields say that choose topics, partitions and where to start.
namespace core::kafka {

/// A regular expression; what begins otherwise is a name.
bool isTopicPattern(const QString &entry);
bool isUsablePattern(const QString &entry);
/// "__consumer_offsets" and its like, which only a name reaches.
bool isBrokersOwn(const QString &topic);

struct PartitionRange
{
    std::int32_t first = 0;
    std::int32_t last = 0; ///< included
};
/// "3" and "4-7"; `wrong` holds the first entry that is neither.
struct PartitionRanges
{
    std::vector<PartitionRange> ranges = {};
    std::optional<QString> wrong = {};
};
PartitionRanges rangesOf(const QStringList &entries);

/// Where to start in a partition.
struct StartOffset
{
    QString topic = {}; ///< empty = of any topic
    std::int32_t partition = 0;
    std::int64_t offset = 0;
};
/// "orders/3": 1500 and "3": 1500; `wrong` holds the first entry that is neither.
struct StartOffsets
{
    std::vector<StartOffset> offsets = {};
    std::optional<QString> wrong = {};
};
StartOffsets startOffsetsOf(const NamedValues &entries);

} // namespace core::kafka
