// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"
#include "core/formats/shaping/column_path.h"

#include <string>
#include <vector>

namespace core {

/// Where a path leads in rows of one shape.
struct PathEnd
{
    static constexpr int kNowhere = -1;

    int column = kNowhere;
    std::span<const std::string> inside = {}; ///< of the path
};

/// Finds the fields of declared columns in rows; rows of the same names as the one before cost a
/// comparison.
class RowPlan final
{
public:
    /// `time` leads to the event's time; it may be empty. All live as long as this.
    RowPlan(const std::vector<ColumnPath> &paths, const std::vector<std::string> &names,
            const ColumnPath &time)
        : m_paths(paths), m_columnNames(names), m_timePath(time)
    { }

    void fit(const Row &row, std::span<const Column> key);

    const std::vector<PathEnd> &ends() const { return m_ends; }
    const PathEnd &time() const { return m_time; }
    /// Columns that stay whatever was declared: signs of changes, and what names the row.
    const std::vector<std::size_t> &kept() const { return m_kept; }
    /// Those that nothing was declared for.
    const std::vector<std::size_t> &unknown() const { return m_unknown; }

private:
    bool isSame(const Row &row, std::span<const Column> key) const;
    PathEnd endOf(const ColumnPath &path) const;
    int columnOf(std::string_view name) const;

    const std::vector<ColumnPath> &m_paths;
    const std::vector<std::string> &m_columnNames;
    const ColumnPath &m_timePath;
    std::vector<std::string> m_names; ///< of the row, then of its key
    std::vector<std::uint32_t> m_order; ///< the row's columns by name
    std::vector<PathEnd> m_ends;
    PathEnd m_time;
    std::vector<std::size_t> m_kept;
    std::vector<std::size_t> m_unknown;
    std::size_t m_columns = 0;
    bool m_isWhole = false;
};

} // namespace core
