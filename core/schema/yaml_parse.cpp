// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"
#include "core/schema/yaml_builder.h"
#include "core/support/text.h"
#include "core/support/units.h"

#include <QStringConverter>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

using namespace Qt::StringLiterals;

namespace core {
namespace {

/// Reads a byte array in place.
class BytesBuffer final : public std::streambuf
{
public:
    explicit BytesBuffer(const QByteArray &bytes)
    {
        char *begin = const_cast<char *>(bytes.constData()); // std::streambuf only reads here
        setg(begin, begin, begin + bytes.size());
    }
};

Finding problem(const char *code, QString message, QString fix = {}, std::pair<int, int> place = {})
{
    return Finding{.severity = Severity::Error,
                   .code = QString::fromLatin1(code),
                   .line = place.first,
                   .column = place.second,
                   .message = std::move(message),
                   .fix = std::move(fix)};
}

std::pair<int, int> placeOf(const QByteArray &text, qsizetype at)
{
    const QByteArrayView before = QByteArrayView(text).first(at);
    const qsizetype start = before.lastIndexOf('\n') + 1;
    return {static_cast<int>(before.count('\n')) + 1,
            static_cast<int>(QString::fromUtf8(before.sliced(start)).size()) + 1};
}

/// What must not even reach the parser: other encodings, and characters no text file holds.
std::optional<Finding> refusedBytes(const QByteArray &text)
{
    if (text.size() > kMiB) {
        return problem("yaml.size", core::text(WEIR_TEXT("The file is larger than 1 MiB")));
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(text);
    if (decoder.hasError()) {
        return problem("yaml.encoding", core::text(WEIR_TEXT("The file is not UTF-8 text")));
    }
    for (qsizetype at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7f) {
            return problem("yaml.control", core::text(WEIR_TEXT("A control character stands here")),
                           core::text(WEIR_TEXT("Remove it, or write it as an escape in quotes")),
                           placeOf(text, at));
        }
    }
    return std::nullopt;
}

/// One document's events to `builder`; a Finding when anything is left over or was refused.
std::optional<Finding> parseInto(yaml::TreeBuilder &builder, const QByteArray &text)
{
    yaml::Places places(text);
    try {
        BytesBuffer buffer(text);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        if (parser) {
            return problem("yaml.documents",
                           core::text(WEIR_TEXT("Something stands behind the end of the document")),
                           core::text(WEIR_TEXT("A file holds exactly one document")));
        }
    } catch (const yaml::Refusal &refusal) {
        return problem(refusal.code, core::text(refusal.message),
                       *refusal.fix ? core::text(refusal.fix) : QString(), places.of(refusal.mark));
    } catch (const YAML::Exception &exception) {
        return problem("yaml.syntax",
                       core::text(WEIR_TEXT("This is not YAML: %1"))
                           .arg(visibleText(QString::fromUtf8(exception.msg.c_str()), 200)),
                       {}, places.of(exception.mark));
    } catch (const std::exception &exception) {
        return problem("yaml.syntax",
                       core::text(WEIR_TEXT("This is not YAML: %1"))
                           .arg(visibleText(QString::fromUtf8(exception.what()), 200)));
    }
    return std::nullopt;
}

} // namespace

ParsedYaml parseYaml(const QByteArray &given)
{
    ParsedYaml parsed;
    const QByteArray text = given.startsWith("\xEF\xBB\xBF") ? given.mid(3) : given;
    if (std::optional<Finding> finding = refusedBytes(text)) {
        parsed.findings.push_back(*std::move(finding));
        return parsed;
    }
    yaml::TreeBuilder builder(text);
    if (std::optional<Finding> finding = parseInto(builder, text)) {
        parsed.findings.push_back(*std::move(finding));
        return parsed;
    }
    parsed.hasComments = yaml::hasComments(text, builder.literalSpans());
    parsed.root = builder.takeRoot();
    return parsed;
}

} // namespace core
