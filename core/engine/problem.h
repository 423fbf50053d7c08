// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"

#include <QString>

#include <cstdint>

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
    std::uint64_t count = 1;
    std::int64_t firstMs = 0;
    std::int64_t lastMs = 0;
    bool solved = false; ///< kept as history
};

} // namespace core
