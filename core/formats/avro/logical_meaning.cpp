// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/logical_meaning.h"

#include <algorithm>
#include <array>
#include <span>

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

/// Kafka Connect's own names, which stand where Avro has none: Debezium counts in whatever the
/// database's column does, by the database's own clock.
constexpr std::array kConnectMeanings{
    Meaning{"io.debezium.time.Date", Type::Int, Logical::Date},
    Meaning{"io.debezium.time.Time", Type::Int, Logical::TimeMillis},
    Meaning{"io.debezium.time.MicroTime", Type::Long, Logical::TimeMicros},
    Meaning{"io.debezium.time.Timestamp", Type::Long, Logical::LocalTimestampMillis},
    Meaning{"io.debezium.time.MicroTimestamp", Type::Long, Logical::LocalTimestampMicros},
    Meaning{"io.debezium.time.NanoTimestamp", Type::Long, Logical::LocalTimestampNanos},
};

/// nullptr for a meaning that nobody knows, or that its type cannot have.
const Meaning *meaningOf(const object &json, Type type)
{
    std::string_view name;
    std::span<const Meaning> known = kMeanings;
    if (json["logicalType"].get_string().get(name)) {
        known = kConnectMeanings;
        if (json["connect.name"].get_string().get(name)) {
            return nullptr;
        }
    }
    const auto found = std::ranges::find_if(known, [&](const Meaning &meaning) {
        return meaning.name == name && meaning.type == type;
    });
    return found == known.end() ? nullptr : &*found;
}

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
    const Meaning *found = meaningOf(json, node.type);
    if (!found) {
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
