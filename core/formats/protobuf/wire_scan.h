// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
} // namespace google::protobuf

namespace core::protobuf {

/// Walks over a message's bytes before the library builds anything from them: that every length
/// fits, how deep it goes, and what it would become in memory, which may be fifty times its bytes.
class WireScan final
{
public:
    static constexpr int kMaxDepth = 64;
    static constexpr std::uint64_t kMaxItems = 1'000'000;
    static constexpr std::uint64_t kMaxCost = std::uint64_t{64} << 20U;

    /// Ids of fault(): protobuf.truncated, .varint, .tag, .group, .too_deep, .items, .too_large,
    /// .utf8.
    bool run(const google::protobuf::Descriptor &type, std::string_view body);

    const char *fault() const { return m_fault; }
    std::size_t position() const { return m_at; }
    std::uint64_t cost() const { return m_cost; } ///< roughly its bytes in memory
    std::uint64_t known() const { return m_known; } ///< fields of the message itself
    std::uint64_t unknown() const { return m_unknown; } ///< likewise, that the type does not have

private:
    using Descriptor = google::protobuf::Descriptor;
    using Field = google::protobuf::FieldDescriptor;

    bool fail(const char *id);
    bool charge(std::uint64_t bytes);
    bool readVarint(std::uint64_t &value, unsigned maxBytes = 10);
    bool skip(std::uint64_t size);
    bool scanMessage(const Descriptor *type, std::uint64_t group, int depth);
    bool scanField(const Field *field, std::uint64_t number, unsigned wire, int depth);
    bool scanCounted(const Field *field, int depth);
    bool scanPacked(unsigned wire);
    bool scanText(const Field *field);

    std::string_view m_body; ///< up to the end of what is scanned now
    std::size_t m_at = 0;
    std::uint64_t m_items = 0;
    std::uint64_t m_cost = 0;
    std::uint64_t m_known = 0;
    std::uint64_t m_unknown = 0;
    const char *m_fault = nullptr;
};

} // namespace core::protobuf
