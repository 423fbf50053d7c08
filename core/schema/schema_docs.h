// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"

#include <QJsonArray>
#include <QJsonObject>

namespace core {

/// The fields as `weirctl types --json` prints them (nested groups by dotted key).
QJsonArray describeFields(const Schema &schema);

/// JSON Schema (2020-12) of one config struct's map.
QJsonObject jsonSchema(const Schema &schema);

/// The reference of one config struct in Markdown: a table of the basic fields, and one of the
/// advanced ones below the heading "### Advanced". Foreign text cannot occur in it.
QString markdownReference(const Schema &schema);

/// A copy of the map in which every secret value that is not a reference is stars.
Node redactedConfig(const ConfigBox &config);

} // namespace core
