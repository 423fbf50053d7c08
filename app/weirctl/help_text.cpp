// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/options.h"
#include "app/weirctl/reference_texts.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

QString optionSpelling(const Option &option)
{
    QString spelling = option.letter ? u"-%1, "_s.arg(QLatin1Char(option.letter)) : u"    "_s;
    spelling += u"--"_s + QLatin1String(option.name);
    if (option.kind != ValueKind::None) {
        spelling += u' ' + QString::fromUtf8(option.value);
    }
    return spelling;
}

QString optionMeaning(const Option &option)
{
    QString meaning = text(option.help);
    if (*option.usual) {
        meaning += u' ' + text(WEIR_TEXT("Usual: %1.")).arg(QString::fromUtf8(option.usual));
    }
    return meaning;
}

QString definitionList(const std::vector<std::pair<QString, QString>> &items)
{
    qsizetype width = 0;
    for (const auto &[term, meaning] : items) {
        width = std::max(width, term.size());
    }
    QString list;
    for (const auto &[term, meaning] : items) {
        list += u"  "_s + term.leftJustified(width + 2) + meaning + u'\n';
    }
    return list;
}

QString exitCodesHelp()
{
    return QString(
        text(WEIR_TEXT("Exit codes")) + u":\n"_s
        + definitionList(
            {{u"0"_s, text(WEIR_TEXT("done"))},
             {u"1"_s, text(WEIR_TEXT("findings, a failed test, or a flow that failed"))},
             {u"2"_s, text(WEIR_TEXT("wrong usage, or a file that cannot be read"))},
             {u"3"_s,
              text(WEIR_TEXT("ended by time or signal, messages handed back to their source"))},
             {u"130"_s, text(WEIR_TEXT("a second interrupt (143: a second request to end)"))}}));
}

} // namespace

QString usageLine(const Command &command)
{
    QString line = u"weirctl "_s + QString::fromLatin1(command.name);
    for (const Operand &operand : command.operands) {
        QString word = QString::fromUtf8(operand.name);
        if (operand.repeatable) {
            word += u'…';
        }
        line += operand.required ? QString(u' ' + word) : QString(u" ["_s + word + u']');
    }
    return command.options.empty() ? line : QString(line + u" [options]"_s);
}

QString overviewHelp()
{
    std::vector<std::pair<QString, QString>> items;
    for (const Command &command : commands()) {
        items.emplace_back(QString::fromLatin1(command.name), text(command.summary));
    }
    return QString(
        text(WEIR_TEXT("Runs Weir's flows without a window.")) + u"\n\n"_s
        + text(WEIR_TEXT("Usage")) + u": weirctl COMMAND …\n\n"_s + text(WEIR_TEXT("Commands"))
        + u":\n"_s + definitionList(items) + u'\n' + exitCodesHelp() + u'\n'
        + text(WEIR_TEXT("weirctl COMMAND --help says more about one command.")) + u'\n');
}

QString commandHelp(const Command &command)
{
    std::vector<std::pair<QString, QString>> operands;
    for (const Operand &operand : command.operands) {
        operands.emplace_back(QString::fromUtf8(operand.name), text(operand.help));
    }
    std::vector<std::pair<QString, QString>> options;
    for (const auto &group : {command.options, commonOptions()}) {
        for (const Option *option : group) {
            options.emplace_back(optionSpelling(*option), optionMeaning(*option));
        }
    }
    QString help = text(WEIR_TEXT("Usage")) + u": "_s + usageLine(command) + u"\n\n"_s
        + text(command.summary) + u"\n\n"_s + definitionList(operands);
    if (!operands.empty()) {
        help += u'\n';
    }
    return help + text(WEIR_TEXT("Options")) + u":\n"_s + definitionList(options);
}

} // namespace weirctl
