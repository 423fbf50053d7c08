// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/moment.h"

#include <QDateTime>
#include <QTimeZone>

namespace core {

std::optional<std::int64_t> momentMs(const QString &text)
{
    QDateTime moment = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (!moment.isValid()) {
        return std::nullopt;
    }
    if (moment.timeSpec() == Qt::LocalTime) {
        moment = QDateTime(moment.date(), moment.time(), QTimeZone::utc());
    }
    return moment.toMSecsSinceEpoch();
}

} // namespace core
