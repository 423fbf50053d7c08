// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/shaping/row_plan.h"
#include "core/formats/shaping/row_shape.h"
#include "core/formats/shaping/shape_watch.h"
#include "core/formats/shaping/value_conversion.h"

namespace core {

/// The rows of another decoder with the columns that were declared: in their order, of their types,
/// each in every row. Columns that name a row and signs of changes stay. A message is refused
/// wholly or not at all.
class ShapedDecoder final : public RowDecoder
{
public:
    /// `watch` is never null.
    ShapedDecoder(std::unique_ptr<RowDecoder> inner, RowShape shape,
                  std::shared_ptr<ShapeWatch> watch);
    ~ShapedDecoder() override;

    /// Ids beside those of `inner`: field.misfit, field.unknown, field.too_large.
    Decoded decode(const MessageView &message) override;

private:
    /// A JSON value of the row that is read from, as long as that row is.
    struct Opened;

    ColumnPath pathOf(const QString &timeColumn) const;
    void shapeRow(const Row &from, std::span<const Column> key, Row &to);
    void addDeclared(const Row &from, Row &to);
    void addOthers(const Row &from, Row &to);
    void setTime(const Row &from, Row &to);
    void shapeKey(std::span<const Column> key);
    bool find(const PathEnd &end, const Row &from, Value &value);
    void fit(std::size_t column, Value &value);
    void refuse(Error error);

    std::unique_ptr<RowDecoder> m_inner;
    RowShape m_shape;
    std::shared_ptr<ShapeWatch> m_watch;
    std::vector<std::string> m_names;
    std::vector<ColumnType> m_types;
    std::vector<ColumnPath> m_paths;
    ColumnPath m_timePath;
    RowPlan m_plan;
    TextPool m_texts;
    ValueConversion m_conversion;
    std::unique_ptr<Opened> m_opened;
    TextPool m_fallbackTexts;
    std::vector<Value> m_fallbacks;
    std::vector<Row> m_rows;
    std::vector<Column> m_key;
    std::optional<Error> m_fault;
    std::uint32_t m_misfits = 0; ///< in the message at hand
    std::uint32_t m_unknown = 0;
};

/// `inner` itself where nothing is to be done and nobody watches.
std::unique_ptr<RowDecoder> shaped(std::unique_ptr<RowDecoder> inner, const RowShape &shape,
                                   std::shared_ptr<ShapeWatch> watch = nullptr);

} // namespace core
