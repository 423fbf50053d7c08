// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "core/support/result.h"

#include <QJsonValue>

#include <optional>
#include <variant>

namespace ui {

/// What a person typed to find messages, compiled. Conditions are joined by "and":
///     some words          in the value or the key, whatever the case
///     key = "eu-17"       also value, lane, topic, header.NAME
///     position >= 5       also size
///     $.total > 100       a field of a JSON value; $.items[0].sku ~ "x"; $.note exists
/// with = != < <= > >= and ~ (contains). A value; matches() from any thread.
class SampleFilter final
{
public:
    /// Ids: "filter.value_missing", "filter.path", "filter.number", "filter.quote".
    static core::Result<SampleFilter> compile(const QString &text);

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const core::Sample &sample) const;

private:
    friend class FilterReader;

    enum class Field
    {
        Anything,
        Key,
        Value,
        Lane,
        Topic,
        Header,
        Position,
        Size,
        Json
    };
    enum class Operator
    {
        Equal,
        Unequal,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Contains,
        Exists
    };
    struct Term
    {
        Field field = Field::Anything;
        QString name = {}; ///< of a header
        std::vector<std::variant<QString, qsizetype>> path = {}; ///< into a JSON value
        Operator op = Operator::Contains;
        QString text = {};
        std::optional<double> number = {}; ///< when the text reads as one and stood without quotes
    };

    static bool holds(const Term &term, const core::Sample &sample, const QJsonValue &json);
    static bool holds(const Term &term, const QJsonValue &value);
    static bool holds(const Term &term, const QString &text);
    static bool holds(const Term &term, double number);

    std::vector<Term> m_terms;
    bool m_needsJson = false;
};

} // namespace ui
