// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace core::avro {

/// Walks over the bytes of one message and never past their end. After the first fault every read
/// fails, and fault() names it by the id of an Error.
class ByteReader final
{
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) { }

    const char *fault() const { return m_fault; }
    std::size_t position() const { return m_at; }
    std::size_t left() const { return m_bytes.size() - m_at; }

    bool fail(const char *id)
    {
        m_fault = m_fault ? m_fault : id;
        return false;
    }

    bool readByte(std::uint8_t &value)
    {
        if (m_fault || left() == 0) {
            return fail("avro.truncated");
        }
        value = static_cast<std::uint8_t>(m_bytes[m_at++]);
        return true;
    }

    /// A zigzag number of at most ten bytes and 64 bits.
    bool readLong(std::int64_t &value)
    {
        std::uint64_t raw = 0;
        for (unsigned shift = 0; shift < 70; shift += 7) {
            std::uint8_t byte = 0;
            if (!readByte(byte)) {
                return false;
            }
            if (shift == 63 && byte > 1) {
                return fail("avro.varint");
            }
            raw |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) {
                value = static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
                return true;
            }
        }
        return fail("avro.varint");
    }

    /// A view of exactly so many bytes.
    bool take(std::uint64_t size, std::string_view &bytes)
    {
        if (m_fault || size > left()) {
            return fail("avro.truncated");
        }
        bytes = m_bytes.substr(m_at, static_cast<std::size_t>(size));
        m_at += static_cast<std::size_t>(size);
        return true;
    }

    /// What stands behind its length.
    bool takeCounted(std::string_view &bytes)
    {
        std::int64_t size = 0;
        if (!readLong(size)) {
            return false;
        }
        return size < 0 ? fail("avro.length") : take(static_cast<std::uint64_t>(size), bytes);
    }

    template <typename Number, typename Raw>
    bool readLittleEndian(Number &number)
    {
        static_assert(sizeof(Number) == sizeof(Raw));
        std::string_view bytes;
        if (!take(sizeof(Raw), bytes)) {
            return false;
        }
        Raw raw = 0;
        for (std::size_t i = sizeof(Raw); i-- > 0;) {
            raw = static_cast<Raw>(raw << 8U | static_cast<std::uint8_t>(bytes[i]));
        }
        number = std::bit_cast<Number>(raw);
        return true;
    }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    const char *m_fault = nullptr;
};

} // namespace core::avro
