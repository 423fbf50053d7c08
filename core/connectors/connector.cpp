// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/connector.h"

namespace core {

void Source::lanesReleased(std::span<const LanePtr>) { }

void Source::pause() { }

void Source::resume() { }

std::optional<LanePlace> Source::stuckAt() const
{
    return std::nullopt;
}

void Source::sawSleep() { }

void Source::stopIntake() { }

Result<std::vector<StoredPosition>> Endpoint::storedPositions()
{
    return std::vector<StoredPosition>{};
}

void Endpoint::sawSleep() { }

std::optional<Error> Endpoint::failure() const
{
    return std::nullopt;
}

} // namespace core
