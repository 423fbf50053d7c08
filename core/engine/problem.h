// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/lane.h"
#include "core/schema/finding.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace core {

/// Something a person should act on; equal kinds of one flow are counted, not repeated. A value.
struct Problem
{
    QString flowId = {};
    QString flow = {};
    QString code = {}; ///< id of the Error
    Severity severity = Severity::Error;
    QString message = {};
    QString field = {};
    QString fix = {};
    std::uint64_t count = 1; ///< of times, or of what waits
    std::int64_t firstMs = 0;
    std::int64_t lastMs = 0;
    bool solved = false; ///< kept as history
    /// Where the flow is stuck and may go past, if somebody says so: Engine::restart().
    std::optional<LanePlace> stuckAt = {};
};

} // namespace core
