// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/proto_parser.h"

#include "core/support/text.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <optional>

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

constexpr std::size_t kMaxText = std::size_t{256} << 10U;
constexpr int kMaxBraces = 31;

/// Keeps the first: those behind it are mostly its consequences.
class FirstError final : public pb::io::ErrorCollector
{
public:
    explicit FirstError(const ProtoFile &file) : m_file(file) { }

    void AddError(int line, pb::io::ColumnNumber column, const std::string &message) override
    {
        if (!m_error) {
            m_error = errorAt("protobuf.schema.syntax", m_file, line, column,
                              QString::fromStdString(message));
        }
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    const ProtoFile &m_file;
    std::optional<Error> m_error;
};

pb::io::ArrayInputStream streamOf(const std::string &text)
{
    return pb::io::ArrayInputStream(text.data(), static_cast<int>(text.size()));
}

/// By the tokenizer that the parser uses, so that comments and quotes mean the same to both.
std::optional<Error> checkBraces(const ProtoFile &file)
{
    FirstError problems(file);
    pb::io::ArrayInputStream stream = streamOf(file.text);
    pb::io::Tokenizer tokens(&stream, &problems);
    int depth = 0;
    while (tokens.Next() && !problems.error()) {
        const auto &token = tokens.current();
        if (token.type != pb::io::Tokenizer::TYPE_SYMBOL) {
            continue;
        }
        depth += token.text == "{" ? 1 : token.text == "}" ? -1 : 0;
        if (depth > kMaxBraces) {
            return errorAt("protobuf.schema.too_deep", file, token.line, token.column,
                           core::text(WEIR_TEXT("more than 31 levels of braces")));
        }
        depth = std::max(depth, 0);
    }
    return problems.error();
}

} // namespace

Error errorAt(const char *id, const ProtoFile &file, int line, int column, const QString &words)
{
    QString message = visibleText(words, 512);
    if (line >= 0) {
        message = core::text(WEIR_TEXT("Line %1, column %2: %3"))
                      .arg(line + file.firstLine)
                      .arg(column + 1)
                      .arg(message);
    }
    if (!file.name.empty()) {
        message = core::text(WEIR_TEXT("%1: %2"))
                      .arg(visibleText(QString::fromStdString(file.name), 255), message);
    }
    return Error{.code = ErrorCode::Rejected,
                 .id = id,
                 .message = message,
                 .field = QString::fromLatin1(kSchemaField)};
}

Error errorIn(const char *id, const ProtoFile &file, const QString &words)
{
    return errorAt(id, file, -1, 0, words);
}

Result<std::unique_ptr<ParsedFile>> parseFile(const ProtoFile &file)
{
    if (file.text.size() > kMaxText) {
        return errorIn("protobuf.schema.too_large", file,
                       core::text(WEIR_TEXT("The schema has more than 256 KiB")));
    }
    if (std::optional<Error> error = checkBraces(file)) {
        return *std::move(error);
    }
    FirstError problems(file);
    pb::io::ArrayInputStream stream = streamOf(file.text);
    pb::io::Tokenizer tokens(&stream, &problems);
    pb::compiler::Parser parser;
    auto parsed = std::make_unique<ParsedFile>();
    parser.RecordErrorsTo(&problems);
    parser.RecordSourceLocationsTo(&parsed->places);
    const bool isParsed = parser.Parse(&tokens, &parsed->proto);
    if (problems.error()) {
        return *problems.error();
    }
    if (!isParsed) {
        return errorIn("protobuf.schema.syntax", file,
                       core::text(WEIR_TEXT("This is no .proto text")));
    }
    return parsed;
}

} // namespace core::protobuf
