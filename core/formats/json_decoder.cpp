// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_decoder.h"

#include "core/formats/json_columns.h"
#include "core/formats/json_document.h"
#include "core/support/text.h"

#include <deque>

namespace core {
namespace {

constexpr std::size_t kMostKept = 1000;

Error noObject()
{
    return {
        ErrorCode::Rejected,
        "json.not_object",
        core::text(WEIR_TEXT("The message is JSON but neither an object nor a list of objects, so "
                             "it has no columns")),
        {},
        core::text(WEIR_TEXT("Read it as text, which takes any message"))};
}

Error tooManyRows()
{
    return {ErrorCode::Rejected,
            "json.too_many_rows",
            core::text(WEIR_TEXT("More than %1 rows, or %2 values, in one message"))
                .arg(JsonDecoder::kMaxRows)
                .arg(JsonDecoder::kMaxCells),
            {},
            {}};
}

} // namespace

struct JsonDecoder::Reader
{
    JsonDocument document;
    JsonColumns columns;
    std::deque<JsonColumns> ofRows; ///< each keeps the nested text of its row
    std::size_t count = 0; ///< rows of the message so far
    std::size_t cells = 0;

    std::optional<Error> add(const simdjson::dom::element &item, std::vector<Row> &rows);
    std::optional<Error> addAll(const simdjson::dom::array &list, std::vector<Row> &rows);
};

std::optional<Error> JsonDecoder::Reader::add(const simdjson::dom::element &item,
                                              std::vector<Row> &rows)
{
    simdjson::dom::object object;
    if (item.get_object().get(object)) {
        return noObject();
    }
    cells += object.size();
    if (count == kMaxRows || cells > kMaxCells) {
        return tooManyRows();
    }
    if (count == rows.size()) {
        rows.emplace_back();
        ofRows.emplace_back();
    }
    const bool isRead = ofRows[count].read(object, rows[count].columns);
    ++count;
    return isRead ? std::nullopt : std::optional(tooManyColumns());
}

std::optional<Error> JsonDecoder::Reader::addAll(const simdjson::dom::array &list,
                                                 std::vector<Row> &rows)
{
    for (const simdjson::dom::element item : list) {
        if (auto error = add(item, rows)) {
            return error;
        }
    }
    return std::nullopt;
}

JsonDecoder::JsonDecoder(ArrayMode lists) : m_lists(lists), m_reader(std::make_unique<Reader>()) { }

JsonDecoder::~JsonDecoder() = default;

Decoded JsonDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    if (m_lists == ArrayMode::Rows) {
        return decodeAny(textOf(message.payload));
    }
    if (auto error = m_reader->document.parse(textOf(message.payload))) {
        return refused(*std::move(error));
    }
    if (!m_reader->columns.read(m_reader->document.root(), m_row.columns)) {
        return refused(tooManyColumns());
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_row, 1}};
}

Decoded JsonDecoder::decodeAny(std::string_view text)
{
    if (auto error = m_reader->document.parseValue(text)) {
        return refused(*std::move(error));
    }
    if (m_rows.size() > kMostKept) { // one large message is not to be remembered for ever
        m_rows = {};
        m_reader->ofRows.clear();
    }
    m_reader->count = 0;
    m_reader->cells = 0;
    const simdjson::dom::element root = m_reader->document.value();
    simdjson::dom::array list;
    auto error =
        root.get_array().get(list) ? m_reader->add(root, m_rows) : m_reader->addAll(list, m_rows);
    if (error) {
        return refused(*std::move(error));
    }
    if (m_reader->count == 0) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = std::span(m_rows).first(m_reader->count)};
}

} // namespace core
