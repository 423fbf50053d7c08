// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/key_hash.h"

#include <array>

namespace core::mapping {
namespace {

constexpr std::array<std::uint32_t, 256> makeCrcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xedb88320U : 0U);
        }
        table[i] = value;
    }
    return table;
}

constexpr std::uint32_t kMixer = 0x5bd1e995;

std::uint32_t byteAt(Bytes bytes, std::size_t index)
{
    return std::to_integer<std::uint32_t>(bytes[index]);
}

std::uint32_t littleEndianWord(Bytes bytes, std::size_t index)
{
    return byteAt(bytes, index) | (byteAt(bytes, index + 1) << 8) | (byteAt(bytes, index + 2) << 16)
        | (byteAt(bytes, index + 3) << 24);
}

} // namespace

std::uint32_t crc32(Bytes bytes)
{
    static constexpr auto kTable = makeCrcTable();
    std::uint32_t crc = 0xffffffff;
    for (const std::byte byte : bytes) {
        crc = (crc >> 8) ^ kTable[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
    }
    return ~crc;
}

std::uint32_t murmur2(Bytes bytes)
{
    constexpr std::uint32_t kSeed = 0x9747b28c; // the one of Kafka's Java client
    std::uint32_t hash = kSeed ^ static_cast<std::uint32_t>(bytes.size());
    const std::size_t whole = bytes.size() / 4 * 4;
    for (std::size_t i = 0; i < whole; i += 4) {
        std::uint32_t word = littleEndianWord(bytes, i) * kMixer;
        word = (word ^ (word >> 24)) * kMixer;
        hash = (hash * kMixer) ^ word;
    }
    if (whole < bytes.size()) {
        for (std::size_t i = bytes.size(); i-- > whole;) {
            hash ^= byteAt(bytes, i) << (8 * (i - whole));
        }
        hash *= kMixer;
    }
    hash = (hash ^ (hash >> 13)) * kMixer;
    return hash ^ (hash >> 15);
}

std::optional<std::int32_t> partitionOf(KeyHash hash, Bytes key, std::int32_t partitions)
{
    const bool isSpread = hash == KeyHash::Crc32 ? key.empty() : isNull(key);
    if (isSpread || partitions < 1) {
        return {};
    }
    const std::uint32_t value = hash == KeyHash::Crc32 ? crc32(key) : murmur2(key) & 0x7fffffff;
    return static_cast<std::int32_t>(value % static_cast<std::uint32_t>(partitions));
}

} // namespace core::mapping
