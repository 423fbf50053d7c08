// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_sample.h"

#include "core/formats/value_json.h"
#include "core/support/text.h"

#include <algorithm>

namespace core::kafka {
namespace {

constexpr qsizetype kMostShown = 200;

} // namespace

Result<QString> decodedLine(RowDecoder &decoder, const MessageView &message)
{
    const Decoded decoded = decoder.decode(message);
    if (decoded.kind == Decoded::Kind::Undecodable || decoded.kind == Decoded::Kind::Waiting) {
        return decoded.error;
    }
    if (decoded.kind == Decoded::Kind::Nothing || decoded.rows.empty()) {
        return text(WEIR_TEXT("no row, by its nature"));
    }
    std::string json;
    appendRowJson(decoded.rows.front(), json);
    return visibleText(QString::fromUtf8(json.data(), static_cast<qsizetype>(json.size())),
                       kMostShown);
}

QString rawLine(Bytes bytes)
{
    constexpr std::size_t kMostBytes = 400;
    const std::string_view all = textOf(bytes);
    const std::string_view start = all.substr(0, kMostBytes);
    return visibleText(QString::fromUtf8(start.data(), static_cast<qsizetype>(start.size())),
                       kMostShown);
}

} // namespace core::kafka
