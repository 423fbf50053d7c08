// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/flow/note.h"
#include "core/formats/column_type.h"
#include "core/schema/common_fields.h"
#include "core/support/error.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace core {

/// One decoded value; views point into the decoder or the message and live until its next call.
struct Value
{
    enum class Kind : std::uint8_t
    {
        Null,
        Bool,
        Int,
        Float,
        Text, ///< valid UTF-8
        Binary, ///< anything else
        Json, ///< nested object or array, as compact text
        BigNumber ///< exact digits of a number no 64-bit type holds
    };

    Kind kind = Kind::Null;
    ColumnType type = {}; ///< of the column, where a schema tells
    std::int64_t integer = 0; ///< Int, Bool; of a point in time also beside its Text
    double number = 0; ///< Float
    std::string_view text = {}; ///< Text, Binary, Json, BigNumber
};

struct Column
{
    std::string_view name;
    Value value;
};

/// One row of a message.
struct Row
{
    std::vector<Column> columns = {};
    std::int64_t timestampMs = -1; ///< when it knows better than its message; -1 = the message's
};

/// Columns of change data: +1 for what a row became and -1 for what it was; true in a row that only
/// tells that its key is gone.
inline constexpr std::string_view kDeltaColumn = "_tp_delta";
inline constexpr std::string_view kDeletedColumn = "_deleted";
/// Fields that no declared column takes, as one object of the type Json; null without any.
inline constexpr std::string_view kExtraColumn = "_extra";

struct Decoded
{
    enum class Kind
    {
        Rows,
        Nothing, ///< no row by its nature: a null payload, a heartbeat; counted as filtered
        Undecodable,
        Waiting ///< what it takes to read the message is not at hand yet: ask again in a while
    };
    Kind kind = Kind::Rows;
    std::span<const Row> rows = {}; ///< valid until the next decode()
    std::span<const Column> key = {}; ///< change data: the columns that name the row; likewise
    Error error = {}; ///< Undecodable: id such as "json.invalid", message with the byte position
    std::uint32_t misfits = 0; ///< values that became null, as none of the declared type
    std::uint32_t unknown = 0; ///< fields for which no column is declared
};

/// What the rows lost on their way into declared columns, for the figures of where they went.
void countShape(const Decoded &decoded, Notes &notes);

inline Decoded refused(Error error)
{
    return Decoded{.kind = Decoded::Kind::Undecodable, .error = std::move(error)};
}

/// Turns payloads into rows; buffers are reused, so that a message costs no allocation once warm.
/// One thread each; every endpoint that needs rows makes its own.
class RowDecoder
{
public:
    virtual ~RowDecoder() = default;
    virtual Decoded decode(const MessageView &message) = 0;
};

/// nullptr for those whose decoder is made by the source, which knows where the schemas are or what
/// a deletion means.
std::unique_ptr<RowDecoder> makeRowDecoder(DataType type, ArrayMode lists = ArrayMode::Bad);

} // namespace core
