// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_document.h"

#include "core/formats/json_numbers.h"
#include "core/support/text.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <cstring>

namespace core {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where the text stops being JSON, found by a slower reader that tells; -1 when that one
/// disagrees.
qint64 faultPosition(std::string_view text)
{
    QJsonParseError error;
    QJsonDocument::fromJson(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())), &error);
    return error.error == QJsonParseError::NoError ? -1 : error.offset;
}

QString faultMessage(std::string_view text, const char *reason)
{
    const qint64 at = faultPosition(text);
    const QString why = QString::fromLatin1(reason);
    return at < 0 ? core::text(WEIR_TEXT("Not JSON: %1")).arg(why)
                  : core::text(WEIR_TEXT("Not JSON from byte %1 on: %2")).arg(at).arg(why);
}

Error refusal(const char *id, QString message, QString fix = {})
{
    return {ErrorCode::Rejected, id, std::move(message), {}, std::move(fix)};
}

Error refusalOf(std::string_view text, simdjson::error_code code)
{
    switch (code) {
    case simdjson::INCORRECT_TYPE:
        return refusal("json.not_object",
                       core::text(WEIR_TEXT("The message is JSON but no object, "
                                            "so it has no columns")),
                       core::text(WEIR_TEXT("Read it as text, which takes any message")));
    case simdjson::DEPTH_ERROR:
        return refusal(
            "json.too_deep",
            core::text(WEIR_TEXT("More than %1 levels of nesting")).arg(JsonDocument::kMaxDepth));
    case simdjson::UTF8_ERROR:
        return refusal("json.utf8", core::text(WEIR_TEXT("The message is no valid UTF-8")),
                       core::text(WEIR_TEXT("Read it as text, which takes any bytes")));
    default:
        return refusal("json.invalid", faultMessage(text, simdjson::error_message(code)),
                       core::text(WEIR_TEXT("Choose the data type that the messages have, or text, "
                                            "which takes any")));
    }
}

} // namespace

JsonDocument::JsonDocument()
{
    [[maybe_unused]] const auto code = m_parser.allocate(64 * 1024, kMaxDepth);
}

std::optional<Error> JsonDocument::parse(std::string_view text)
{
    return load(text, true);
}

std::optional<Error> JsonDocument::parseValue(std::string_view text)
{
    return load(text, false);
}

std::optional<Error> JsonDocument::load(std::string_view text, bool isObject)
{
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (text.size() > kMaxBytes) {
        return refusal("json.too_large",
                       core::text(WEIR_TEXT("%1 bytes are more than 16 MiB")).arg(text.size()));
    }
    simdjson::error_code code = read(text);
    // newer versions tell whole numbers of more than 64 bits apart, by the code between these two
    if (code >= simdjson::NUMBER_ERROR && code < simdjson::UTF8_ERROR) {
        code = markBigNumbers(text, m_marked) ? read(m_marked) : simdjson::NUMBER_ERROR;
    }
    if (code == simdjson::SUCCESS && isObject) {
        code = m_value.get_object().get(m_root);
    }
    return code == simdjson::SUCCESS ? std::nullopt : std::optional(refusalOf(text, code));
}

simdjson::error_code JsonDocument::read(std::string_view text)
{
    if (m_padded.size() < text.size() + simdjson::SIMDJSON_PADDING) {
        m_padded.resize(text.size() + text.size() / 2 + simdjson::SIMDJSON_PADDING);
    }
    std::memcpy(m_padded.data(), text.data(), text.size());
    std::memset(m_padded.data() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
    return m_parser.parse(m_padded.data(), text.size(), false).get(m_value);
}

} // namespace core
