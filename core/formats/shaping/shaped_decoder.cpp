// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/shaped_decoder.h"

#include "core/formats/json_columns.h"
#include "core/formats/json_document.h"
#include "core/formats/value_json.h"
#include "core/support/text.h"

#include <algorithm>
#include <charconv>

namespace core {
namespace {

using simdjson::dom::element;

QString shownName(std::string_view name)
{
    return visibleText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), 64);
}

Error misfitError(const QString &message)
{
    return {.code = ErrorCode::Rejected,
            .id = "field.misfit",
            .message = message,
            .field = QStringLiteral("columns"),
            .fix = text(WEIR_TEXT("Declare a type that takes the value, or let misfits become "
                                  "null: on_field_error: null"))};
}

Error unknownError(std::string_view field)
{
    return {.code = ErrorCode::Rejected,
            .id = "field.unknown",
            .message =
                text(WEIR_TEXT("No column is declared for the field %1")).arg(shownName(field)),
            .field = QStringLiteral("columns"),
            .fix = text(WEIR_TEXT("Declare a column for it, or keep other fields: unknown_fields: "
                                  "extra"))};
}

Error tooLarge()
{
    return {.code = ErrorCode::Rejected,
            .id = "field.too_large",
            .message = text(WEIR_TEXT("The columns of the message take more than 64 MiB"))};
}

/// The last of fields with one name counts, as everywhere.
bool enter(const simdjson::dom::object &object, std::string_view name, element &value)
{
    bool isThere = false;
    for (const auto field : object) {
        if (field.key == name) {
            value = field.value;
            isThere = true;
        }
    }
    return isThere;
}

bool enter(const simdjson::dom::array &list, std::string_view number, element &value)
{
    std::size_t index = 0;
    const char *end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, index);
    return read.ec == std::errc{} && read.ptr == end && !list.at(index).get(value);
}

/// What is left of a row that is gone: its key, without defaults for the rest.
bool isRemoval(const Row &row)
{
    return std::ranges::any_of(row.columns, [](const Column &column) {
        return column.name == kDeletedColumn
            || (column.name == kDeltaColumn && column.value.integer < 0);
    });
}

std::vector<std::string> namesOf(const RowShape &shape)
{
    std::vector<std::string> names;
    for (const ColumnRule &rule : shape.columns) {
        names.push_back(rule.name.toStdString());
    }
    return names;
}

std::vector<ColumnType> typesOf(const RowShape &shape)
{
    std::vector<ColumnType> types;
    for (const ColumnRule &rule : shape.columns) {
        types.push_back(columnTypeOf(rule.type));
    }
    return types;
}

/// A path that is none was refused before; here it leads nowhere.
ColumnPath pathOf(const ColumnRule &rule)
{
    return rule.path.isEmpty()
        ? ColumnPath::ofName(rule.name)
        : ColumnPath::parse(rule.path).value_or(ColumnPath::ofName(rule.path));
}

std::vector<ColumnPath> pathsOf(const RowShape &shape)
{
    std::vector<ColumnPath> paths;
    for (const ColumnRule &rule : shape.columns) {
        paths.push_back(pathOf(rule));
    }
    return paths;
}

} // namespace

struct ShapedDecoder::Opened
{
    JsonDocument document;
    std::optional<std::size_t> column; ///< whose text it is
    bool isRead = false;

    bool open(std::size_t index, std::string_view json)
    {
        if (column != index) {
            column = index;
            isRead = !document.parseValue(json);
        }
        return isRead;
    }
};

ShapedDecoder::ShapedDecoder(std::unique_ptr<RowDecoder> inner, RowShape shape,
                             std::shared_ptr<ShapeWatch> watch)
    : m_inner(std::move(inner)), m_shape(std::move(shape)), m_watch(std::move(watch)),
      m_names(namesOf(m_shape)), m_types(typesOf(m_shape)), m_paths(pathsOf(m_shape)),
      m_timePath(pathOf(m_shape.eventTime.column)), m_plan(m_paths, m_names, m_timePath),
      m_conversion(m_texts), m_opened(std::make_unique<Opened>())
{
    ValueConversion conversion(m_fallbackTexts);
    for (std::size_t i = 0; i < m_shape.columns.size(); ++i) {
        const QString &given = m_shape.columns[i].fallback;
        Value value{.type = m_types[i]};
        if (!given.isEmpty()) {
            std::string &text = m_fallbackTexts.next();
            text = given.toStdString();
            const bool isList = m_types[i].shape != ColumnType::Shape::One;
            value = {.kind = isList ? Value::Kind::Json : Value::Kind::Text, .text = text};
            value = conversion.convert(value, m_types[i]) ? value : Value{.type = m_types[i]};
        }
        m_fallbacks.push_back(value);
    }
}

ShapedDecoder::~ShapedDecoder() = default;

/// A declared column is meant before a field of that name.
ColumnPath ShapedDecoder::pathOf(const QString &timeColumn) const
{
    if (timeColumn.isEmpty()) {
        return {};
    }
    const auto rule = std::ranges::find(m_shape.columns, timeColumn, &ColumnRule::name);
    return rule != m_shape.columns.end()
        ? m_paths[static_cast<std::size_t>(rule - m_shape.columns.begin())]
        : ColumnPath::parse(timeColumn).value_or(ColumnPath::ofName(timeColumn));
}

Decoded ShapedDecoder::decode(const MessageView &message)
{
    Decoded decoded = m_inner->decode(message);
    if (decoded.kind != Decoded::Kind::Rows) {
        return decoded;
    }
    for (const Row &row : decoded.rows) {
        m_watch->sawRow(row);
    }
    if (!m_shape.changesRows()) {
        return decoded;
    }
    m_texts.clear();
    m_fault.reset();
    m_misfits = 0;
    m_unknown = 0;
    if (m_rows.size() < decoded.rows.size()) {
        m_rows.resize(decoded.rows.size());
    }
    for (std::size_t i = 0; i < decoded.rows.size() && !m_fault; ++i) {
        shapeRow(decoded.rows[i], decoded.key, m_rows[i]);
    }
    shapeKey(decoded.key);
    if (m_fault) {
        return refused(*std::move(m_fault));
    }
    return Decoded{.kind = Decoded::Kind::Rows,
                   .rows = std::span(m_rows).first(decoded.rows.size()),
                   .key = m_key,
                   .misfits = m_misfits,
                   .unknown = m_unknown};
}

void ShapedDecoder::shapeRow(const Row &from, std::span<const Column> key, Row &to)
{
    m_opened->column.reset();
    m_plan.fit(from, key);
    to.columns.clear();
    to.timestampMs = from.timestampMs;
    if (m_shape.columns.empty()) {
        to.columns = from.columns;
    } else {
        addDeclared(from, to);
        addOthers(from, to);
    }
    if (!m_timePath.isEmpty()) {
        setTime(from, to);
    }
    if (m_texts.isFull()) {
        refuse(tooLarge());
    }
}

void ShapedDecoder::addDeclared(const Row &from, Row &to)
{
    const bool mayFill = !isRemoval(from);
    for (std::size_t i = 0; i < m_names.size() && !m_fault; ++i) {
        Value value;
        if (find(m_plan.ends()[i], from, value)) {
            fit(i, value);
        } else {
            value = mayFill ? m_fallbacks[i] : Value{.type = m_types[i]};
        }
        to.columns.push_back({.name = m_names[i], .value = value});
        if (m_texts.isFull()) {
            return;
        }
    }
}

void ShapedDecoder::addOthers(const Row &from, Row &to)
{
    for (const std::size_t index : m_plan.kept()) {
        to.columns.push_back(from.columns[index]);
    }
    const bool keeps = m_shape.unknownFields == UnknownFields::Extra;
    std::string *extra = keeps && !m_plan.unknown().empty() ? &m_texts.next() : nullptr;
    for (const std::size_t index : m_plan.unknown()) {
        const Column &column = from.columns[index];
        ++m_unknown;
        m_watch->sawUnknown(column.name);
        if (m_shape.unknownFields == UnknownFields::Bad) {
            refuse(unknownError(column.name));
        } else if (extra) {
            extra->append(extra->empty() ? "{" : ",");
            appendJsonString(column.name, *extra);
            extra->push_back(':');
            appendJson(column.value, *extra);
        }
    }
    if (extra) {
        extra->push_back('}');
    }
    if (keeps) {
        Value value{.type = {.scalar = ColumnType::Scalar::Json}};
        value.kind = extra ? Value::Kind::Json : Value::Kind::Null;
        value.text = extra ? std::string_view(*extra) : std::string_view();
        to.columns.push_back({.name = kExtraColumn, .value = value});
    }
}

/// What tells no time leaves the message's own.
void ShapedDecoder::setTime(const Row &from, Row &to)
{
    Value value;
    const bool isThere = find(m_plan.time(), from, value) && value.kind != Value::Kind::Null;
    const auto ms =
        isThere ? eventTimeMs(value, m_shape.eventTime.format) : std::optional<std::int64_t>();
    if (ms) {
        to.timestampMs = *ms;
    } else if (!isRemoval(from)) {
        const std::string name = m_shape.eventTime.column.toStdString();
        ++m_misfits;
        m_watch->sawMisfit(name);
        if (m_shape.onFieldError == OnFieldError::Bad) {
            refuse(misfitError(
                text(WEIR_TEXT("The field %1 tells no time of the format that it is declared with"))
                    .arg(shownName(name))));
        }
    }
}

/// Under the name that its column has in the rows.
void ShapedDecoder::shapeKey(std::span<const Column> key)
{
    m_key.assign(key.begin(), key.end());
    for (Column &column : m_key) {
        const auto path = std::ranges::find(m_paths, column.name, &ColumnPath::whole);
        if (path != m_paths.end()) {
            const auto index = static_cast<std::size_t>(path - m_paths.begin());
            column.name = m_names[index];
            m_conversion.convert(column.value, m_types[index]);
        }
    }
}

bool ShapedDecoder::find(const PathEnd &end, const Row &from, Value &value)
{
    if (end.column == PathEnd::kNowhere) {
        return false;
    }
    const auto index = static_cast<std::size_t>(end.column);
    value = from.columns[index].value;
    if (end.inside.empty()) {
        return true;
    }
    if (value.kind != Value::Kind::Json || !m_opened->open(index, value.text)) {
        return false;
    }
    element at = m_opened->document.value();
    for (const std::string &part : end.inside) {
        simdjson::dom::object object;
        simdjson::dom::array list;
        const bool isThere = !at.get_object().get(object)
            ? enter(object, part, at)
            : !at.get_array().get(list) && enter(list, part, at);
        if (!isThere) {
            return false;
        }
    }
    std::string &text = m_texts.next();
    value = jsonValue(at, text);
    if (text.empty()) {
        text.assign(value.text); // the document is read over by the next one
    }
    value.text = text;
    return true;
}

void ShapedDecoder::fit(std::size_t column, Value &value)
{
    if (m_conversion.convert(value, m_types[column])) {
        return;
    }
    value = {.type = m_types[column]};
    ++m_misfits;
    m_watch->sawMisfit(m_names[column]);
    if (m_shape.onFieldError == OnFieldError::Bad) {
        refuse(misfitError(
            text(WEIR_TEXT("The field %1 does not fit its column's type, %2"))
                .arg(shownName(m_names[column]), declaredTypeName(m_shape.columns[column].type))));
    }
}

/// The first reason is told.
void ShapedDecoder::refuse(Error error)
{
    if (!m_fault) {
        m_fault = std::move(error);
    }
}

std::unique_ptr<RowDecoder> shaped(std::unique_ptr<RowDecoder> inner, const RowShape &shape,
                                   std::shared_ptr<ShapeWatch> watch)
{
    if (!inner || (!shape.changesRows() && !watch)) {
        return inner;
    }
    if (!watch) {
        watch = std::make_shared<ShapeLog>();
    }
    return std::make_unique<ShapedDecoder>(std::move(inner), shape, std::move(watch));
}

} // namespace core
