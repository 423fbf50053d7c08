// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/binding.h"

#include <QStringList>

#include <sys/types.h>

#include <optional>

namespace core::file {

enum class Format
{
    JsonLines,
    Csv,
    Envelope,
    RawLines,
    RawLength
};
enum class Compression
{
    None,
    Gzip,
    Zstd
};
enum class LineEnd
{
    Lf,
    CrLf
};
enum class NewColumns
{
    Rotate,
    Extra, ///< as JSON in a column of their own
    Ignore
};

/// Group `csv`.
struct CsvConfig
{
    QString delimiter = QStringLiteral(",");
    QString quote = QStringLiteral("\"");
    LineEnd lineEnd = LineEnd::Lf;
    bool header = true;
    QString null = {}; ///< what stands for null, unquoted
    bool formulaGuard = true;
    bool bom = false;
    NewColumns newColumns = NewColumns::Rotate;

    static const Schema &schema();
    bool operator==(const CsvConfig &) const = default;
};

/// An endpoint of type `file`.
struct FileConfig
{
    FilePath path = {QStringLiteral("{flow}-{date}-{seq}.jsonl")};
    Format format = Format::JsonLines;
    ByteSize rotateBytes = 100 * kMiB;
    Duration rotateEvery = std::chrono::hours(1);
    std::int64_t rotateRows = 0;
    std::int64_t keepFiles = 0; ///< closed ones, as in the next two; 0 = all
    Duration keepFor = {};
    ByteSize keepBytes = 0;
    Compression compression = Compression::None;
    Duration fsyncEvery = std::chrono::seconds(1);
    QString partSuffix = QStringLiteral(".part");
    QStringList metadata = {QStringLiteral("_time"), QStringLiteral("_topic")};
    QString modeBits = QStringLiteral("0600"); ///< octal
    CsvConfig csv = {};

    static const Schema &schema();
    bool operator==(const FileConfig &) const = default;

    bool rotates() const;
    bool keepsAll() const;
    /// Who may read and write the files; none when the text is no permission that works.
    std::optional<mode_t> permissions() const;
};

} // namespace core::file
