// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/options.h"
#include "app/weirctl/reference_texts.h"

#include <QMap>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

QString choicesOf(std::span<const char *const> choices)
{
    QStringList words;
    for (const char *choice : choices) {
        if (choice) {
            words.append(QString::fromLatin1(choice));
        }
    }
    return words.join(u' ');
}

/// The bash command that fills COMPREPLY for a value of this kind.
QString offer(ValueKind kind, const QString &choices)
{
    switch (kind) {
    case ValueKind::File: return u"_weirctl_files -f"_s;
    case ValueKind::Folder: return u"_weirctl_files -d"_s;
    case ValueKind::Choice: return u"_weirctl_words \"%1\""_s.arg(choices);
    case ValueKind::None:
    case ValueKind::Text:
    case ValueKind::Duration:
    case ValueKind::Number: break;
    }
    return u":"_s;
}

/// "    run:--stats) …;;" for each option with a value.
QString valueCases()
{
    QString cases;
    for (const Command &command : commands()) {
        for (const Option *option : command.options) {
            if (option->kind == ValueKind::None) {
                continue;
            }
            const QString name = QString::fromLatin1(command.name);
            QString pattern = u"\"%1:--%2\""_s.arg(name, QString::fromLatin1(option->name));
            if (option->letter) {
                pattern += u"|\"%1:-%2\""_s.arg(name, QString(QLatin1Char(option->letter)));
            }
            cases += u"    %1) %2; return ;;\n"_s.arg(
                pattern, offer(option->kind, choicesOf(option->choices)));
        }
    }
    return cases;
}

QString commandCases()
{
    QString cases;
    for (const Command &command : commands()) {
        QStringList words;
        for (const auto &group : {command.options, commonOptions()}) {
            for (const Option *option : group) {
                words.append(u"--"_s + QLatin1String(option->name));
            }
        }
        const Operand *first = command.operands.empty() ? nullptr : &command.operands.front();
        cases +=
            u"    \"%1\")\n        if [[ $current == -* ]]; then\n"
            "            _weirctl_words \"%2\"\n        else\n            %3\n        fi ;;\n"_s
                .arg(QString::fromLatin1(command.name), words.join(u' '),
                     first ? offer(first->kind, choicesOf(first->choices)) : u":"_s);
    }
    return cases;
}

struct FirstWords
{
    QStringList all = {u"help"_s};
    QStringList groups = {}; ///< "dead"
    QString secondCases = {}; ///< what follows a group
};

FirstWords firstWords()
{
    FirstWords words;
    QMap<QString, QStringList> seconds;
    for (const Command &command : commands()) {
        const QStringList parts = QString::fromLatin1(command.name).split(u' ');
        if (!words.all.contains(parts.first())) {
            words.all.append(parts.first());
        }
        if (parts.size() > 1) {
            seconds[parts.first()].append(parts.at(1));
        }
    }
    words.groups = seconds.keys();
    for (const QString &group : words.groups) {
        words.secondCases +=
            u"    %1)\n        if (( COMP_CWORD == 2 )); then _weirctl_words "
            "\"%2\"; return; fi\n        command=\"%1 ${COMP_WORDS[2]}\" ;;\n"_s.arg(
                group, seconds.value(group).join(u' '));
    }
    return words;
}

} // namespace

QString bashCompletion()
{
    const FirstWords words = firstWords();
    return QString(u"# Completion of weirctl for bash. Load it with:  source <(weirctl completion "
                   "bash)\n\n"
                   "_weirctl_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$current\")); }\n\n"
                   "_weirctl_files() {\n"
                   "    local IFS=$'\\n'\n"
                   "    compopt -o filenames 2>/dev/null\n"
                   "    COMPREPLY=($(compgen \"$1\" -- \"$current\"))\n"
                   "}\n\n"
                   "_weirctl() {\n"
                   "    local current=${COMP_WORDS[COMP_CWORD]}\n"
                   "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                   "    local command=${COMP_WORDS[1]}\n"
                   "    COMPREPLY=()\n"
                   "    if (( COMP_CWORD == 1 )); then\n"
                   "        _weirctl_words \""_s
                   + words.all.join(u' ')
                   + u" --help --version\"\n        return\n    fi\n    case $command in\n"_s
                   + words.secondCases + u"    esac\n    case \"$command:$previous\" in\n"_s
                   + valueCases() + u"    esac\n    case $command in\n"_s + commandCases()
                   + u"    esac\n}\n\ncomplete -F _weirctl weirctl\n"_s);
}

} // namespace weirctl
