// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/message_types.h"

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <stdexcept>

/// What the tests of this folder share: types, and messages in the library's own text form.
namespace core::protobuf::samples {

/// A file with one message M of these fields, and what they may refer to.
inline QString fileWith(const QString &fields, const QString &syntax = QStringLiteral("proto3"))
{
    return QStringLiteral(R"(syntax = "%1";
import "google/protobuf/any.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
package t;
enum Color { RED = 0; GREEN = 1; }
message Inner { %2 int32 a = 1; }
message M { %3 }
message Node { %2 Node x = 1; }
)")
        .arg(syntax, syntax == QStringLiteral("proto2") ? QStringLiteral("optional") : QString(),
             fields);
}

inline KnownType typeOf(const QString &schema, const QString &name = QStringLiteral("t.M"))
{
    Result<KnownType> known = findType(schema, name);
    if (!known) {
        throw std::runtime_error(known.error().message.toStdString());
    }
    return *std::move(known);
}

/// The bytes of a message given as text.
inline std::string encoded(const KnownType &known, const std::string &text)
{
    const std::unique_ptr<google::protobuf::Message> message(
        known.types->prototype(*known.type).New());
    if (!google::protobuf::TextFormat::ParseFromString(text, message.get())) {
        throw std::runtime_error(text);
    }
    return message->SerializeAsString();
}

} // namespace core::protobuf::samples
