// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/lane.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace core {

using Bytes = std::span<const std::byte>;

/// Null and empty are different things on the wire: null has no address.
inline bool isNull(Bytes bytes)
{
    return bytes.data() == nullptr;
}
Bytes bytesOf(const void *data, std::size_t size); ///< keeps null and empty apart
inline std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

struct HeaderView
{
    std::string_view name;
    Bytes value; ///< may be null
};

/// Headers as the library holds them, decoded only when somebody looks.
class HeaderRange final
{
public:
    /// Fills `out` with header number `index`; false past the last.
    using Reader = bool (*)(const void *native, std::size_t index, HeaderView &out);

    constexpr HeaderRange() = default;
    constexpr HeaderRange(const void *object, Reader read) : m_native(object), m_reader(read) { }

    bool at(std::size_t index, HeaderView &out) const
    {
        return m_reader && m_reader(m_native, index, out);
    }
    bool isEmpty() const
    {
        HeaderView ignored;
        return !at(0, ignored);
    }
    std::vector<HeaderView> all() const; ///< at most 1,000

    const void *native() const { return m_native; }
    Reader reader() const { return m_reader; } ///< tells whose native object it is

private:
    const void *m_native = nullptr;
    Reader m_reader = nullptr;
};

/// What a message's time says, as far as its system tells.
enum class TimeKind : std::uint8_t
{
    Unknown,
    Create, ///< set by whoever made the message
    Append ///< set by the broker that took it
};
/// "create", "append"; empty for unknown.
std::string_view timeKindKey(TimeKind kind);

/// One message without ownership: valid while its Batch lives.
struct MessageView
{
    Bytes payload = {}; ///< null = tombstone
    Bytes key = {};
    HeaderRange headers = {};
    std::int64_t timestampMs = -1; ///< event time, ms since 1970 UTC; -1 = none
    Position position = {};
    std::uint32_t lane = 0; ///< index into its batch's lanes()
    TimeKind timeKind = TimeKind::Unknown;

    std::size_t size() const { return payload.size() + key.size(); }
};

} // namespace core
