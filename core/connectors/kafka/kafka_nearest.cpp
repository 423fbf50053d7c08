// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_nearest.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace core::kafka {
namespace {

/// So many letters put in, taken out or changed make one of the other; none = more than `most`.
/// Only places so near to each other are compared.
std::optional<qsizetype> lettersBetween(const QString &a, const QString &b, qsizetype most)
{
    if (std::abs(a.size() - b.size()) > most) {
        return std::nullopt;
    }
    const qsizetype tooMany = most + 1;
    QList<qsizetype> row(b.size() + 1, tooMany);
    for (qsizetype j = 0; j <= std::min(most, b.size()); ++j) {
        row[j] = j;
    }
    for (qsizetype i = 0; i < a.size(); ++i) {
        const qsizetype first = std::max<qsizetype>(1, i + 1 - most);
        qsizetype diagonal = row[first - 1];
        row[first - 1] = first == 1 ? std::min(i + 1, tooMany) : tooMany;
        for (qsizetype j = first; j <= std::min(i + 1 + most, b.size()); ++j) {
            const qsizetype changed = diagonal + (a[i] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1, tooMany});
        }
    }
    return row.back() > most ? std::nullopt : std::optional(row.back());
}

/// Less is liker. Both in small letters.
std::optional<qsizetype> distance(const QString &name, const QString &wanted)
{
    constexpr qsizetype kLeast = 3; // shorter ones are part of everything
    const qsizetype most = std::max<qsizetype>(1, std::min<qsizetype>(4, wanted.size() / 3));
    if (const auto letters = lettersBetween(name, wanted, most)) {
        return letters;
    }
    const auto isIn = [](const QString &part, const QString &whole) {
        return part.size() >= kLeast && whole.contains(part);
    };
    if (isIn(wanted, name) || isIn(name, wanted)) {
        return most + 1;
    }
    const qsizetype start = std::max(kLeast, wanted.size() / 3);
    const bool beginsSo = wanted.size() >= start && name.startsWith(wanted.left(start));
    return beginsSo ? std::optional(most + 2) : std::nullopt;
}

} // namespace

QStringList nearestNames(const QStringList &names, const QString &wanted)
{
    constexpr std::size_t kMost = 3;
    std::vector<std::pair<qsizetype, QString>> near;
    const QString lower = wanted.toLower();
    for (const QString &name : names) {
        if (const auto found = distance(name.toLower(), lower)) {
            near.emplace_back(*found, name);
        }
    }
    std::ranges::sort(near);
    QStringList nearest;
    for (std::size_t i = 0; i < std::min(kMost, near.size()); ++i) {
        nearest.append(near[i].second);
    }
    return nearest;
}

} // namespace core::kafka
