// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/reader_group.h"

#include <algorithm>

namespace core {

std::optional<std::int64_t> GroupLane::lag() const
{
    return position && end ? std::optional(std::max<std::int64_t>(*end - *position, 0))
                           : std::nullopt;
}

} // namespace core
