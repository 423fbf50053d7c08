// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of Renderer that writes a table.
#include "core/connectors/file/file_renderer.h"
#include "core/formats/value_json.h"

#include <algorithm>
#include <utility>

namespace core::file {
namespace {

constexpr auto kEncoding = "_encoding";
constexpr std::string_view kExtra = kExtraColumn;

const Value *findColumn(const Row &row, std::string_view name)
{
    const auto found = std::find_if(row.columns.begin(), row.columns.end(),
                                    [name](const Column &column) { return column.name == name; });
    return found == row.columns.end() ? nullptr : &found->value;
}

/// Of the column whose bytes `name` tells of; empty for other columns.
std::string_view plainName(std::string_view name)
{
    const std::string_view suffix(kEncoding);
    return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size())
                                  : std::string_view();
}

/// The column says how the bytes of another one are written.
bool isBeside(const Row &row, std::string_view name)
{
    const Value *value = name.ends_with(kEncoding) ? findColumn(row, plainName(name)) : nullptr;
    return value && value->kind == Value::Kind::Binary;
}

} // namespace

bool Renderer::hasExtra() const
{
    return m_config.csv.newColumns == NewColumns::Extra;
}

/// Else it belongs to the column of those that have none.
bool Renderer::isCell(const Row &row, const Column &column) const
{
    if (!knows(column.name) || column.value.kind != Value::Kind::Binary) {
        return knows(column.name);
    }
    const std::string beside = std::string(column.name) + kEncoding;
    return knows(beside) && !findColumn(row, beside);
}

/// Bytes stand as Base64, and a column beside them says so: the header has it or can still get it.
bool Renderer::canTellBytes() const
{
    if (hasExtra()) {
        return true; // as JSON they tell it themselves
    }
    const bool canGrow = !m_hasColumns || m_config.csv.newColumns == NewColumns::Rotate;
    const auto mayHave = [&](std::string_view name) { return canGrow || knows(name); };
    return std::all_of(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return std::all_of(row.columns.begin(), row.columns.end(), [&](const Column &column) {
            const std::string beside = std::string(column.name) + kEncoding;
            return column.value.kind != Value::Kind::Binary || !mayHave(column.name)
                || (mayHave(beside) && !findColumn(row, beside));
        });
    });
}

bool Renderer::knows(std::string_view column) const
{
    return std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end();
}

bool Renderer::needsNewFile() const
{
    if (m_config.format != Format::Csv || m_config.csv.newColumns != NewColumns::Rotate
        || !m_hasColumns) {
        return false;
    }
    const std::vector<std::string> names = columnsOfRows();
    return std::any_of(names.begin(), names.end(),
                       [this](const std::string &name) { return !knows(name); });
}

/// Those of the message, and one behind each that holds bytes.
std::vector<std::string> Renderer::columnsOfRows() const
{
    std::vector<std::string> names;
    const auto add = [&names](std::string name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    };
    for (const Row &row : m_rows) {
        for (const Column &column : row.columns) {
            if (hasExtra() && column.name == kExtra) {
                continue;
            }
            add(std::string(column.name));
            if (column.value.kind == Value::Kind::Binary) {
                add(std::string(column.name) + kEncoding);
            }
        }
    }
    return names;
}

QStringList Renderer::columns() const
{
    QStringList names;
    for (const std::string &name : m_columns) {
        names.append(QString::fromStdString(name));
    }
    return names;
}

void Renderer::setColumns(const QStringList &columns)
{
    m_columns.clear();
    for (const QString &name : columns) {
        m_columns.push_back(name.toStdString());
    }
    m_hasColumns = true;
}

void Renderer::appendStart(std::string &out)
{
    if (m_config.format != Format::Csv) {
        return;
    }
    for (std::string &name : columnsOfRows()) {
        if (!knows(name)) {
            m_columns.push_back(std::move(name));
        }
    }
    m_hasColumns = true;
    out.append(m_config.csv.bom ? "\xEF\xBB\xBF" : "");
    if (!m_config.csv.header) {
        return;
    }
    const char delimiter = m_config.csv.delimiter.toLatin1().at(0);
    const std::size_t from = out.size();
    for (const QString &name : m_config.metadata) {
        out.append(out.size() > from ? 1 : 0, delimiter);
        appendCsvText(name.toStdString(), out);
    }
    for (const std::string &name : m_columns) {
        out.append(out.size() > from ? 1 : 0, delimiter);
        appendCsvText(name, out);
    }
    if (hasExtra()) {
        out.append(out.size() > from ? 1 : 0, delimiter).append(kExtra);
    }
    appendLineEnd(out);
}

void Renderer::appendCsvLine(const Row &row, std::string &out) const
{
    const char delimiter = m_config.csv.delimiter.toLatin1().at(0);
    bool isFirst = true;
    std::string cell;
    for (const QString &name : m_config.metadata) {
        out.append(std::exchange(isFirst, false) ? 0 : 1, delimiter);
        cell.clear();
        appendMetadata(name, row, cell);
        const bool isKey = name == u"_key" && cell.starts_with('"'); // else null, or bytes
        if (name == u"_topic" || isKey || name == u"_source") {
            const std::string topic = m_batch->originLaneOf(*m_message)->topic.toStdString();
            const std::string_view text = name == u"_topic" ? std::string_view(topic)
                : name == u"_source"                        ? std::string_view(m_source)
                                                            : textOf(m_message->key);
            appendCsvText(text, out);
        } else if (cell == "null") {
            appendCsvCell(nullptr, out);
        } else if (cell.starts_with('[') || cell.starts_with('{')) {
            appendCsvText(cell, out);
        } else {
            out.append(cell.starts_with('"') ? cell.substr(1, cell.size() - 2) : cell);
        }
    }
    for (const std::string &name : m_columns) {
        out.append(std::exchange(isFirst, false) ? 0 : 1, delimiter);
        const Value *value = findColumn(row, name);
        const bool isElsewhere =
            hasExtra() && value && !isCell(row, {.name = name, .value = *value});
        if (!value && isBeside(row, name)) {
            out.append("base64");
        } else {
            appendCsvCell(isElsewhere ? nullptr : value, out);
        }
    }
    if (hasExtra()) {
        out.append(std::exchange(isFirst, false) ? 0 : 1, delimiter);
        appendCsvExtra(row, out);
    }
    appendLineEnd(out);
}

/// What no cell holds, as one JSON object; null when there is nothing.
void Renderer::appendCsvExtra(const Row &row, std::string &out) const
{
    std::string json = "{";
    for (const Column &column : row.columns) {
        if (!isCell(row, column)) {
            appendExtra(column, json);
        }
    }
    if (json.size() == 1) {
        appendCsvCell(nullptr, out);
    } else {
        appendCsvText(json.append("}"), out);
    }
}

void Renderer::appendCsvCell(const Value *value, std::string &out) const
{
    if (!value || value->kind == Value::Kind::Null) {
        out.append(m_config.csv.null.toStdString());
        return;
    }
    switch (value->kind) {
    case Value::Kind::Text:
    case Value::Kind::Json: appendCsvText(value->text, out); break;
    case Value::Kind::BigNumber: out.append(value->text); break;
    case Value::Kind::Binary: appendBase64(value->text, out); break;
    default: appendJson(*value, out);
    }
}

void Renderer::appendCsvText(std::string_view text, std::string &out) const
{
    const char delimiter = m_config.csv.delimiter.toLatin1().at(0);
    const char quote = m_config.csv.quote.toLatin1().at(0);
    const char passed[] = {' ', '"', quote};
    const std::size_t first = text.find_first_not_of(std::string_view(passed, 3));
    const bool isFormula = m_config.csv.formulaGuard && first != std::string_view::npos
        && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
    const bool isQuoted = text.empty() || text.front() == ' ' || text.back() == ' '
        || text.find_first_of("\r\n") != std::string_view::npos
        || text.find(quote) != std::string_view::npos
        || text.find(delimiter) != std::string_view::npos
        || text == m_config.csv.null.toStdString();
    if (!isQuoted) {
        out.append(isFormula ? "'" : "").append(text);
        return;
    }
    out.append(1, quote).append(isFormula ? "'" : "");
    for (const char c : text) {
        out.append(c == quote ? 2 : 1, c);
    }
    out.push_back(quote);
}

void Renderer::appendLineEnd(std::string &out) const
{
    out.append(m_config.csv.lineEnd == LineEnd::CrLf ? "\r\n" : "\n");
}

} // namespace core::file
