// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/column_inference.h"

#include "core/formats/column_type_name.h"
#include "core/formats/json_columns.h"
#include "core/formats/json_document.h"

#include <QSet>

namespace core {
namespace {

using Scalar = ColumnType::Scalar;
using Shape = ColumnType::Shape;

constexpr qsizetype kLongestName = 255;
constexpr ColumnType kAnyJson{.scalar = Scalar::Json};

bool isInteger(Scalar scalar)
{
    return scalar >= Scalar::Int8 && scalar <= Scalar::UInt64;
}

bool isFloat(Scalar scalar)
{
    return scalar == Scalar::Float32 || scalar == Scalar::Float64;
}

bool isNumber(Scalar scalar)
{
    return isInteger(scalar) || isFloat(scalar) || scalar == Scalar::Number;
}

Scalar widerNumber(Scalar one, Scalar other)
{
    if (one == Scalar::Number || other == Scalar::Number) {
        return Scalar::Number;
    }
    if (isFloat(one) || isFloat(other)) {
        return Scalar::Float64;
    }
    // the digits of these are too many for either
    return one == Scalar::UInt64 || other == Scalar::UInt64 ? Scalar::Number : Scalar::Int64;
}

/// What holds values of both.
ColumnType common(const ColumnType &one, const ColumnType &other)
{
    if (one.scalar == Scalar::Untold || one == other) {
        return other;
    }
    if (other.scalar == Scalar::Untold) {
        return one;
    }
    const bool areLists = one.shape != Shape::One || one.scalar == Scalar::Json;
    const bool areOtherLists = other.shape != Shape::One || other.scalar == Scalar::Json;
    if (one.shape == other.shape && isNumber(one.scalar) && isNumber(other.scalar)) {
        return {.scalar = widerNumber(one.scalar, other.scalar), .shape = one.shape};
    }
    return {.scalar = areLists && areOtherLists ? Scalar::Json : Scalar::String};
}

/// One that a column may have and no other one has yet.
QString freeName(const QString &given, QSet<QString> &taken)
{
    qsizetype first = 0;
    while (first < given.size() && given[first] == u'_') {
        ++first;
    }
    QString base = given.mid(first).left(kLongestName - 8);
    base.remove(QChar(u'\0'));
    base = base.isEmpty() ? QStringLiteral("column") : base;
    QString name = base;
    for (int i = 2; taken.contains(name.toLower()); ++i) {
        name = QStringLiteral("%1_%2").arg(base).arg(i);
    }
    taken.insert(name.toLower());
    return name;
}

bool isOwn(std::string_view name)
{
    return name == kDeltaColumn || name == kDeletedColumn;
}

} // namespace

struct ColumnInference::Whole
{
    JsonDocument document;
    JsonColumns reader;
    std::vector<Column> columns;
};

ColumnInference::ColumnInference() = default;

ColumnInference::~ColumnInference() = default;

void ColumnInference::take(const Row &row)
{
    ++m_rows;
    const bool isWhole = row.columns.size() == 1 && row.columns[0].name == "raw"
        && row.columns[0].value.kind == Value::Kind::Json;
    if (!isWhole) {
        takeColumns(row.columns);
        return;
    }
    if (!m_whole) {
        m_whole = std::make_unique<Whole>();
    }
    const bool isRecord = !m_whole->document.parse(row.columns[0].value.text)
        && m_whole->reader.read(m_whole->document.root(), m_whole->columns);
    takeColumns(isRecord ? m_whole->columns : row.columns);
}

void ColumnInference::takeColumns(const std::vector<Column> &columns)
{
    for (const Column &column : columns) {
        if (isOwn(column.name)) {
            continue;
        }
        const auto known = m_places.find(std::string(column.name));
        if (known == m_places.end() && m_seen.size() == kMostColumns) {
            continue;
        }
        std::size_t place = m_seen.size();
        if (known == m_places.end()) {
            m_seen.push_back({.name = std::string(column.name)});
            m_places.emplace(column.name, place);
        } else {
            place = known->second;
        }
        Seen &seen = m_seen[place];
        ColumnType type = columnTypeOf(column.value);
        type.isNullable = false;
        if (type == kAnyJson && column.value.text == "[]") {
            seen.wasEmptyList = true;
        } else {
            seen.type = common(seen.type, type);
        }
        seen.rows += column.value.kind == Value::Kind::Null ? 0 : 1;
    }
}

std::vector<ProposedColumn> ColumnInference::columns() const
{
    std::vector<ProposedColumn> proposed;
    QSet<QString> taken;
    for (const Seen &seen : m_seen) {
        const QString given = QString::fromStdString(seen.name);
        const QString name = freeName(given, taken);
        ColumnType type = seen.type;
        if (seen.wasEmptyList && type.shape == Shape::One) {
            type = common(type, kAnyJson);
        }
        proposed.push_back({.rule = {.name = name,
                                     .type = type.scalar == Scalar::Untold ? DeclaredType::Inferred
                                                                           : declaredTypeOf(type),
                                     .path = name == given ? QString() : given},
                            .isNullable = seen.rows < m_rows});
    }
    return proposed;
}

} // namespace core
