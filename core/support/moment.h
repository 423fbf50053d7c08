// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace core {

/// "2026-01-31T18:00:00Z" as ms UTC; without a zone it is UTC. None = no point in time.
std::optional<std::int64_t> momentMs(const QString &text);

} // namespace core
