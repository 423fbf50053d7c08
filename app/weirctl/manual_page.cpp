// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/options.h"
#include "app/weirctl/reference_texts.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

/// Plain words made safe for roff.
QString roff(QString words)
{
    words.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    return words.startsWith(u'.') || words.startsWith(u'\'') ? QString(u"\\&"_s + words) : words;
}

QString roff(const char *marked)
{
    return roff(text(marked));
}

QString entry(const QString &term, const QString &meaning)
{
    return QString(u".TP\n"_s + term + u'\n' + meaning + u'\n');
}

QString optionEntry(const Option &option)
{
    QString term;
    if (option.letter) {
        term += u"\\fB\\-%1\\fR, "_s.arg(QLatin1Char(option.letter));
    }
    term += u"\\fB\\-\\-%1\\fR"_s.arg(roff(QString::fromLatin1(option.name)));
    if (option.kind != ValueKind::None) {
        term += u" \\fI%1\\fR"_s.arg(roff(QString::fromUtf8(option.value)));
    }
    QString meaning = roff(option.help);
    if (*option.usual) {
        meaning += u' ' + roff(text(WEIR_TEXT("Usual: %1.")).arg(QString::fromUtf8(option.usual)));
    }
    return entry(term, meaning);
}

QString commandSection(const Command &command)
{
    QString section =
        u".SS \"%1\"\n"_s.arg(roff(usageLine(command))) + roff(command.summary) + u'\n';
    for (const Operand &operand : command.operands) {
        section +=
            entry(u"\\fI%1\\fR"_s.arg(roff(QString::fromUtf8(operand.name))), roff(operand.help));
    }
    for (const Option *option : command.options) {
        section += optionEntry(*option);
    }
    return section;
}

QString exitStatus()
{
    return QString(
        u".SH \"EXIT STATUS\"\n"_s + entry(u"0"_s, roff(WEIR_TEXT("Done.")))
        + entry(u"1"_s, roff(WEIR_TEXT("Findings, a failed test, or a flow that failed.")))
        + entry(u"2"_s, roff(WEIR_TEXT("Wrong usage, or a file that cannot be read.")))
        + entry(
            u"3"_s,
            roff(WEIR_TEXT("Ended by time or signal, with messages handed back to their source.")))
        + entry(u"130, 143"_s, roff(WEIR_TEXT("A second interrupt, or request to end."))));
}

} // namespace

QString manualPage()
{
    QString page = u".TH WEIRCTL 1 \"\" \"Weir %1\" \"User commands\"\n"_s.arg(
        roff(QStringLiteral(WEIR_VERSION)));
    page += u".SH NAME\nweirctl \\- "_s + roff(WEIR_TEXT("runs Weir's flows without a window"))
        + u"\n.SH SYNOPSIS\n.B weirctl\n\\fICOMMAND\\fR …\n.SH DESCRIPTION\n"_s
        + roff(WEIR_TEXT("A flow takes messages from one source to one or more endpoints, as a "
                         "workspace file describes it. The result goes to standard output, the "
                         "log to standard error. Secrets are never printed."))
        + u"\n.SH COMMANDS\n"_s;
    for (const Command &command : commands()) {
        page += commandSection(command);
    }
    page += u".SS \""_s + roff(WEIR_TEXT("Options of every command")) + u"\"\n"_s;
    for (const Option *option : commonOptions()) {
        page += optionEntry(*option);
    }
    return page + exitStatus();
}

} // namespace weirctl
