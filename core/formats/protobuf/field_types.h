// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/column_type.h"

namespace google::protobuf {
class FieldDescriptor;
} // namespace google::protobuf

namespace core::protobuf {

/// What a column of the field is.
ColumnType columnTypeOf(const google::protobuf::FieldDescriptor &field);

} // namespace core::protobuf
