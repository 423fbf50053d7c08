// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/schema/binding.h"
#include "core/schema/common_fields.h"
#include "core/schema/field_spec.h"

/// Settings of the library beside those of the form, by the library's own names. Only those on a
/// list are let through: others would contradict the form, read files or run programs.
namespace core::kafka {

enum class Side
{
    Read,
    Write
};

/// Finds names that are not allowed on that side, and values that the library does not take. True
/// where it found none: only then they may be given to a client, be it for a try.
bool checkProperties(const NamedValues &properties, Side side, RuleReport &report);

/// Finds what the library takes one by one and not together, among `all` that a client is to be
/// made of, so that it is known before anything starts. Takes no time and makes no thread.
void checkTogether(Side side, ConfBuilder all, RuleReport &report);

constexpr FieldSpec propertiesRow(Binding member)
{
    return {.key = "properties",
            .member = member,
            .label = WEIR_TEXT("Extra properties"),
            .help = WEIR_TEXT("Settings of the Kafka library by its own names, such as "
                              "fetch.min.bytes; only those that neither contradict this form nor "
                              "touch files are taken."),
            .range = {0, 50},
            .tab = Tab::Advanced};
}

} // namespace core::kafka
