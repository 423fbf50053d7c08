// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/wire_scan.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <simdjson.h>

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

constexpr unsigned kShort = 5;
constexpr unsigned kVarint = 0;
constexpr unsigned kEight = 1;
constexpr unsigned kCounted = 2;
constexpr unsigned kGroup = 3;
constexpr unsigned kEndGroup = 4;
constexpr unsigned kFour = 5;

/// How a single value of the field stands in the bytes.
unsigned wireOf(const pb::FieldDescriptor &field)
{
    switch (field.type()) {
    case pb::FieldDescriptor::TYPE_DOUBLE:
    case pb::FieldDescriptor::TYPE_FIXED64:
    case pb::FieldDescriptor::TYPE_SFIXED64: return kEight;
    case pb::FieldDescriptor::TYPE_FLOAT:
    case pb::FieldDescriptor::TYPE_FIXED32:
    case pb::FieldDescriptor::TYPE_SFIXED32: return kFour;
    case pb::FieldDescriptor::TYPE_STRING:
    case pb::FieldDescriptor::TYPE_BYTES:
    case pb::FieldDescriptor::TYPE_MESSAGE: return kCounted;
    case pb::FieldDescriptor::TYPE_GROUP: return kGroup;
    default: return kVarint;
    }
}

/// Whether the library takes such bytes for the field; else it keeps them as unknown.
bool fits(const pb::FieldDescriptor &field, unsigned wire)
{
    return wire == wireOf(field) || (wire == kCounted && field.is_packable());
}

const pb::FieldDescriptor *fieldOf(const pb::Descriptor &type, std::uint64_t number)
{
    const int small = static_cast<int>(number); // a tag has 32 bits
    if (const pb::FieldDescriptor *field = type.FindFieldByNumber(small)) {
        return field;
    }
    return type.IsExtensionNumber(small) ? type.file()->pool()->FindExtensionByNumber(&type, small)
                                         : nullptr;
}

/// An empty message of the type: its head, a place for each field, and what maps need.
std::uint64_t costOf(const pb::Descriptor &type)
{
    return 64 + 16 * static_cast<std::uint64_t>(type.field_count())
        + 112 * static_cast<std::uint64_t>(type.nested_type_count());
}

/// What proto2 calls text may be any bytes, but never a key: that becomes a name.
bool isCheckedText(const pb::FieldDescriptor &field)
{
    return field.type() == pb::FieldDescriptor::TYPE_STRING
        && (field.file()->syntax() == pb::FileDescriptor::SYNTAX_PROTO3
            || field.containing_type()->options().map_entry());
}

} // namespace

bool WireScan::run(const Descriptor &type, std::string_view body)
{
    *this = WireScan();
    m_body = body;
    return charge(costOf(type)) && scanMessage(&type, 0, 0);
}

bool WireScan::fail(const char *id)
{
    m_fault = m_fault ? m_fault : id;
    return false;
}

bool WireScan::charge(std::uint64_t bytes)
{
    m_cost += bytes;
    return m_cost <= kMaxCost || fail("protobuf.too_large");
}

/// Like the library it takes those that are longer than they need be, up to ten bytes for a value
/// and five for a tag or a length.
bool WireScan::readVarint(std::uint64_t &value, unsigned maxBytes)
{
    value = 0;
    for (unsigned shift = 0; shift < 7 * maxBytes; shift += 7) {
        if (m_at >= m_body.size()) {
            return fail("protobuf.truncated");
        }
        const auto byte = static_cast<std::uint8_t>(m_body[m_at++]);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0) {
            return true;
        }
    }
    return fail("protobuf.varint");
}

bool WireScan::skip(std::uint64_t size)
{
    if (size > m_body.size() - m_at) {
        return fail("protobuf.truncated");
    }
    m_at += static_cast<std::size_t>(size);
    return true;
}

/// `group` is the number that ends it; 0 where the bytes themselves end. Without a type all is
/// unknown.
bool WireScan::scanMessage(const Descriptor *type, std::uint64_t group, int depth)
{
    if (depth >= kMaxDepth) {
        return fail("protobuf.too_deep");
    }
    while (m_at < m_body.size()) {
        std::uint64_t tag = 0;
        if (!readVarint(tag, kShort)) {
            return false;
        }
        const std::uint64_t number = tag >> 3U;
        const auto wire = static_cast<unsigned>(tag & 7U);
        if (number == 0 || tag > 0xffffffffU || wire > kFour) {
            return fail("protobuf.tag");
        }
        if (wire == kEndGroup) {
            return number == group || fail("protobuf.group");
        }
        const Field *field = type ? fieldOf(*type, number) : nullptr;
        field = field && fits(*field, wire) ? field : nullptr;
        if (depth == 0) {
            ++(field ? m_known : m_unknown);
        }
        if (!scanField(field, number, wire, depth)) {
            return false;
        }
    }
    return group == 0 || fail("protobuf.truncated");
}

/// `field` is null for what the type does not have.
bool WireScan::scanField(const Field *field, std::uint64_t number, unsigned wire, int depth)
{
    constexpr std::uint64_t kOneUnknown = 32;
    if (++m_items > kMaxItems) {
        return fail("protobuf.items");
    }
    if (!charge(field ? sizeof(std::uint64_t) : kOneUnknown)) {
        return false;
    }
    std::uint64_t ignored = 0;
    switch (wire) {
    case kVarint: return readVarint(ignored);
    case kEight: return skip(8);
    case kFour: return skip(4);
    case kGroup: {
        const Descriptor *inner = field ? field->message_type() : nullptr;
        return charge(inner ? costOf(*inner) : 64) && scanMessage(inner, number, depth + 1);
    }
    default: return scanCounted(field, depth);
    }
}

/// What stands behind its length; nothing inside may go past it.
bool WireScan::scanCounted(const Field *field, int depth)
{
    std::uint64_t size = 0;
    if (!readVarint(size, kShort)) {
        return false;
    }
    if (size > m_body.size() - m_at) {
        return fail("protobuf.truncated");
    }
    const std::string_view around = m_body;
    m_body = m_body.substr(0, m_at + static_cast<std::size_t>(size));
    bool isGood = false;
    if (field && field->type() == Field::TYPE_MESSAGE) {
        isGood = charge(costOf(*field->message_type()))
            && scanMessage(field->message_type(), 0, depth + 1);
    } else if (field && field->is_packable()) {
        isGood = scanPacked(wireOf(*field));
    } else {
        isGood = scanText(field);
    }
    m_body = around;
    return isGood;
}

bool WireScan::scanPacked(unsigned wire)
{
    while (m_at < m_body.size()) {
        if (++m_items > kMaxItems) {
            return fail("protobuf.items");
        }
        std::uint64_t ignored = 0;
        const bool isRead = wire == kVarint ? readVarint(ignored) : skip(wire == kEight ? 8 : 4);
        if (!isRead || !charge(sizeof(std::uint64_t))) {
            return false;
        }
    }
    return true;
}

bool WireScan::scanText(const Field *field)
{
    constexpr std::uint64_t kHead = 48;
    const std::string_view text = m_body.substr(m_at);
    if (field && isCheckedText(*field) && !simdjson::validate_utf8(text.data(), text.size())) {
        return fail("protobuf.utf8");
    }
    return charge(kHead + text.size()) && skip(text.size());
}

} // namespace core::protobuf
