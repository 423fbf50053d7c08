// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <optional>

namespace core::mapping {

/// How a key chooses its partition: as librdkafka's own producers do, or as Java's do.
enum class KeyHash
{
    Crc32, ///< consistent_random
    Murmur2 ///< murmur2_random
};

std::uint32_t crc32(Bytes bytes);
std::uint32_t murmur2(Bytes bytes);

/// None where that hash spreads a message at random: without a key, and by CRC32 with an empty one.
std::optional<std::int32_t> partitionOf(KeyHash hash, Bytes key, std::int32_t partitions);

} // namespace core::mapping
