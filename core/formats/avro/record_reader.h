// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"
#include "core/formats/avro/byte_reader.h"
#include "core/formats/row_decoder.h"

#include <optional>
#include <string>
#include <vector>

namespace core::avro {

enum class Shape
{
    Whole, ///< one column `raw`: the record as JSON text
    Fields ///< a column for each field of the record
};

enum class Unions
{
    Plain, ///< "a"
    Tagged ///< {"string":"a"}
};

/// Reads Avro's binary form by the schema that it was written with. Every length is checked against
/// the bytes that are left, and what bytes can claim without being there is counted. Buffers are
/// reused; one thread.
class RecordReader final
{
public:
    static constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
    static constexpr std::size_t kMaxDecoded = std::size_t{64} << 20U;
    static constexpr std::size_t kMaxColumns = 1900;

    RecordReader(Shape shape, Unions unions) : m_shape(shape), m_unions(unions) { }

    /// The row stands in row() afterwards; its texts live in `body`, `schema` and here.
    /// Ids: avro.truncated, .varint, .length, .items, .too_deep, .union, .enum, .boolean,
    /// .int_range, .decimal, .utf8, .trailing, .too_large, .too_many_columns.
    std::optional<Error> read(const Schema &schema, std::string_view body);
    const Row &row() const { return m_row; }

private:
    struct Made
    {
        std::size_t column;
        std::size_t offset;
        std::size_t size;
    };

    bool readRow();
    bool readColumn(NodeIndex index, Value &value, int depth);
    bool readUnionColumn(const Node &node, Value &value, int depth);
    bool readNumber(const Node &node, Value &value);
    bool readBytes(const Node &node, Value &value);
    bool readFloat(const Node &node, Value &value, bool forColumn);
    bool chooseBranch(const Node &node, const Member *&branch);
    bool chooseSymbol(const Node &node, std::string_view &symbol);
    bool readText(std::string_view &text);
    bool mayGrow(std::size_t bytes);
    bool begin(int depth);

    bool appendValue(NodeIndex index, int depth);
    bool appendScalar(const Node &node);
    bool appendRecord(const Node &node, int depth);
    bool appendUnion(const Node &node, int depth);
    bool appendBlocks(const Node &node, int depth);
    bool readBlock(std::uint64_t &count);
    Error faultOf() const;
    void placeTexts();

    Shape m_shape;
    Unions m_unions;
    const Schema *m_schema = nullptr;
    ByteReader m_reader{{}};
    std::uint64_t m_itemsLeft = 0;
    Row m_row;
    std::vector<Made> m_made;
    std::string m_text; ///< what is not in the message as it stands
};

} // namespace core::avro
