// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <memory>
#include <string>
#include <vector>

namespace core {

/// One object a message: its top-level keys are the columns, nested values compact JSON text.
/// Messages of the same shape as the one before cost no allocation.
class JsonDecoder final : public RowDecoder
{
public:
    static constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kMaxColumns = 1900;

    JsonDecoder();
    ~JsonDecoder() override;
    Decoded decode(const MessageView &message) override;

private:
    struct Parser;
    struct Nested
    {
        std::size_t column;
        std::size_t offset;
        std::size_t size;
    };

    Decoded refuse(const char *id, QString message) const;
    Decoded refuseInvalid(std::string_view text, int code) const;
    bool readColumns();
    void placeNested();
    bool sameKeysAsBefore() const;
    void rememberKeys();
    void dropRepeatedKeys();

    std::unique_ptr<Parser> m_parser;
    Row m_row;
    std::vector<Column> m_kept;
    std::vector<std::uint32_t> m_order;
    std::vector<Nested> m_nestedValues;
    std::vector<std::string> m_knownKeys;
    std::string m_nestedText;
};

} // namespace core
