// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/exit_code.h"

#include <array>
#include <span>

namespace weirctl {

class Arguments;

/// What may stand for a value; checked while parsing, and what completion offers.
enum class ValueKind
{
    None, ///< the option is a switch
    Text,
    File,
    Folder,
    Duration, ///< "30s", above zero
    Number, ///< a whole number from 1
    Choice
};

/// One option of the command line. Parser, help, completion and manual read this and nothing else.
struct Option
{
    const char *name; ///< "until-caught-up"
    char letter = 0; ///< 'o' for "-o"; 0 = none
    ValueKind kind = ValueKind::None;
    const char *value = ""; ///< "FILE", as help spells it
    const char *help; ///< WEIR_TEXT, one sentence
    const char *usual = ""; ///< used when the option is not given
    bool repeatable = false;
    std::array<const char *, 4> choices = {};
};

/// A word that is no option.
struct Operand
{
    const char *name; ///< "FILE"
    ValueKind kind = ValueKind::File;
    const char *help; ///< WEIR_TEXT
    bool required = true;
    bool repeatable = false; ///< the last one only
    std::array<const char *, 4> choices = {};
};

struct Command
{
    const char *name; ///< one word, or two: "dead list"
    const char *summary; ///< WEIR_TEXT, one sentence
    std::span<const Operand> operands = {};
    std::span<const Option *const> options = {};
    ExitCode (*run)(const Arguments &arguments);
};

/// In the order in which help shows them.
std::span<const Command> commands();

/// Options that every command understands.
std::span<const Option *const> commonOptions();

} // namespace weirctl
