// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace core::file {

/// Names between braces in a pattern, in order.
QStringList tokensOf(const QString &pattern);
QStringList metadataNames();

/// {flow} and {table} filled in, cleaned of everything that is no plain character of a file name;
/// what remains decides about the state file. Never takes anything from a message.
QString patternFor(const QString &pattern, const QString &flow, const QString &table);
/// The name of file number `sequence`, begun at `utc`.
QString nameFor(const QString &pattern, int sequence, const QDateTime &utc);
/// What stands in the way of files of this absolute pattern: a folder or a device of that name, or
/// a file where a folder would have to be. A look at the disk.
std::optional<Error> wrongPlace(const QString &pattern);
/// Whether nameFor() may have made it, with any suffix of compression.
bool isNameOf(const QString &pattern, const QString &name);

} // namespace core::file
