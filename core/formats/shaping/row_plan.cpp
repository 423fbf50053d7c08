// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/row_plan.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

/// The only column of a record that stays whole.
constexpr std::string_view kWhole = "raw";

bool isWhole(const Row &row)
{
    return row.columns.size() == 1 && row.columns[0].name == kWhole
        && row.columns[0].value.kind == Value::Kind::Json;
}

} // namespace

void RowPlan::fit(const Row &row, std::span<const Column> key)
{
    if (isSame(row, key)) {
        return;
    }
    m_columns = row.columns.size();
    m_isWhole = isWhole(row);
    m_names.resize(m_columns + key.size());
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        m_names[i].assign(i < m_columns ? row.columns[i].name : key[i - m_columns].name);
    }
    m_order.resize(m_columns);
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::ranges::sort(m_order, {},
                      [this](std::uint32_t i) -> std::string_view { return m_names[i]; });

    std::vector<bool> isUsed(m_columns);
    const auto follow = [&](const ColumnPath &path) {
        const PathEnd end = endOf(path);
        if (end.column != PathEnd::kNowhere) {
            isUsed[static_cast<std::size_t>(end.column)] = true;
        }
        return end;
    };
    m_ends.clear();
    for (const ColumnPath &path : m_paths) {
        m_ends.push_back(follow(path));
    }
    m_time = m_timePath.isEmpty() ? PathEnd{} : follow(m_timePath);
    m_kept.clear();
    m_unknown.clear();
    const auto names = std::span(m_names);
    for (std::size_t i = 0; i < m_columns; ++i) {
        const std::string &name = m_names[i];
        const bool isSign = name == kDeltaColumn || name == kDeletedColumn;
        const bool isKey = std::ranges::find(names.subspan(m_columns), name) != names.end();
        const bool isTaken = std::ranges::find(m_columnNames, name) != m_columnNames.end();
        if (isSign || (isKey && !isUsed[i] && !isTaken)) {
            m_kept.push_back(i);
        } else if (!isUsed[i]) {
            m_unknown.push_back(i);
        }
    }
}

bool RowPlan::isSame(const Row &row, std::span<const Column> key) const
{
    const auto isEqual = [](const Column &column, const std::string &name) {
        return column.name == name;
    };
    return m_columns == row.columns.size() && m_names.size() == m_columns + key.size()
        && m_isWhole == isWhole(row) && m_ends.size() == m_paths.size()
        && std::equal(row.columns.begin(), row.columns.end(), m_names.begin(), isEqual)
        && std::equal(key.begin(), key.end(),
                      m_names.begin() + static_cast<std::ptrdiff_t>(m_columns), isEqual);
}

PathEnd RowPlan::endOf(const ColumnPath &path) const
{
    if (const int column = columnOf(path.whole); column != PathEnd::kNowhere) {
        return {.column = column};
    }
    if (m_isWhole) {
        return {.column = 0, .inside = path.way};
    }
    const std::span<const std::string> inside = std::span(path.way).subspan(1);
    const int column = inside.empty() ? PathEnd::kNowhere : columnOf(path.way.front());
    return {.column = column,
            .inside = column == PathEnd::kNowhere ? std::span<const std::string>() : inside};
}

int RowPlan::columnOf(std::string_view name) const
{
    const auto nameOf = [this](std::uint32_t i) -> std::string_view { return m_names[i]; };
    const auto found = std::ranges::lower_bound(m_order, name, {}, nameOf);
    return found != m_order.end() && nameOf(*found) == name ? static_cast<int>(*found)
                                                            : PathEnd::kNowhere;
}

} // namespace core
