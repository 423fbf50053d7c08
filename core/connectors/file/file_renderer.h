// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/file/file_config.h"
#include "core/flow/batch.h"
#include "core/flow/outcome.h"
#include "core/formats/row_decoder.h"

#include <memory>
#include <optional>
#include <string>

namespace core::file {

/// Turns messages into the bytes of one format, one at a time: take(), then append(). The buffers
/// are reused; one thread.
class Renderer final
{
public:
    Renderer(const FileConfig &config, const QString &sourceName,
             std::unique_ptr<RowDecoder> decoder);

    /// Decodes message `index`; an outcome when there is nothing to append. Retry: it cannot be
    /// read yet.
    std::optional<MessageOutcome> take(const Batch &batch, std::uint32_t index);
    /// What is to be counted beside the message that was taken.
    const Notes &notes() const { return m_notes; }
    /// The header of the open file lacks a column that the message has.
    bool needsNewFile() const;
    /// What stands in front of the first message of a file; fixes the columns of a CSV file.
    void appendStart(std::string &out);
    void append(std::string &out);

    QStringList columns() const;
    void setColumns(const QStringList &columns);

private:
    bool isRows() const;
    bool canTellBytes() const;
    std::vector<std::string> columnsOfRows() const;
    std::optional<MessageOutcome> takeRaw(std::uint32_t index) const;
    void appendMetadata(const QString &name, const Row &row, std::string &out) const;
    void appendJsonLine(const Row &row, std::string &out) const;
    void appendCsvLine(const Row &row, std::string &out) const;
    void appendCsvCell(const Value *value, std::string &out) const;
    void appendCsvExtra(const Row &row, std::string &out) const;
    bool hasExtra() const;
    bool isCell(const Row &row, const Column &column) const;
    void appendCsvText(std::string_view text, std::string &out) const;
    void appendEnvelope(std::string &out) const;
    void appendLength(std::string &out) const;
    void appendLineEnd(std::string &out) const;
    bool knows(std::string_view column) const;

    const FileConfig &m_config;
    std::string m_source;
    std::unique_ptr<RowDecoder> m_decoder;
    std::vector<std::string> m_columns; ///< of the open CSV file
    bool m_hasColumns = false;
    const Batch *m_batch = nullptr;
    const MessageView *m_message = nullptr;
    std::span<const Row> m_rows;
    Notes m_notes;
};

/// RFC 3339 in UTC with milliseconds.
void appendUtc(std::int64_t ms, std::string &out);

} // namespace core::file
