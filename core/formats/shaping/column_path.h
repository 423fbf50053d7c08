// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace core {

/// Where a message has a value: a column of its row, or a field inside the JSON of one.
struct ColumnPath
{
    std::string whole = {}; ///< a column of just this name comes first: names may hold dots
    std::vector<std::string> way = {}; ///< names, and numbers in lists; never empty but by default

    /// "address.city", "$.address.city", "lines[0].sku"; none for what has an empty part.
    static std::optional<ColumnPath> parse(const QString &text);
    /// The field of this name and nothing inside it.
    static ColumnPath ofName(const QString &name);

    bool isEmpty() const { return way.empty(); }
};

} // namespace core
