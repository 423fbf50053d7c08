// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"

#include "app/weirctl/options.h"
#include "core/support/units.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {

using core::text;
using core::visibleText;

QString Arguments::text(const Option &option) const
{
    const QStringList given = texts(option);
    return given.isEmpty() ? QString::fromUtf8(option.usual) : given.last();
}

std::optional<std::chrono::milliseconds> Arguments::duration(const Option &option) const
{
    const QString words = text(option);
    if (words.isEmpty()) {
        return std::nullopt;
    }
    const auto span = core::parseDuration(words);
    return span ? std::optional(span->milliseconds()) : std::nullopt;
}

std::optional<std::int64_t> Arguments::number(const Option &option) const
{
    bool isNumber = false;
    const std::int64_t value = text(option).toLongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

namespace {

/// Why the words are no such value; empty when they are.
QString valueProblem(const QString &words, ValueKind kind, std::span<const char *const> choices)
{
    const QString shown = visibleText(words, 200);
    if (kind == ValueKind::Duration) {
        const auto span = core::parseDuration(words);
        return span && span->milliseconds().count() > 0
            ? QString()
            : text(WEIR_TEXT("%1 is no time; write for example 30s or 5m")).arg(shown);
    }
    if (kind == ValueKind::Number) {
        bool isNumber = false;
        return words.toLongLong(&isNumber) > 0 && isNumber
            ? QString()
            : text(WEIR_TEXT("%1 is no number above zero")).arg(shown);
    }
    if (kind == ValueKind::Choice) {
        const bool isKnown = std::any_of(choices.begin(), choices.end(), [&](const char *choice) {
            return choice && words == QLatin1String(choice);
        });
        return isKnown ? QString() : text(WEIR_TEXT("%1 is not known here")).arg(shown);
    }
    return words.isEmpty() ? text(WEIR_TEXT("An empty word is no value")) : QString();
}

} // namespace

/// Reads the words from left to right; stops at the first problem.
class Parser final
{
public:
    explicit Parser(const QStringList &words) : m_words(words) { }

    Parsed parse()
    {
        if (m_words.isEmpty()) {
            m_parsed.problem = text(WEIR_TEXT("A command is missing"));
            return m_parsed;
        }
        if (!readGlobalOption()) {
            readCommand();
        }
        while (m_parsed.command && m_parsed.problem.isEmpty() && m_next < m_words.size()) {
            readWord(m_words.at(m_next++));
        }
        if (m_parsed.command && m_parsed.problem.isEmpty() && !m_parsed.wantsHelp) {
            checkOperands();
        }
        return m_parsed;
    }

private:
    bool readGlobalOption()
    {
        const QString &first = m_words.first();
        m_parsed.wantsHelp = first == "--help"_L1 || first == "-h"_L1;
        m_parsed.wantsVersion = first == "--version"_L1;
        if (first == "help"_L1) {
            m_parsed.wantsHelp = true;
            m_next = 1;
            if (m_words.size() > 1) {
                readCommand();
            }
        }
        return m_parsed.wantsHelp || m_parsed.wantsVersion;
    }

    void readCommand()
    {
        const QString one = m_words.value(m_next);
        const QString two = QString(one + u' ' + m_words.value(m_next + 1));
        bool isGroup = false;
        for (const Command &command : commands()) {
            const QLatin1String name(command.name);
            isGroup = isGroup || name.startsWith(QString(one + u' '));
            if (name == one || name == two) {
                m_parsed.command = &command;
                m_next += name == one ? 1 : 2;
                return;
            }
        }
        m_parsed.problem = isGroup
            ? text(WEIR_TEXT("%1 needs one more word")).arg(visibleText(one, 200))
            : text(WEIR_TEXT("There is no command %1")).arg(visibleText(one, 200));
    }

    void readWord(const QString &word)
    {
        if (m_onlyOperands || word == "-"_L1 || !word.startsWith(u'-')) {
            m_parsed.arguments.m_operands.append(word);
        } else if (word == "--"_L1) {
            m_onlyOperands = true;
        } else {
            readOption(word);
        }
    }

    const Option *findOption(QStringView name) const
    {
        for (const auto &options : {m_parsed.command->options, commonOptions()}) {
            for (const Option *option : options) {
                const bool isLong =
                    name.startsWith("--"_L1) && name.mid(2) == QLatin1String(option->name);
                const bool isShort =
                    option->letter && name.size() == 2 && name[1] == QLatin1Char(option->letter);
                if (isLong || isShort) {
                    return option;
                }
            }
        }
        return nullptr;
    }

    void readOption(const QString &word)
    {
        const qsizetype equals = word.startsWith("--"_L1) ? word.indexOf(u'=') : -1;
        const QString name = equals < 0 ? word : word.left(equals);
        const QString shown = visibleText(name, 200);
        const Option *option = findOption(name);
        if (!option) {
            m_parsed.problem = text(WEIR_TEXT("There is no option %1 here")).arg(shown);
        } else if (option->kind == ValueKind::None && equals >= 0) {
            m_parsed.problem = text(WEIR_TEXT("%1 takes no value")).arg(shown);
        } else if (option->kind == ValueKind::None) {
            m_parsed.wantsHelp = m_parsed.wantsHelp || option == &kHelp;
            m_parsed.arguments.m_values[Arguments::nameOf(*option)].append(QString());
        } else if (equals < 0 && m_next >= m_words.size()) {
            m_parsed.problem = text(WEIR_TEXT("%1 needs a value")).arg(shown);
        } else {
            addValue(*option, shown, equals < 0 ? m_words.at(m_next++) : word.mid(equals + 1));
        }
    }

    void addValue(const Option &option, const QString &shown, const QString &value)
    {
        QStringList &values = m_parsed.arguments.m_values[Arguments::nameOf(option)];
        const QString problem = valueProblem(value, option.kind, option.choices);
        if (!problem.isEmpty()) {
            m_parsed.problem = QString(shown + u": "_s + problem);
        } else if (!values.isEmpty() && !option.repeatable) {
            m_parsed.problem = text(WEIR_TEXT("%1 is given twice")).arg(shown);
        }
        values.append(value);
    }

    void checkOperands()
    {
        const auto operands = m_parsed.command->operands;
        const QStringList &given = m_parsed.arguments.m_operands;
        const bool isOpen = !operands.empty() && operands.back().repeatable;
        if (!isOpen && given.size() > static_cast<qsizetype>(operands.size())) {
            m_parsed.problem = text(WEIR_TEXT("%1 is one word too many"))
                                   .arg(visibleText(given.at(qsizetype(operands.size())), 200));
        }
        for (std::size_t i = 0; i < operands.size() && m_parsed.problem.isEmpty(); ++i) {
            checkOperand(operands[i], given.value(static_cast<qsizetype>(i)));
        }
    }

    void checkOperand(const Operand &operand, const QString &given)
    {
        const QString name = QString::fromUtf8(operand.name);
        if (given.isEmpty() && operand.required) {
            m_parsed.problem = text(WEIR_TEXT("%1 is missing")).arg(name);
        } else if (!given.isEmpty()) {
            const QString problem = valueProblem(given, operand.kind, operand.choices);
            m_parsed.problem = problem.isEmpty() ? QString() : QString(name + u": "_s + problem);
        }
    }

    const QStringList &m_words;
    qsizetype m_next = 0;
    bool m_onlyOperands = false;
    Parsed m_parsed = {};
};

Parsed parseArguments(const QStringList &words)
{
    return Parser(words).parse();
}

} // namespace weirctl
