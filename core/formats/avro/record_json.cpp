// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of RecordReader that writes nested values as JSON text.
#include "core/formats/avro/record_reader.h"
#include "core/formats/value_json.h"

namespace core::avro {

bool RecordReader::appendValue(NodeIndex index, int depth)
{
    const Node &node = m_schema->node(index);
    if (!begin(depth)) {
        return false;
    }
    switch (node.type) {
    case Type::Record: return appendRecord(node, depth);
    case Type::Array:
    case Type::Map: return appendBlocks(node, depth);
    case Type::Union: return appendUnion(node, depth);
    default: return appendScalar(node);
    }
}

bool RecordReader::appendScalar(const Node &node)
{
    Value value;
    const std::size_t from = m_text.size();
    switch (node.type) {
    case Type::Null: break;
    case Type::Boolean:
    case Type::Int:
    case Type::Long:
        if (!readNumber(node, value)) {
            return false;
        }
        break;
    case Type::Float: return readFloat(node, value, false) && mayGrow(0);
    case Type::Double:
        if (!readFloat(node, value, true)) {
            return false;
        }
        break;
    case Type::String:
        value.kind = Value::Kind::Text;
        if (!readText(value.text)) {
            return false;
        }
        break;
    case Type::Enum:
        value.kind = Value::Kind::Text;
        if (!chooseSymbol(node, value.text)) {
            return false;
        }
        break;
    default:
        if (!readBytes(node, value)) {
            return false;
        }
    }
    if (m_text.size() > from) { // made by us of plain characters: only the quotes are missing
        m_text.insert(from, 1, '"');
        m_text.push_back('"');
        return mayGrow(0);
    }
    if (!mayGrow(value.text.size())) {
        return false;
    }
    appendJson(value, m_text);
    return mayGrow(0);
}

bool RecordReader::appendRecord(const Node &node, int depth)
{
    m_text.push_back('{');
    bool isFirst = true;
    for (const Member &field : m_schema->members(node)) {
        m_text.append(isFirst ? "" : ",");
        isFirst = false;
        appendJsonString(field.name, m_text);
        m_text.push_back(':');
        if (!mayGrow(0) || !appendValue(field.node, depth + 1)) {
            return false;
        }
    }
    m_text.push_back('}');
    return true;
}

bool RecordReader::appendUnion(const Node &node, int depth)
{
    const Member *branch = nullptr;
    if (!chooseBranch(node, branch)) {
        return false;
    }
    const bool isTagged =
        m_unions == Unions::Tagged && m_schema->node(branch->node).type != Type::Null;
    if (isTagged) {
        m_text.push_back('{');
        appendJsonString(branch->name, m_text);
        m_text.push_back(':');
    }
    const bool isRead = appendValue(branch->node, depth + 1);
    m_text.append(isTagged ? "}" : "");
    return isRead;
}

/// The next block's number of items; 0 = the end. A negative number says that the block's bytes
/// are counted as well, for readers that skip it.
bool RecordReader::readBlock(std::uint64_t &count)
{
    std::int64_t claimed = 0;
    if (!m_reader.readLong(claimed)) {
        return false;
    }
    count = static_cast<std::uint64_t>(claimed);
    if (claimed < 0) {
        count = ~count + 1;
        std::int64_t bytes = 0;
        if (!m_reader.readLong(bytes)) {
            return false;
        }
        if (bytes < 0 || static_cast<std::uint64_t>(bytes) > m_reader.left()) {
            return m_reader.fail("avro.length");
        }
    }
    return count <= m_itemsLeft || m_reader.fail("avro.items");
}

bool RecordReader::appendBlocks(const Node &node, int depth)
{
    const bool isMap = node.type == Type::Map;
    const NodeIndex item = m_schema->members(node).front().node;
    m_text.push_back(isMap ? '{' : '[');
    bool isFirst = true;
    std::uint64_t count = 0;
    while (readBlock(count) && count > 0) {
        for (; count > 0; --count) {
            m_text.append(isFirst ? "" : ",");
            isFirst = false;
            std::string_view key;
            if (isMap) {
                if (!readText(key) || !mayGrow(key.size())) {
                    return false;
                }
                appendJsonString(key, m_text);
                m_text.push_back(':');
            }
            if (!appendValue(item, depth + 1)) {
                return false;
            }
        }
    }
    m_text.push_back(isMap ? '}' : ']');
    return m_reader.fault() == nullptr;
}

} // namespace core::avro
