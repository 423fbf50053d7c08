// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <memory>

namespace core {

/// One object a message: its top-level keys are the columns, nested values compact JSON text.
/// Messages of the same shape as the one before cost no allocation.
class JsonDecoder final : public RowDecoder
{
public:
    static constexpr std::size_t kMaxRows = 100'000;
    static constexpr std::size_t kMaxCells = 500'000; ///< of all rows of a message

    explicit JsonDecoder(ArrayMode lists = ArrayMode::Bad);
    ~JsonDecoder() override;
    /// Ids: those of JsonDocument, json.too_many_columns, .too_many_rows.
    Decoded decode(const MessageView &message) override;

private:
    struct Reader;

    Decoded decodeAny(std::string_view text);

    ArrayMode m_lists;
    std::unique_ptr<Reader> m_reader;
    Row m_row;
    std::vector<Row> m_rows; ///< of a list
};

} // namespace core
