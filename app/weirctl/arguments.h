// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/command_table.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>

namespace weirctl {

/// What the user typed behind a command's name, already checked against its table. A value.
class Arguments final
{
public:
    bool has(const Option &option) const { return m_values.contains(nameOf(option)); }
    /// The last value given, else the option's usual one.
    QString text(const Option &option) const;
    QStringList texts(const Option &option) const { return m_values.value(nameOf(option)); }
    /// None when the option is neither given nor has a usual value.
    std::optional<std::chrono::milliseconds> duration(const Option &option) const;
    std::optional<std::int64_t> number(const Option &option) const;

    const QStringList &operands() const { return m_operands; }
    QString operand(qsizetype index) const { return m_operands.value(index); }

private:
    friend class Parser;
    static QString nameOf(const Option &option) { return QString::fromLatin1(option.name); }

    QHash<QString, QStringList> m_values;
    QStringList m_operands;
};

/// Outcome of parsing: a command to run, help to show, or what is wrong.
struct Parsed
{
    const Command *command = nullptr; ///< null when no command was named or known
    Arguments arguments = {};
    bool wantsHelp = false;
    bool wantsVersion = false;
    QString problem = {}; ///< one sentence, safe to print; empty when all is well
};

Parsed parseArguments(const QStringList &words);

} // namespace weirctl
