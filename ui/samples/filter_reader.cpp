// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/samples/sample_filter.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

core::Error wrong(const char *id, const QString &message)
{
    return core::Error{.code = core::ErrorCode::Config, .id = id, .message = message};
}

} // namespace

/// Reads one filter from left to right.
class FilterReader final
{
    using Field = SampleFilter::Field;
    using Operator = SampleFilter::Operator;
    using Term = SampleFilter::Term;

public:
    explicit FilterReader(const QString &text) : m_text(text.trimmed()) { }

    core::Result<SampleFilter> read()
    {
        SampleFilter filter;
        while (m_at < m_text.size()) {
            core::Result<Term> term = readTerm();
            if (!term) {
                return term.error();
            }
            filter.m_needsJson = filter.m_needsJson || term->field == Field::Json;
            filter.m_terms.push_back(*std::move(term));
        }
        return filter;
    }

private:
    QStringView rest() const { return QStringView(m_text).mid(m_at); }

    /// Takes what the pattern finds right here.
    std::optional<QString> take(const QRegularExpression &pattern)
    {
        const auto found = pattern.match(m_text, m_at, QRegularExpression::NormalMatch,
                                         QRegularExpression::AnchorAtOffsetMatchOption);
        if (!found.hasMatch()) {
            return std::nullopt;
        }
        m_at += found.capturedLength();
        return found.captured(found.lastCapturedIndex());
    }

    core::Result<Term> readTerm()
    {
        static const QRegularExpression kField(
            u"(key|value|lane|topic|position|size|header\\.[^\\s=!<>~]+)(?=\\s*(?:[=!<>~]|exists\\b))"_s,
            QRegularExpression::CaseInsensitiveOption);
        Term term;
        if (m_text[m_at] == u'$') {
            term.field = Field::Json;
            if (core::Result<void> path = readPath(term); !path) {
                return path.error();
            }
        } else if (const std::optional<QString> name = take(kField)) {
            nameField(term, *name);
        } else {
            return readWords();
        }
        return readCondition(std::move(term));
    }

    static void nameField(Term &term, const QString &name)
    {
        static const QHash<QString, Field> kFields{
            {u"key"_s, Field::Key},     {u"value"_s, Field::Value},       {u"lane"_s, Field::Lane},
            {u"topic"_s, Field::Topic}, {u"position"_s, Field::Position}, {u"size"_s, Field::Size}};
        term.field = kFields.value(name.toLower(), Field::Header);
        term.name = name.section(u'.', 1);
    }

    core::Result<void> readPath(Term &term)
    {
        static const QRegularExpression kName(u"\\.([^\\s.\\[\\]=!<>~\"]+)"_s);
        static const QRegularExpression kQuoted(u"\\[\"([^\"]*)\"\\]"_s);
        static const QRegularExpression kIndex(u"\\[(\\d{1,9})\\]"_s);
        ++m_at;
        while (m_at < m_text.size() && (m_text[m_at] == u'.' || m_text[m_at] == u'[')) {
            if (const auto name = take(kName)) {
                term.path.emplace_back(*name);
            } else if (const auto quoted = take(kQuoted)) {
                term.path.emplace_back(*quoted);
            } else if (const auto index = take(kIndex)) {
                term.path.emplace_back(qsizetype(index->toInt()));
            } else {
                return wrong("filter.path",
                             core::text(WEIR_TEXT("A path goes like $.items[0].name")));
            }
        }
        return {};
    }

    core::Result<Term> readCondition(Term term)
    {
        static const QRegularExpression kOperator(u"\\s*(!=|<=|>=|=|<|>|~|exists\\b)\\s*"_s);
        static const QHash<QString, Operator> kOperators{
            {u"="_s, Operator::Equal},    {u"!="_s, Operator::Unequal},
            {u"<"_s, Operator::Less},     {u"<="_s, Operator::LessEqual},
            {u">"_s, Operator::Greater},  {u">="_s, Operator::GreaterEqual},
            {u"~"_s, Operator::Contains}, {u"exists"_s, Operator::Exists}};
        const std::optional<QString> op = take(kOperator);
        term.op = op ? kOperators.value(*op) : Operator::Exists;
        if (term.op != Operator::Exists) {
            if (core::Result<void> value = readValue(term); !value) {
                return value.error();
            }
        }
        const bool isNumeric = term.field == Field::Position || term.field == Field::Size;
        if (isNumeric && !term.number && term.op != Operator::Exists) {
            return wrong("filter.number",
                         core::text(WEIR_TEXT("%1 is compared with a number"))
                             .arg(term.field == Field::Size ? u"size"_s : u"position"_s));
        }
        takeAnd();
        return term;
    }

    core::Result<void> readValue(Term &term)
    {
        static const QRegularExpression kQuoted(u"\"([^\"]*)\""_s);
        static const QRegularExpression kBare(u"(?!and\\b)([^\\s\"]+)"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        if (const auto quoted = take(kQuoted)) {
            term.text = *quoted;
            return {};
        }
        if (rest().startsWith(u'"')) {
            return wrong("filter.quote", core::text(WEIR_TEXT("The closing quote is missing")));
        }
        const std::optional<QString> bare = take(kBare);
        if (!bare) {
            return wrong("filter.value_missing",
                         core::text(WEIR_TEXT("A value is missing to compare with")));
        }
        term.text = *bare;
        bool isNumber = false;
        const double number = bare->toDouble(&isNumber);
        term.number = isNumber ? std::optional(number) : std::nullopt;
        return {};
    }

    /// Words up to the next "and".
    Term readWords()
    {
        static const QRegularExpression kWords(u"(.+?)(?=\\s+and\\s|$)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        Term term;
        term.text = take(kWords).value_or(QString()).trimmed();
        takeAnd();
        return term;
    }

    void takeAnd()
    {
        static const QRegularExpression kAnd(u"\\s*(?:and\\b)?\\s*"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        take(kAnd);
    }

    QString m_text;
    qsizetype m_at = 0;
};

core::Result<SampleFilter> SampleFilter::compile(const QString &text)
{
    return FilterReader(text).read();
}

} // namespace ui
