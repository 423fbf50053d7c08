// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_config.h"

#include "core/connectors/file/file_names.h"
#include "core/connectors/file_place.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

constexpr Choice kFormats[] = {
    {static_cast<int>(Format::JsonLines), "jsonl", WEIR_TEXT("JSON lines"),
     WEIR_TEXT("One JSON object a line.")},
    {static_cast<int>(Format::Csv), "csv", WEIR_TEXT("CSV"), WEIR_TEXT("A table with a header.")},
    {static_cast<int>(Format::Envelope), "envelope", WEIR_TEXT("Envelope"),
     WEIR_TEXT("Each message byte for byte with its origin, as JSON.")},
    {static_cast<int>(Format::RawLines), "raw_lines", WEIR_TEXT("Raw lines"),
     WEIR_TEXT("The payloads, a line each.")},
    {static_cast<int>(Format::RawLength), "raw_length", WEIR_TEXT("Raw with length"),
     WEIR_TEXT("The payloads, each behind its length in four bytes.")},
};
constexpr Choice kCompressions[] = {
    {static_cast<int>(Compression::None), "none", WEIR_TEXT("None"), WEIR_TEXT("As it is.")},
    {static_cast<int>(Compression::Gzip), "gzip", WEIR_TEXT("gzip"), WEIR_TEXT("Small and slow.")},
    {static_cast<int>(Compression::Zstd), "zstd", WEIR_TEXT("zstd"), WEIR_TEXT("Small and fast.")},
};
constexpr Choice kLineEnds[] = {
    {static_cast<int>(LineEnd::Lf), "LF", WEIR_TEXT("LF"), WEIR_TEXT("As on Unix.")},
    {static_cast<int>(LineEnd::CrLf), "CRLF", WEIR_TEXT("CR LF"), WEIR_TEXT("As RFC 4180 asks.")},
};
constexpr Choice kNewColumns[] = {
    {static_cast<int>(NewColumns::Rotate), "rotate", WEIR_TEXT("New file"),
     WEIR_TEXT("A new file with the new column begins.")},
    {static_cast<int>(NewColumns::Extra), "extra", WEIR_TEXT("Keep as JSON"),
     WEIR_TEXT("Fields that the header lacks go to a last column, _extra, as JSON.")},
    {static_cast<int>(NewColumns::Ignore), "ignore", WEIR_TEXT("Leave out"),
     WEIR_TEXT("Fields that the header lacks are left out.")},
};

constexpr std::int64_t kSecond = 1'000'000'000;

constexpr FieldSpec kCsvFields[] = {
    {.key = "delimiter",
     .member = bind<&CsvConfig::delimiter>(),
     .label = WEIR_TEXT("Delimiter"),
     .help = WEIR_TEXT("One character: comma, semicolon, tab or bar."),
     .example = ";",
     .range = {1, 1},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "quote",
     .member = bind<&CsvConfig::quote>(),
     .label = WEIR_TEXT("Quote"),
     .help = WEIR_TEXT("One character around cells that need it; within them it is doubled."),
     .range = {1, 1},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "line_end",
     .member = bind<&CsvConfig::lineEnd>(),
     .label = WEIR_TEXT("Line end"),
     .help = WEIR_TEXT("What stands behind each line."),
     .choices = kLineEnds,
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "header",
     .member = bind<&CsvConfig::header>(),
     .label = WEIR_TEXT("Header line"),
     .help = WEIR_TEXT("The first line of every file names the columns."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "null",
     .member = bind<&CsvConfig::null>(),
     .label = WEIR_TEXT("Null is"),
     .help = WEIR_TEXT("Text for a missing value; empty text is always written as two quotes."),
     .range = {0, 16},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "formula_guard",
     .member = bind<&CsvConfig::formulaGuard>(),
     .label = WEIR_TEXT("Guard against formulas"),
     .help = WEIR_TEXT("Text that a spreadsheet would run as a formula gets an apostrophe."),
     .tab = Tab::Advanced,
     .heading = Heading::Security},
    {.key = "bom",
     .member = bind<&CsvConfig::bom>(),
     .label = WEIR_TEXT("Byte order mark"),
     .help = WEIR_TEXT("Three bytes at the start that old spreadsheets need for UTF-8."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "new_columns",
     .member = bind<&CsvConfig::newColumns>(),
     .label = WEIR_TEXT("New fields"),
     .help = WEIR_TEXT("What happens to a field that the header lacks."),
     .choices = kNewColumns,
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
};

bool isPlainCharacter(const QString &text)
{
    return text.toUtf8().size() == 1 && text != u"\n"_s && text != u"\r"_s;
}

void checkDelimiter(const CsvConfig &csv, RuleReport &report)
{
    if (!isPlainCharacter(csv.quote)) {
        report.error("file.csv.quote", "quote",
                     text(WEIR_TEXT("The quote is one plain character and no line end")));
    }
    if (!isPlainCharacter(csv.delimiter) || csv.delimiter == csv.quote) {
        report.error("file.csv.delimiter", "delimiter",
                     text(WEIR_TEXT("The delimiter is one plain character, no quote and no line "
                                    "end")));
    }
    if (csv.null.contains(csv.delimiter) || csv.null.contains(csv.quote) || csv.null.contains(u'\n')
        || csv.null.contains(u'\r')) {
        report.error("file.csv.null", "null",
                     text(WEIR_TEXT("The text for null cannot hold delimiter, quote or line end")));
    }
    if (!csv.formulaGuard) {
        report.warning("file.csv.unguarded", "formula_guard",
                       text(WEIR_TEXT("A spreadsheet may run what a message says")));
    }
}
constexpr Rule kCsvRules[] = {rule<&checkDelimiter>()};

constexpr FieldSpec kFields[] = {
    {.key = "path",
     .member = bind<&FileConfig::path>(),
     .label = WEIR_TEXT("File pattern"),
     .help = WEIR_TEXT("May hold {flow}, {table}, {date}, {time}, {seq} and {uuid}; times in UTC."),
     .example = "{flow}-{date}-{seq}.jsonl",
     .heading = Heading::Connection,
     .required = true},
    {.key = "format",
     .member = bind<&FileConfig::format>(),
     .label = WEIR_TEXT("Format"),
     .help = WEIR_TEXT("How a message is written."),
     .choices = kFormats,
     .heading = Heading::Delivery},
    {.key = "rotate_bytes",
     .member = bind<&FileConfig::rotateBytes>(),
     .label = WEIR_TEXT("New file after"),
     .help = WEIR_TEXT("Size at which the next file begins; 0 = never."),
     .example = "100MiB",
     .range = {0, 1024 * kGiB},
     .heading = Heading::Limits},
    {.key = "rotate_every",
     .member = bind<&FileConfig::rotateEvery>(),
     .label = WEIR_TEXT("or after"),
     .help = WEIR_TEXT("Time after which the next file begins, on full UTC spans; 0s = never."),
     .example = "1h",
     .range = {0, 366 * 86'400 * kSecond},
     .heading = Heading::Limits},
    {.key = "rotate_rows",
     .member = bind<&FileConfig::rotateRows>(),
     .label = WEIR_TEXT("or after rows"),
     .help = WEIR_TEXT("Messages after which the next file begins; 0 = never."),
     .range = {0, 1'000'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "keep_files",
     .member = bind<&FileConfig::keepFiles>(),
     .label = WEIR_TEXT("Keep files"),
     .help = WEIR_TEXT("More closed files than this: the oldest goes; 0 = all stay. Counts what "
                       "is written from now on, as do the two below."),
     .range = {0, 100'000},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "keep_for",
     .member = bind<&FileConfig::keepFor>(),
     .label = WEIR_TEXT("Keep for"),
     .help = WEIR_TEXT("Files closed longer ago are deleted; 0s keeps them for ever."),
     .example = "168h",
     .range = {0, std::int64_t{36'500} * 86'400 * kSecond},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "keep_bytes",
     .member = bind<&FileConfig::keepBytes>(),
     .label = WEIR_TEXT("Keep at most"),
     .help = WEIR_TEXT("More bytes in closed files than this: the oldest goes; 0 = no limit."),
     .example = "10GiB",
     .range = {0},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "compression",
     .member = bind<&FileConfig::compression>(),
     .label = WEIR_TEXT("Compress"),
     .help = WEIR_TEXT("How the file is compressed while it is written."),
     .choices = kCompressions,
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "fsync_every",
     .member = bind<&FileConfig::fsyncEvery>(),
     .label = WEIR_TEXT("Make durable every"),
     .help = WEIR_TEXT("Messages are confirmed once they are safe on the disk; 0s = each batch."),
     .example = "1s",
     .range = {0, 60 * kSecond},
     .tab = Tab::Advanced,
     .heading = Heading::Batching},
    {.key = "part_suffix",
     .member = bind<&FileConfig::partSuffix>(),
     .label = WEIR_TEXT("Open file suffix"),
     .help = WEIR_TEXT("Behind the name while the file is written; empty = none."),
     .range = {0, 16},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "metadata",
     .member = bind<&FileConfig::metadata>(),
     .label = WEIR_TEXT("Extra columns"),
     .help = WEIR_TEXT("Any of _time, _received, _source, _topic, _key, _headers, _partition, "
                       "_offset, _size, _time_kind."),
     .example = "_time",
     .range = {0, 10},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "mode_bits",
     .member = bind<&FileConfig::modeBits>(),
     .label = WEIR_TEXT("Permissions"),
     .help = WEIR_TEXT("Of each new file, in octal digits as chmod takes them; 0600 = the owner "
                       "alone."),
     .example = "0640",
     .range = {1, 4},
     .tab = Tab::Advanced,
     .heading = Heading::Security},
    {.key = "csv",
     .member = bind<&FileConfig::csv>(),
     .label = WEIR_TEXT("CSV"),
     .help = WEIR_TEXT("How the table is written."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery,
     .visibleWhen = {"format", {"csv"}}},
};

void checkPattern(const FileConfig &config, RuleReport &report)
{
    const QStringList tokens = tokensOf(config.path.text);
    const QStringList known{u"flow"_s, u"table"_s, u"date"_s, u"time"_s, u"seq"_s, u"uuid"_s};
    for (const QString &token : tokens) {
        if (!known.contains(token)) {
            report.error("file.path.token", "path",
                         text(WEIR_TEXT("There is no token {%1}")).arg(visibleText(token, 32)),
                         text(WEIR_TEXT("Use {%1}")).arg(known.join(u"}, {"_s)));
        }
    }
    if (config.rotates() && !tokens.contains(u"seq"_s)) {
        report.error("file.path.overwrite", "path",
                     text(WEIR_TEXT("Files would overwrite each other")),
                     text(WEIR_TEXT("Add {seq} to the name, or switch all rotation off")));
    }
}

void checkPath(const FileConfig &config, RuleReport &report)
{
    checkPlace(config.path, report);
}

void checkMetadata(const FileConfig &config, RuleReport &report)
{
    for (const QString &name : config.metadata) {
        if (!metadataNames().contains(name) || config.metadata.count(name) > 1) {
            report.error("file.metadata.unknown", "metadata",
                         text(WEIR_TEXT("There is no extra column \"%1\", or it is listed twice"))
                             .arg(visibleText(name, 64)),
                         text(WEIR_TEXT("Use %1")).arg(metadataNames().join(u", "_s)));
        }
    }
}

void checkWriting(const FileConfig &config, RuleReport &report)
{
    if (config.compression != Compression::None && config.fsyncEvery.value.count() == 0) {
        report.warning("file.compression.members", "compression",
                       text(WEIR_TEXT("Each batch is compressed for itself, which saves little")),
                       text(WEIR_TEXT("Make the file durable every second or so")));
    }
    if (config.rotateEvery.value.count() > 0
        && config.rotateEvery.value < config.fsyncEvery.value) {
        report.error("file.rotate.short", "rotate_every",
                     text(WEIR_TEXT("Files change more often than they are made durable")));
    }
    if (config.partSuffix.contains(u'/')) {
        report.error("file.part_suffix", "part_suffix",
                     text(WEIR_TEXT("A suffix names no folder")));
    }
}

void checkKeeping(const FileConfig &config, RuleReport &report)
{
    if (config.keepBytes.value > 0 && config.keepBytes.value < 2 * config.rotateBytes.value) {
        report.error("file.keep.too_little", "keep_bytes",
                     text(WEIR_TEXT("A file would be deleted as soon as it is closed")),
                     text(WEIR_TEXT("Keep at least twice the size of a file")));
    }
    if (!config.keepsAll() && !config.rotates()) {
        report.warning("file.keep.nothing", "keep_files",
                       text(WEIR_TEXT("No file is ever closed, so none is ever deleted")),
                       text(WEIR_TEXT("Let a new file begin after a size or a time")));
    }
}

void checkPermissions(const FileConfig &config, RuleReport &report)
{
    const std::optional<mode_t> bits = config.permissions();
    if (!bits) {
        report.error("file.mode_bits", "mode_bits",
                     text(WEIR_TEXT("These are no permissions with which the owner can read and "
                                    "write a file")),
                     text(WEIR_TEXT("Use octal digits such as 0600 or 0640")));
    } else if ((*bits & S_IWOTH) != 0) {
        report.warning("file.mode_bits.open", "mode_bits",
                       text(WEIR_TEXT("Everybody on this computer may change the files")));
    }
}

constexpr Rule kRules[] = {rule<&checkPattern>(), rule<&checkPath>(),    rule<&checkMetadata>(),
                           rule<&checkWriting>(), rule<&checkKeeping>(), rule<&checkPermissions>()};

} // namespace

const Schema &CsvConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<CsvConfig>(kCsvFields, kCsvRules);
    return kSchema;
}

bool FileConfig::rotates() const
{
    return rotateBytes.value > 0 || rotateRows > 0 || rotateEvery.value.count() > 0;
}

bool FileConfig::keepsAll() const
{
    return keepFiles == 0 && keepFor.value.count() == 0 && keepBytes.value == 0;
}

std::optional<mode_t> FileConfig::permissions() const
{
    constexpr mode_t kOwner = S_IRUSR | S_IWUSR;
    constexpr mode_t kAll = S_IRWXU | S_IRWXG | S_IRWXO; // none that lends a program its owner
    bool isNumber = false;
    const mode_t bits = modeBits.toUInt(&isNumber, 8);
    return isNumber && (bits & kOwner) == kOwner && (bits & ~kAll) == 0 ? std::optional(bits)
                                                                        : std::nullopt;
}

const Schema &FileConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<FileConfig>(kFields, kRules);
    return kSchema;
}

} // namespace core::file
