// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <memory>
#include <string>
#include <vector>

namespace core::debezium {

/// What a change becomes.
enum class Output
{
    Changelog, ///< what the row was with kDeltaColumn -1, then what it became with +1
    Upsert ///< what the row became
};

/// What a deletion becomes under Output::Upsert.
enum class Deletes
{
    Skip, ///< nothing, counted as filtered
    Flag, ///< the key with kDeletedColumn
    Apply ///< the key with kDeltaColumn -1; other rows have +1
};

/// Changes of a table as Debezium writes them, in JSON, or in what `unframe` turns into one column
/// of JSON. Rows carry the time of the change; the row before it one millisecond less. The sign is
/// a column like the others, so that a file has it too.
class DebeziumDecoder final : public RowDecoder
{
public:
    explicit DebeziumDecoder(Output output, Deletes deletes = Deletes::Skip,
                             std::unique_ptr<RowDecoder> unframe = nullptr);
    ~DebeziumDecoder() override;

    /// Ids: those of JsonDocument, of readChange(), and debezium.key.missing.
    Decoded decode(const MessageView &message) override;

private:
    struct Reader;

    Decoded unframe(Bytes &part, std::string &text);
    Decoded readMessage(const MessageView &message);
    Decoded makeUpsert();
    Decoded makeChangelog();
    Decoded rowsOf(std::size_t count) const;
    bool copyKey(Row &row) const;

    Output m_output;
    Deletes m_deletes;
    std::unique_ptr<RowDecoder> m_unframe;
    std::unique_ptr<Reader> m_reader;
    std::vector<Row> m_rows;
    std::vector<Column> m_key;
    std::string m_payload; ///< without its frame
    std::string m_keyText; ///< likewise
};

} // namespace core::debezium
