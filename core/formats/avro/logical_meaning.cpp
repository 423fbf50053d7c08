// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/logical_meaning.h"

#include <algorithm>
#include <array>

namespace core::avro {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

struct Meaning
{
    std::string_view name;
    Type type;
    Logical logical;
};

constexpr std::array kMeanings{
    Meaning{"date", Type::Int, Logical::Date},
    Meaning{"time-millis", Type::Int, Logical::TimeMillis},
    Meaning{"time-micros", Type::Long, Logical::TimeMicros},
    Meaning{"timestamp-millis", Type::Long, Logical::TimestampMillis},
    Meaning{"timestamp-micros", Type::Long, Logical::TimestampMicros},
    Meaning{"timestamp-nanos", Type::Long, Logical::TimestampNanos},
    Meaning{"local-timestamp-millis", Type::Long, Logical::LocalTimestampMillis},
    Meaning{"local-timestamp-micros", Type::Long, Logical::LocalTimestampMicros},
    Meaning{"local-timestamp-nanos", Type::Long, Logical::LocalTimestampNanos},
    Meaning{"uuid", Type::String, Logical::Uuid},
    Meaning{"uuid", Type::Fixed, Logical::Uuid},
    Meaning{"duration", Type::Fixed, Logical::Duration},
    Meaning{"decimal", Type::Bytes, Logical::Decimal},
    Meaning{"decimal", Type::Fixed, Logical::Decimal},
};

bool readDecimal(const object &json, Node &node)
{
    constexpr std::int64_t kMostDigits = 1000;
    std::int64_t precision = 0;
    std::int64_t scale = 0;
    if (json["precision"].get_int64().get(precision)) {
        return false;
    }
    element given;
    if (!json["scale"].get(given) && given.get_int64().get(scale)) {
        return false;
    }
    node.scale = static_cast<std::uint16_t>(std::clamp<std::int64_t>(scale, 0, kMostDigits));
    return precision > 0 && precision <= kMostDigits && scale >= 0 && scale <= precision;
}

} // namespace

void readLogical(const object &json, Node &node)
{
    std::string_view name;
    if (json["logicalType"].get_string().get(name)) {
        return;
    }
    const auto found = std::ranges::find_if(kMeanings, [&](const Meaning &meaning) {
        return meaning.name == name && meaning.type == node.type;
    });
    if (found == kMeanings.end()) {
        return;
    }
    const bool isUuid = found->logical == Logical::Uuid && node.type == Type::Fixed;
    if ((isUuid && node.size != 16) || (found->logical == Logical::Duration && node.size != 12)) {
        return;
    }
    if (found->logical == Logical::Decimal && !readDecimal(json, node)) {
        return;
    }
    node.logical = found->logical;
}

} // namespace core::avro
