// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"

/// An endpoint as the beginning of a flow. Values; any thread.
namespace core::kafka {

/// What a flow says of the endpoint that it reads: the table of a source without server, sign-in
/// and group, which the endpoint gives, and with all topics in one list.
const Schema &readingSchema();

/// The source that reads `endpoint` as `reading` says.
ConfigBox joinReading(const ConfigBox &endpoint, const ConfigBox &reading);

/// Whether the topic is among what `reading` names.
bool readsTopic(const ConfigBox &reading, const QString &topic);

} // namespace core::kafka
