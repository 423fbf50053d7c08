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

inline constexpr Option kSend{.name = "send",
                              .help = WEIR_TEXT("Writes one record, marked as a test, to each "
                                                "topic that flows write to at the endpoint, and "
                                                "waits for the acknowledgement. Needs "
                                                "--endpoint.")};

inline constexpr Option kFlow{.name = "flow",
                              .kind = ValueKind::Text,
                              .value = "NAME",
                              .help = WEIR_TEXT("Only the flow of this name; may be repeated."),
                              .repeatable = true};

inline constexpr Option kDemo{
    .name = "demo",
    .help = WEIR_TEXT("Runs a built-in sample in a temporary folder instead of a file.")};

inline constexpr Option kFor{.name = "for",
                             .kind = ValueKind::Duration,
                             .value = "TIME",
                             .help = WEIR_TEXT("Stops in order after this time, such as 30s.")};

inline constexpr Option kMaxMessages{
    .name = "max-messages",
    .kind = ValueKind::Number,
    .value = "N",
    .help = WEIR_TEXT("Each flow takes at most so many messages and ends once they are finished.")};

inline constexpr Option kUntilCaughtUp{
    .name = "until-caught-up",
    .help = WEIR_TEXT("Each flow ends once all that the source held at the start is finished.")};

inline constexpr Option kSkipPast{
    .name = "skip-past",
    .kind = ValueKind::Text,
    .value = "LANE=N",
    .help = WEIR_TEXT("Goes past the stored batch that cannot be read there, once, as the failure "
                      "names it: orders/3=1500. Needs one --flow.")};

inline constexpr Option kMemoryLimit{
    .name = "memory-limit",
    .kind = ValueKind::Text,
    .value = "SIZE",
    .help = WEIR_TEXT("Takes nothing in while the program holds more than this, such as 2GiB; "
                      "half of the computer's memory unless given.")};

inline constexpr Option kStats{.name = "stats",
                               .kind = ValueKind::Choice,
                               .value = "json",
                               .help = WEIR_TEXT("Writes one JSON object a flow and interval."),
                               .choices = {"json"}};

inline constexpr Option kInterval{.name = "interval",
                                  .kind = ValueKind::Duration,
                                  .value = "TIME",
                                  .help = WEIR_TEXT("How often figures are written."),
                                  .usual = "1s"};

inline constexpr Option kCount{.name = "count",
                               .letter = 'n',
                               .kind = ValueKind::Number,
                               .value = "N",
                               .help = WEIR_TEXT("So many messages."),
                               .usual = "5"};

inline constexpr Option kColumns{
    .name = "columns",
    .help =
        WEIR_TEXT("Writes the columns that the messages seem to have, as a source's key columns "
                  "takes them.")};

inline constexpr Option kTimeout{.name = "timeout",
                                 .kind = ValueKind::Duration,
                                 .value = "TIME",
                                 .help = WEIR_TEXT("Waits for messages no longer than this."),
                                 .usual = "10s"};

inline constexpr Option kOneFlow{.name = "flow",
                                 .kind = ValueKind::Text,
                                 .value = "NAME",
                                 .help = WEIR_TEXT("What this flow reads, be it a source or an "
                                                   "endpoint; with --source, the flow whose own "
                                                   "group is meant.")};

inline constexpr Option kTo{.name = "to",
                            .kind = ValueKind::Choice,
                            .value = "PLACE",
                            .help = WEIR_TEXT("Where positions are moved: earliest, latest, time "
                                              "or offset."),
                            .choices = {"earliest", "latest", "time", "offset"}};

inline constexpr Option kTime{.name = "time",
                              .kind = ValueKind::Text,
                              .value = "TIME",
                              .help = WEIR_TEXT("With --to time: to the first message that is not "
                                                "older, such as 2026-01-31T18:00:00Z.")};

inline constexpr Option kOffset{.name = "offset",
                                .kind = ValueKind::Text,
                                .value = "LANE=N",
                                .help = WEIR_TEXT("With --to offset: the next to be read, such as "
                                                  "orders/3=1500, or N for all; may be "
                                                  "repeated."),
                                .repeatable = true};

inline constexpr Option kYes{.name = "yes",
                             .help = WEIR_TEXT("Moves the positions; without it, nothing is "
                                               "changed.")};

inline constexpr Option kFile{.name = "output",
                              .letter = 'o',
                              .kind = ValueKind::File,
                              .value = "FILE",
                              .help = WEIR_TEXT("Writes into this file, a JSON object a line.")};

inline constexpr Option kFolder{.name = "output",
                                .letter = 'o',
                                .kind = ValueKind::Folder,
                                .value = "DIR",
                                .help = WEIR_TEXT("Writes files into this folder.")};

} // namespace weirctl
