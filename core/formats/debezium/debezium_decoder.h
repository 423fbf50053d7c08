// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <bitset>
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

/// What turns a value and a key into one column of JSON where they are none. One for each, because
/// their schemas differ and are not changes of one another.
struct Frames
{
    std::unique_ptr<RowDecoder> value = nullptr;
    std::unique_ptr<RowDecoder> key = nullptr;
};

/// Changes of a table as Debezium writes them, in JSON, or in what `frames` turn into it. Rows
/// carry the time of the change; the row before it one millisecond less. The sign is a column like
/// the others, so that a file has it too.
class DebeziumDecoder final : public RowDecoder
{
public:
    explicit DebeziumDecoder(Output output, Deletes deletes = Deletes::Skip, Frames frames = {});
    ~DebeziumDecoder() override;

    /// Ids: those of JsonDocument, of readChange(), and debezium.key.missing.
    Decoded decode(const MessageView &message) override;

private:
    struct Reader;

    /// What a table's owner should hear of, once for each decoder.
    enum class Notice
    {
        Truncated,
        LogMessage,
        NoBefore,
        NotTold,
        Count
    };
    void say(Notice notice);
    void sayWhatIsMissing();
    static Decoded unframe(RowDecoder &frame, Bytes &part, std::string &text);
    Decoded readMessage(const MessageView &message);
    Decoded makeUpsert();
    Decoded makeChangelog();
    Decoded rowsOf(std::size_t count) const;
    bool copyKey(Row &row) const;

    Output m_output;
    Deletes m_deletes;
    Frames m_frames;
    std::unique_ptr<Reader> m_reader;
    std::bitset<static_cast<std::size_t>(Notice::Count)> m_said;
    std::vector<Row> m_rows;
    std::vector<Column> m_key;
    std::string m_payload; ///< without its frame
    std::string m_keyText; ///< likewise
};

} // namespace core::debezium
