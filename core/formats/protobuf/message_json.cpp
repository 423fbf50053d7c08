// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of MessageReader that writes values as JSON text. WireScan bounds its recursion.
#include "core/formats/protobuf/message_reader.h"
#include "core/formats/protobuf/well_known.h"
#include "core/formats/value_json.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

struct Entry
{
    std::string key;
    const pb::Message *message;
};

std::string keyOf(const pb::Message &entry)
{
    const pb::FieldDescriptor *field = entry.GetDescriptor()->FindFieldByNumber(1);
    const pb::Reflection &values = *entry.GetReflection();
    switch (field->cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_INT32: return std::to_string(values.GetInt32(entry, field));
    case pb::FieldDescriptor::CPPTYPE_INT64: return std::to_string(values.GetInt64(entry, field));
    case pb::FieldDescriptor::CPPTYPE_UINT32: return std::to_string(values.GetUInt32(entry, field));
    case pb::FieldDescriptor::CPPTYPE_UINT64: return std::to_string(values.GetUInt64(entry, field));
    case pb::FieldDescriptor::CPPTYPE_BOOL: return values.GetBool(entry, field) ? "true" : "false";
    default: return values.GetString(entry, field);
    }
}

/// By key, so that the same map is always the same text; of entries with one key the last is left.
std::vector<Entry> entriesOf(const pb::Message &message, const pb::FieldDescriptor &field)
{
    const pb::Reflection &values = *message.GetReflection();
    std::vector<Entry> entries;
    const int count = values.FieldSize(message, &field);
    entries.reserve(static_cast<std::size_t>(count));
    for (int i = count; i-- > 0;) {
        const pb::Message &entry = values.GetRepeatedMessage(message, &field, i);
        entries.push_back({keyOf(entry), &entry});
    }
    std::ranges::stable_sort(entries, {}, &Entry::key);
    const auto rest = std::ranges::unique(entries, {}, &Entry::key);
    entries.erase(rest.begin(), rest.end());
    return entries;
}

} // namespace

bool MessageReader::appendMessage(const Message &message)
{
    const pb::Descriptor &type = *message.GetDescriptor();
    const std::size_t from = m_text.size();
    switch (wellKnownOf(type)) {
    case WellKnown::Wrapper: return appendSingle(message, *type.FindFieldByNumber(1), -1);
    case WellKnown::Value: return appendAnyJson(message);
    case WellKnown::Struct:
    case WellKnown::List: return appendField(message, *type.FindFieldByNumber(1));
    case WellKnown::Timestamp:
        if (!appendTimestamp(message, m_text)) {
            break;
        }
        m_text.insert(from, 1, '"');
        m_text.push_back('"');
        return mayGrow();
    case WellKnown::None: break;
    }
    return appendObject(message);
}

bool MessageReader::appendObject(const Message &message)
{
    const pb::Descriptor &type = *message.GetDescriptor();
    m_text.push_back('{');
    for (int i = 0; i < type.field_count(); ++i) {
        const Field &field = *type.field(i);
        m_text.append(i > 0 ? "," : "");
        appendJsonString(field.name(), m_text);
        m_text.push_back(':');
        if (!mayGrow() || !appendField(message, field)) {
            return false;
        }
    }
    m_text.push_back('}');
    return true;
}

bool MessageReader::appendField(const Message &message, const Field &field)
{
    if (field.is_map()) {
        return appendMap(message, field);
    }
    if (field.is_repeated()) {
        return appendList(message, field);
    }
    if (field.has_presence() && !message.GetReflection()->HasField(message, &field)) {
        m_text.append("null");
        return mayGrow();
    }
    return appendSingle(message, field, -1);
}

bool MessageReader::appendSingle(const Message &message, const Field &field, int index)
{
    const pb::Reflection &values = *message.GetReflection();
    if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
        return appendMessage(index < 0 ? values.GetMessage(message, &field)
                                       : values.GetRepeatedMessage(message, &field, index));
    }
    if (field.cpp_type() == Field::CPPTYPE_FLOAT) {
        appendJsonFloat(index < 0 ? values.GetFloat(message, &field)
                                  : values.GetRepeatedFloat(message, &field, index),
                        m_text);
        return mayGrow();
    }
    Value value;
    readScalar(message, field, index, value);
    if (!mayGrow(value.text.size())) {
        return false;
    }
    appendJson(value, m_text);
    return mayGrow();
}

bool MessageReader::appendList(const Message &message, const Field &field)
{
    const int count = message.GetReflection()->FieldSize(message, &field);
    m_text.push_back('[');
    for (int i = 0; i < count; ++i) {
        m_text.append(i > 0 ? "," : "");
        if (!appendSingle(message, field, i)) {
            return false;
        }
    }
    m_text.push_back(']');
    return true;
}

bool MessageReader::appendMap(const Message &message, const Field &field)
{
    m_text.push_back('{');
    bool isFirst = true;
    for (const Entry &entry : entriesOf(message, field)) {
        m_text.append(isFirst ? "" : ",");
        isFirst = false;
        appendJsonString(entry.key, m_text);
        m_text.push_back(':');
        const Field &value = *entry.message->GetDescriptor()->FindFieldByNumber(2);
        // an entry without a value has the value that is its type's default
        if (!mayGrow() || !appendSingle(*entry.message, value, -1)) {
            return false;
        }
    }
    m_text.push_back('}');
    return true;
}

bool MessageReader::appendAnyJson(const Message &message)
{
    const Field *chosen = chosenOf(message);
    if (!chosen || chosen->cpp_type() == Field::CPPTYPE_ENUM) {
        m_text.append("null");
        return mayGrow();
    }
    return appendSingle(message, *chosen, -1);
}

} // namespace core::protobuf
