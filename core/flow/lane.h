// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <memory>

namespace core {

/// One ordered sub-stream of a source, from assignment to release: a partition, a connection, a
/// cursor. Immutable once made and shared by every batch that holds its messages; any thread.
struct LaneInfo
{
    std::uint64_t id = 0; ///< unique within the source object; a new assignment is a new lane
    QString name = {}; ///< stable over restarts and assignments: "orders/3", "feed.example/ticks"
    QString topic = {};
    std::int32_t partition = -1;
    std::int32_t epoch = 0; ///< raised when the position space began anew (topic re-created)

    /// Under which its positions are stored: "orders/3#0".
    QString positionKey() const { return name + u'#' + QString::number(epoch); }
};

using LanePtr = std::shared_ptr<const LaneInfo>;

/// Where a message stands in its lane; comparable only inside one lane.
struct Position
{
    std::int64_t value = -1; ///< offset, stream sequence, running number
    bool stable = false; ///< a restarted client gives the same message the same position

    std::strong_ordering operator<=>(const Position &other) const { return value <=> other.value; }
    bool operator==(const Position &other) const { return value == other.value; }
};

/// A place in a lane, as people name it: "orders/3" and an offset.
struct LanePlace
{
    QString lane = {}; ///< LaneInfo::name
    std::int64_t position = -1;

    bool operator==(const LanePlace &) const = default;
};

/// The last finished position of a lane, as an endpoint keeps it for a flow.
struct StoredPosition
{
    QString lane = {}; ///< LaneInfo::name
    std::int32_t epoch = 0;
    Position position = {};
};

} // namespace core
