// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/record_reader.h"

#include "core/formats/avro/logical_text.h"
#include "core/formats/value_json.h"
#include "core/support/text.h"

#include <simdjson.h>

#include <limits>

namespace core::avro {
namespace {

constexpr std::string_view kRaw = "raw";

const char *sentenceOf(std::string_view id)
{
    struct Sentence
    {
        std::string_view id;
        const char *text;
    };
    static constexpr Sentence kSentences[] = {
        {"avro.truncated", WEIR_TEXT("the record goes on behind its last byte")},
        {"avro.varint", WEIR_TEXT("a number has more than 64 bits")},
        {"avro.length", WEIR_TEXT("a length is negative or larger than what is left")},
        {"avro.items", WEIR_TEXT("it claims more values than its bytes can hold")},
        {"avro.too_deep", WEIR_TEXT("more than 64 levels of nesting")},
        {"avro.union", WEIR_TEXT("a union has no such branch")},
        {"avro.enum", WEIR_TEXT("an enum has no such symbol")},
        {"avro.boolean", WEIR_TEXT("a boolean is neither 0 nor 1")},
        {"avro.int_range", WEIR_TEXT("an int has more than 32 bits")},
        {"avro.decimal", WEIR_TEXT("a decimal has more than 512 bytes")},
        {"avro.utf8", WEIR_TEXT("a text is no valid UTF-8")},
        {"avro.trailing", WEIR_TEXT("bytes follow behind the record")},
        {"avro.too_large", WEIR_TEXT("it is larger than what is read")},
        {"avro.too_many_columns", WEIR_TEXT("more than 1900 columns")},
    };
    for (const Sentence &sentence : kSentences) {
        if (sentence.id == id) {
            return sentence.text;
        }
    }
    return "";
}

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

bool isOptional(const Schema &schema, const Node &node)
{
    const auto branches = schema.members(node);
    return branches.size() == 1
        || (branches.size() == 2
            && (schema.node(branches[0].node).type == Type::Null
                || schema.node(branches[1].node).type == Type::Null));
}

} // namespace

std::optional<Error> RecordReader::read(const Schema &schema, std::string_view body)
{
    m_schema = &schema;
    m_reader = ByteReader(body);
    m_itemsLeft = 16 * std::uint64_t{body.size()} + 1024;
    m_row.columns.clear();
    m_made.clear();
    m_text.clear();
    if (body.size() > kMaxBytes) {
        m_reader.fail("avro.too_large");
    } else if (readRow() && m_reader.left() > 0) {
        m_reader.fail("avro.trailing");
    }
    if (m_reader.fault()) {
        return faultOf();
    }
    placeTexts();
    return std::nullopt;
}

Error RecordReader::faultOf() const
{
    return Error{.code = ErrorCode::Rejected,
                 .id = m_reader.fault(),
                 .message = core::text(WEIR_TEXT("Not this schema's Avro at byte %1: %2"))
                                .arg(m_reader.position())
                                .arg(core::text(sentenceOf(m_reader.fault())))};
}

bool RecordReader::readRow()
{
    const Node *root = &m_schema->root();
    NodeIndex rootIndex = m_schema->rootIndex();
    if (m_shape == Shape::Fields && root->type == Type::Union) {
        const Member *branch = nullptr;
        if (!chooseBranch(*root, branch)) {
            return false;
        }
        rootIndex = branch->node;
        root = &m_schema->node(rootIndex);
    }
    const bool isFields = m_shape == Shape::Fields && root->type == Type::Record;
    const std::size_t count = isFields ? root->members : 1;
    if (count > kMaxColumns) {
        return m_reader.fail("avro.too_many_columns");
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = m_text.size();
        Column column{.name = isFields ? m_schema->members(*root)[i].name : kRaw};
        const NodeIndex index = isFields ? m_schema->members(*root)[i].node : rootIndex;
        const bool isWhole = m_shape == Shape::Whole;
        column.value.kind = Value::Kind::Json;
        column.value.type =
            isWhole ? ColumnType{.scalar = ColumnType::Scalar::Json} : m_schema->node(index).column;
        if (isWhole ? !appendValue(index, 0) : !readColumn(index, column.value, 1)) {
            return false;
        }
        if (m_text.size() > from) {
            m_made.push_back({i, from, m_text.size() - from});
        }
        m_row.columns.push_back(column);
    }
    return true;
}

/// Only now does the text stay where it is.
void RecordReader::placeTexts()
{
    const std::string_view all = m_text;
    for (const Made &made : m_made) {
        m_row.columns[made.column].value.text = all.substr(made.offset, made.size);
    }
}

/// Before each value: they are counted, because some need no bytes at all.
bool RecordReader::begin(int depth)
{
    if (depth >= kMaxDepth) {
        return m_reader.fail("avro.too_deep");
    }
    return m_itemsLeft-- > 0 || m_reader.fail("avro.items");
}

bool RecordReader::mayGrow(std::size_t bytes)
{
    return m_text.size() + bytes <= kMaxDecoded || m_reader.fail("avro.too_large");
}

bool RecordReader::readText(std::string_view &text)
{
    return m_reader.takeCounted(text) && (isUtf8(text) || m_reader.fail("avro.utf8"));
}

bool RecordReader::chooseBranch(const Node &node, const Member *&branch)
{
    std::int64_t number = 0;
    if (!m_reader.readLong(number)) {
        return false;
    }
    if (number < 0 || number >= node.members) {
        return m_reader.fail("avro.union");
    }
    branch = &m_schema->members(node)[static_cast<std::size_t>(number)];
    return true;
}

bool RecordReader::chooseSymbol(const Node &node, std::string_view &symbol)
{
    std::int64_t number = 0;
    if (!m_reader.readLong(number)) {
        return false;
    }
    if (number < 0 || number >= node.members) {
        return m_reader.fail("avro.enum");
    }
    symbol = m_schema->members(node)[static_cast<std::size_t>(number)].name;
    return true;
}

bool RecordReader::readColumn(NodeIndex index, Value &value, int depth)
{
    const Node &node = m_schema->node(index);
    if (!begin(depth)) {
        return false;
    }
    switch (node.type) {
    case Type::Null: value.kind = Value::Kind::Null; return true;
    case Type::Boolean:
    case Type::Int:
    case Type::Long: return readNumber(node, value);
    case Type::Float:
    case Type::Double: return readFloat(node, value, true);
    case Type::Bytes:
    case Type::Fixed: return readBytes(node, value);
    case Type::String: value.kind = Value::Kind::Text; return readText(value.text);
    case Type::Enum: value.kind = Value::Kind::Text; return chooseSymbol(node, value.text);
    case Type::Union: return readUnionColumn(node, value, depth);
    case Type::Record:
    case Type::Array:
    case Type::Map: break;
    }
    value.kind = Value::Kind::Json;
    return appendValue(index, depth);
}

bool RecordReader::readUnionColumn(const Node &node, Value &value, int depth)
{
    const Member *branch = nullptr;
    if (!chooseBranch(node, branch)) {
        return false;
    }
    if (m_schema->node(branch->node).type == Type::Null || isOptional(*m_schema, node)) {
        return readColumn(branch->node, value, depth + 1);
    }
    value.kind = Value::Kind::Json;
    if (m_unions == Unions::Plain) {
        return appendValue(branch->node, depth + 1);
    }
    m_text.push_back('{');
    appendJsonString(branch->name, m_text);
    m_text.push_back(':');
    const bool isRead = appendValue(branch->node, depth + 1);
    m_text.push_back('}');
    return isRead;
}

/// Boolean, int and long. A time's text goes to m_text.
bool RecordReader::readNumber(const Node &node, Value &value)
{
    if (node.type == Type::Boolean) {
        std::uint8_t byte = 0;
        value.kind = Value::Kind::Bool;
        if (!m_reader.readByte(byte)) {
            return false;
        }
        value.integer = byte;
        return byte <= 1 || m_reader.fail("avro.boolean");
    }
    if (!m_reader.readLong(value.integer)) {
        return false;
    }
    const bool isInt = std::in_range<std::int32_t>(value.integer);
    if (node.type == Type::Int && !isInt) {
        return m_reader.fail("avro.int_range");
    }
    const bool isTime =
        node.logical != Logical::None && appendTime(node.logical, value.integer, m_text);
    value.kind = isTime ? Value::Kind::Text : Value::Kind::Int;
    return true;
}

/// Decimals, ids and durations become text in m_text; the rest stays a view of the message.
bool RecordReader::readBytes(const Node &node, Value &value)
{
    value.kind = Value::Kind::Binary;
    const bool isTaken = node.type == Type::Fixed ? m_reader.take(node.size, value.text)
                                                  : m_reader.takeCounted(value.text);
    if (!isTaken || node.logical == Logical::None) {
        return isTaken;
    }
    value.kind = Value::Kind::Text;
    if (node.logical == Logical::Uuid) {
        appendUuid(value.text, m_text);
    } else if (node.logical == Logical::Duration) {
        appendDuration(value.text, m_text);
    } else {
        if (value.text.size() > kMaxDecimalBytes) {
            return m_reader.fail("avro.decimal");
        }
        value.kind = Value::Kind::BigNumber;
        appendDecimal(value.text, node.scale, m_text);
    }
    return mayGrow(0);
}

bool RecordReader::readFloat(const Node &node, Value &value, bool forColumn)
{
    value.kind = Value::Kind::Float;
    if (node.type == Type::Double) {
        return m_reader.readLittleEndian<double, std::uint64_t>(value.number);
    }
    float number = 0;
    if (!m_reader.readLittleEndian<float, std::uint32_t>(number)) {
        return false;
    }
    value.number = static_cast<double>(number);
    if (!forColumn) {
        appendJsonFloat(number, m_text);
    }
    return true;
}

} // namespace core::avro
