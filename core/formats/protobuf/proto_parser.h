// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/proto_file.h"
#include "core/support/result.h"

#include <google/protobuf/compiler/parser.h>
#include <google/protobuf/descriptor.pb.h>

#include <memory>

namespace core::protobuf {

/// The setting that schema texts come from.
inline constexpr const char *kSchemaField = "protobuf_schema";

/// A file as it was read, and where its parts stand in the text.
struct ParsedFile
{
    google::protobuf::FileDescriptorProto proto;
    google::protobuf::compiler::SourceLocationTable places;
};

/// Checks size and depth before the library's recursive parser sees the text.
/// Ids: protobuf.schema.too_large, .too_deep, .syntax.
Result<std::unique_ptr<ParsedFile>> parseFile(const ProtoFile &file);

/// "Line 3, column 7: words" for a place counted from 0, or none where it is below 0. The words may
/// be foreign.
Error errorAt(const char *id, const ProtoFile &file, int line, int column, const QString &words);
/// Without a place.
Error errorIn(const char *id, const ProtoFile &file, const QString &words);

} // namespace core::protobuf
