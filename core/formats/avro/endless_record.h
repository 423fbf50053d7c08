// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <optional>

namespace core::avro {

/// A record all of whose values contain a value of itself. Only direct fields count: an array may
/// be empty, a union may take another branch.
std::optional<NodeIndex> endlessRecord(std::span<const Node> nodes,
                                       std::span<const Member> members);

} // namespace core::avro
