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

std::optional<GroupReset::Place> placeOf(const QString &entry)
{
    const qsizetype equals = entry.lastIndexOf(u'=');
    bool isNumber = false;
    const qlonglong position = entry.mid(equals + 1).trimmed().toLongLong(&isNumber);
    if (equals == 0 || !isNumber || position < 0) {
        return std::nullopt;
    }
    return GroupReset::Place{.lane = equals < 0 ? QString() : entry.left(equals).trimmed(),
                             .position = position};
}

} // namespace core
