// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/command_table.h"
#include "core/support/text.h"

/// The options themselves: commands ask for a value by the object, so that a misspelt name does
/// not compile.
namespace weirctl {

inline constexpr Option kHelp{
    .name = "help", .letter = 'h', .help = WEIR_TEXT("Shows this help and ends.")};

inline constexpr Option kJson{.name = "json",
                              .help = WEIR_TEXT("Writes JSON instead of text for people.")};

inline constexpr Option kSource{.name = "source",
                                .kind = ValueKind::Text,
                                .value = "NAME",
                                .help = WEIR_TEXT("The source of this name.")};

inline constexpr Option kEndpoint{.name = "endpoint",
                                  .kind = ValueKind::Text,
                                  .value = "NAME",
                                  .help = WEIR_TEXT("The endpoint of this name.")};

inline constexpr Option kFlow{.name = "flow",
                              .kind = ValueKind::Text,
                              .value = "NAME",
                              .help = WEIR_TEXT("Only the flow of this name; may be repeated."),
                              .repeatable = true};

inline constexpr Option kFolder{.name = "output",
                                .letter = 'o',
                                .kind = ValueKind::Folder,
                                .value = "DIR",
                                .help = WEIR_TEXT("Writes files into this folder.")};

} // namespace weirctl
