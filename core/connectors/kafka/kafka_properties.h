// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Finds names that are not allowed on that side, and values that the library does not take.
void checkProperties(const NamedValues &properties, Side side, RuleReport &report);

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
