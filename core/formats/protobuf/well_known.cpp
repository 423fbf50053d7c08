// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/well_known.h"

#include "core/formats/avro/logical_text.h"

#include <google/protobuf/descriptor.h>

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;
using Type = pb::Descriptor;

bool isFrom(const Type &type, const char *file)
{
    return type.file()->name() == file;
}

} // namespace

WellKnown wellKnownOf(const Type &type)
{
    constexpr const char *kStruct = "google/protobuf/struct.proto";
    switch (type.well_known_type()) {
    case Type::WELLKNOWNTYPE_UNSPECIFIED:
    case Type::WELLKNOWNTYPE_ANY:
    case Type::WELLKNOWNTYPE_FIELDMASK:
    case Type::WELLKNOWNTYPE_DURATION: return WellKnown::None;
    case Type::WELLKNOWNTYPE_TIMESTAMP:
        return isFrom(type, "google/protobuf/timestamp.proto") ? WellKnown::Timestamp
                                                               : WellKnown::None;
    case Type::WELLKNOWNTYPE_VALUE:
        return isFrom(type, kStruct) ? WellKnown::Value : WellKnown::None;
    case Type::WELLKNOWNTYPE_STRUCT:
        return isFrom(type, kStruct) ? WellKnown::Struct : WellKnown::None;
    case Type::WELLKNOWNTYPE_LISTVALUE:
        return isFrom(type, kStruct) ? WellKnown::List : WellKnown::None;
    default: break;
    }
    return isFrom(type, "google/protobuf/wrappers.proto") ? WellKnown::Wrapper : WellKnown::None;
}

bool appendTimestamp(const pb::Message &timestamp, std::string &out)
{
    constexpr std::int64_t kMostSeconds = 253'402'300'799; // the end of the year 9999
    const Type &type = *timestamp.GetDescriptor();
    const pb::Reflection &values = *timestamp.GetReflection();
    const std::int64_t seconds = values.GetInt64(timestamp, type.FindFieldByNumber(1));
    const std::int32_t nanos = values.GetInt32(timestamp, type.FindFieldByNumber(2));
    if (nanos < 0 || nanos > 999'999'999 || seconds > kMostSeconds || seconds < -kMostSeconds
        || !avro::appendTime(avro::Logical::TimestampMillis, seconds * 1000 + nanos / 1'000'000,
                             out)) {
        return false;
    }
    const int rest = nanos % 1'000'000;
    if (rest == 0) {
        return true;
    }
    const std::string digits = std::to_string(1'000'000 + rest).substr(1);
    out.pop_back(); // the Z
    out.append(digits, 0, rest % 1000 == 0 ? 3 : 6);
    out.push_back('Z');
    return true;
}

std::int64_t microsOf(const pb::Message &timestamp)
{
    const Type &type = *timestamp.GetDescriptor();
    const pb::Reflection &values = *timestamp.GetReflection();
    return values.GetInt64(timestamp, type.FindFieldByNumber(1)) * 1'000'000
        + values.GetInt32(timestamp, type.FindFieldByNumber(2)) / 1'000;
}

const pb::FieldDescriptor *chosenOf(const pb::Message &value)
{
    return value.GetReflection()->GetOneofFieldDescriptor(value,
                                                          value.GetDescriptor()->oneof_decl(0));
}

} // namespace core::protobuf
