// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace core::protobuf {

/// Types of the library's own whose values stand for something else than their fields.
enum class WellKnown
{
    None,
    Wrapper, ///< a scalar that may be missing
    Timestamp,
    Value, ///< any JSON
    Struct,
    List
};

/// By name and file: who calls a type of his own Timestamp may give it other fields.
WellKnown wellKnownOf(const google::protobuf::Descriptor &type);

/// "2024-02-29T23:59:59.999Z", with as many of 3, 6 or 9 digits as it needs. False, and nothing
/// appended, outside the years 1 to 9999 or with more than a second of nanoseconds.
bool appendTimestamp(const google::protobuf::Message &timestamp, std::string &out);

/// Of a Timestamp that appendTimestamp() takes, since 1970; what is shorter is cut off.
std::int64_t microsOf(const google::protobuf::Message &timestamp);

/// The field of a Value that is set; null for none.
const google::protobuf::FieldDescriptor *chosenOf(const google::protobuf::Message &value);

} // namespace core::protobuf
