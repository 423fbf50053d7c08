// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"
#include "core/formats/shaping/row_shape.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace core {

/// A column that rows seem to have.
struct ProposedColumn
{
    ColumnRule rule = {}; ///< Inferred where nothing but null was seen
    bool isNullable = false; ///< null, or not there at all, in some row

    bool operator==(const ProposedColumn &) const = default;
};

/// Learns from rows what columns could be declared: whole numbers among decimal ones are decimal,
/// kinds that have nothing in common are text. A record that stays whole counts by its fields.
class ColumnInference final
{
public:
    static constexpr std::size_t kMostColumns = 1900;

    ColumnInference();
    ~ColumnInference();

    void take(const Row &row);
    /// In the order in which they were first seen. Names that no column may have get another one
    /// and a path.
    std::vector<ProposedColumn> columns() const;

private:
    struct Whole;
    struct Seen
    {
        std::string name;
        ColumnType type = {};
        bool wasEmptyList = false; ///< which says nothing of the items
        std::size_t rows = 0; ///< that have it, not null
    };

    void takeColumns(const std::vector<Column> &columns);

    std::vector<Seen> m_seen;
    std::unordered_map<std::string, std::size_t> m_places;
    std::size_t m_rows = 0;
    std::unique_ptr<Whole> m_whole;
};

} // namespace core
