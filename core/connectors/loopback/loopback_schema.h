// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "core/support/units.h"

#include <QString>

namespace core::loopback {

/// Reads a channel inside this program.
struct LoopbackSourceConfig
{
    QString channel = {};

    static const Schema &schema();
    bool operator==(const LoopbackSourceConfig &) const = default;
};

/// Writes to a channel inside this program; the last three make it misbehave for tests.
struct LoopbackEndpointConfig
{
    QString channel = {};
    std::int64_t capacity = 10'000;
    std::int64_t refuseEvery = 0;
    Duration delay = {};
    std::int64_t failFirst = 0;

    static const Schema &schema();
    bool operator==(const LoopbackEndpointConfig &) const = default;
};

} // namespace core::loopback
