// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/shape_watch.h"

#include "core/support/logging.h"
#include "core/support/text.h"

namespace core {
namespace {

bool isRound(std::uint64_t count)
{
    while (count >= 10 && count % 10 == 0) {
        count /= 10;
    }
    return count == 1;
}

} // namespace

void ShapeLog::note(Counts &counts, std::string_view name, bool isUnknown)
{
    auto known = counts.byName.find(name);
    if (known == counts.byName.end() && counts.byName.size() < kMostNames) {
        known = counts.byName.emplace(name, 0).first;
    }
    const bool isOther = known == counts.byName.end();
    const std::uint64_t count = isOther ? ++counts.others : ++known->second;
    if (!isRound(count)) {
        return;
    }
    const QByteArray shown = isOther
        ? QByteArrayLiteral("further names")
        : visibleText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), 64)
              .toUtf8();
    const auto times = static_cast<unsigned long long>(count);
    if (isUnknown) {
        qCInfo(logConnector, "%s: no column is declared for this field (%llu so far)",
               shown.constData(), times);
    } else {
        qCWarning(logConnector, "%s: a value does not fit the column's type (%llu so far)",
                  shown.constData(), times);
    }
}

} // namespace core
