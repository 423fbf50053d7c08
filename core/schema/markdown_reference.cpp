// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_texts.h"
#include "core/schema/schema_docs.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

QString code(const QString &words)
{
    return words.isEmpty() ? QString() : QString(u'`' + words + u'`');
}

/// One sentence of the table's own words; a bar would end the cell.
QString sentence(const char *words)
{
    return text(words).replace(u'|', "\\|"_L1);
}

QString conditionText(const char *words, const Condition &condition)
{
    if (!condition.field) {
        return {};
    }
    return u' '
        + text(words).arg(code(docs::utf8(condition.field)),
                          code(docs::valuesOf(condition).join("`, `"_L1)));
}

QString meaning(const FieldSpec &spec)
{
    QString words = u"**%1.** %2"_s.arg(sentence(spec.label), sentence(spec.help));
    words += conditionText(WEIR_TEXT("Only while %1 is %2."), spec.visibleWhen);
    words += conditionText(WEIR_TEXT("Required when %1 is %2."), spec.requiredWhen);
    words += conditionText(WEIR_TEXT("On the tab Basic when %1 is %2."), spec.basicWhen);
    if (*spec.formDefault) {
        words += u' '
            + text(WEIR_TEXT("A new one begins with %1 in the window."))
                  .arg(code(docs::utf8(spec.formDefault)));
    }
    if (spec.role != Role::Both) {
        words += u' '
            + (spec.role == Role::Source ? text(WEIR_TEXT("Only for reading."))
                                         : text(WEIR_TEXT("Only for writing.")));
    }
    if (*spec.native) {
        words += u' ' + text(WEIR_TEXT("Native: %1.")).arg(code(docs::utf8(spec.native)));
    }
    for (const Choice &choice : spec.choices) {
        words += u"<br>%1: %2"_s.arg(code(docs::utf8(choice.key)), sentence(choice.help));
    }
    return words;
}

void addRow(QString &page, const QString &key, const FieldSpec &spec, const Node &usual)
{
    QString kind = docs::kindKey(spec.member.codec->kind);
    if (spec.required) {
        kind += u", "_s + text(WEIR_TEXT("required"));
    }
    QString range = docs::rangeText(spec);
    if (*spec.unit) {
        range += u' ' + docs::utf8(spec.unit);
    }
    page += u"| `%1` | %2 | %3 | %4 | %5 |\n"_s.arg(key, kind, code(usual.text), range.trimmed(),
                                                    meaning(spec));
}

QString table(const Schema &schema, Tab tab)
{
    QString rows;
    docs::visitSpecs(schema, schema.create().get(), {},
                     [&](const QString &key, const FieldSpec &spec, const Node &usual) {
                         if (spec.tab == tab) {
                             addRow(rows, key, spec, usual);
                         }
                     });
    return rows.isEmpty()
        ? rows
        : QString(u"| %1 | %2 | %3 | %4 | %5 |\n"_s.arg(
                      text(WEIR_TEXT("key")), text(WEIR_TEXT("type")), text(WEIR_TEXT("default")),
                      text(WEIR_TEXT("allowed")), text(WEIR_TEXT("meaning")))
                  + u"| --- | --- | --- | --- | --- |\n"_s + rows);
}

} // namespace

QString markdownReference(const Schema &schema)
{
    const QString basic = table(schema, Tab::Basic);
    const QString advanced = table(schema, Tab::Advanced);
    if (basic.isEmpty() && advanced.isEmpty()) {
        return text(WEIR_TEXT("No settings.")) + u'\n';
    }
    const QString more = u"### %1\n\n%2"_s.arg(text(WEIR_TEXT("Advanced")), advanced);
    return advanced.isEmpty() ? basic : QString(basic + (basic.isEmpty() ? u""_s : u"\n"_s) + more);
}

} // namespace core
