// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_filter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui {
namespace {

QJsonValue parsed(const QByteArray &payload)
{
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    if (document.isArray()) {
        return document.array();
    }
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue at(QJsonValue value, const std::vector<std::variant<QString, qsizetype>> &path)
{
    for (const auto &step : path) {
        if (const QString *name = std::get_if<QString>(&step)) {
            value = value.toObject().value(*name);
        } else {
            value = value.toArray().at(std::get<qsizetype>(step));
        }
    }
    return value;
}

bool contains(const QByteArray &bytes, const QString &text)
{
    return QString::fromUtf8(bytes).contains(text, Qt::CaseInsensitive);
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Null: return QStringLiteral("null");
    case QJsonValue::Double: return value.toVariant().toString();
    default: return {};
    }
}

} // namespace

bool SampleFilter::holds(const Term &term, double number)
{
    const double wanted = term.number.value_or(0);
    switch (term.op) {
    case Operator::Equal: return number == wanted;
    case Operator::Unequal: return number != wanted;
    case Operator::Less: return number < wanted;
    case Operator::LessEqual: return number <= wanted;
    case Operator::Greater: return number > wanted;
    case Operator::GreaterEqual: return number >= wanted;
    case Operator::Contains: return QString::number(number, 'g', 15).contains(term.text);
    case Operator::Exists: break;
    }
    return true;
}

bool SampleFilter::holds(const Term &term, const QString &text)
{
    switch (term.op) {
    case Operator::Equal: return text == term.text;
    case Operator::Unequal: return text != term.text;
    case Operator::Less: return text < term.text;
    case Operator::LessEqual: return text <= term.text;
    case Operator::Greater: return text > term.text;
    case Operator::GreaterEqual: return text >= term.text;
    case Operator::Contains: return text.contains(term.text, Qt::CaseInsensitive);
    case Operator::Exists: break;
    }
    return true;
}

bool SampleFilter::holds(const Term &term, const QJsonValue &value)
{
    if (value.isUndefined()) {
        return term.op == Operator::Unequal;
    }
    if (term.op == Operator::Exists) {
        return true;
    }
    if (value.isDouble() && term.number) {
        return holds(term, value.toDouble());
    }
    const bool isOrdered =
        term.op != Operator::Equal && term.op != Operator::Unequal && term.op != Operator::Contains;
    if (isOrdered && (term.number || !value.isString())) {
        return false; // neither is a text before a number nor a number before a text
    }
    return holds(term, textOf(value));
}

bool SampleFilter::holds(const Term &term, const core::Sample &sample, const QJsonValue &json)
{
    switch (term.field) {
    case Field::Anything:
        return contains(sample.payload, term.text) || contains(sample.key, term.text);
    case Field::Key: return holds(term, QString::fromUtf8(sample.key));
    case Field::Value: return holds(term, QString::fromUtf8(sample.payload));
    case Field::Lane: return holds(term, sample.lane);
    case Field::Topic: return holds(term, sample.topic);
    case Field::Position: return holds(term, static_cast<double>(sample.position));
    case Field::Size: return holds(term, static_cast<double>(sample.payloadSize));
    case Field::Json: return holds(term, at(json, term.path));
    case Field::Header: break;
    }
    return std::any_of(sample.headers.begin(), sample.headers.end(), [&](const auto &header) {
        return QString::fromUtf8(header.first).compare(term.name, Qt::CaseInsensitive) == 0
            && holds(term, QString::fromUtf8(header.second));
    });
}

bool SampleFilter::matches(const core::Sample &sample) const
{
    const QJsonValue json = m_needsJson ? parsed(sample.payload) : QJsonValue();
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term &term) { return holds(term, sample, json); });
}

} // namespace ui
