// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

/// Levenshtein distance over two rows; inputs are cut so that hostile keys stay cheap.
int distance(const QString &a, const QString &b)
{
    std::vector<int> previous(static_cast<std::size_t>(b.size()) + 1);
    std::iota(previous.begin(), previous.end(), 0);
    std::vector<int> current(previous.size());
    for (qsizetype i = 0; i < a.size(); ++i) {
        current[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int replaced =
                previous[at] + (a[i].toCaseFolded() == b[j].toCaseFolded() ? 0 : 1);
            current[at + 1] = std::min({replaced, previous[at + 1] + 1, current[at] + 1});
        }
        std::swap(previous, current);
    }
    return previous.back();
}

} // namespace

void addFieldError(Findings &out, const Node &node, const QString &path, const char *code,
                   QString message, QString fix)
{
    out.push_back({.severity = Severity::Error,
                   .code = QString::fromLatin1(code),
                   .path = path,
                   .line = node.line,
                   .column = node.column,
                   .message = std::move(message),
                   .fix = std::move(fix)});
}

QString nearestName(const QString &typed, const QStringList &known)
{
    constexpr qsizetype kLongest = 64;
    if (typed.size() > kLongest) {
        return {};
    }
    QString nearest;
    int best = std::max(2, static_cast<int>(typed.size()) / 3) + 1;
    for (const QString &name : known) {
        if (const int far = distance(typed, name); far < best) {
            best = far;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace core
