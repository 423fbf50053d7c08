// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QStringList>

namespace core::file {

/// Names between braces in a pattern, in order.
QStringList tokensOf(const QString &pattern);
QStringList metadataNames();

/// {flow} and {table} filled in, cleaned of everything that is no plain character of a file name;
/// what remains decides about the state file. Never takes anything from a message.
QString patternFor(const QString &pattern, const QString &flow, const QString &table);
/// The name of file number `sequence`, begun at `utc`.
QString nameFor(const QString &pattern, int sequence, const QDateTime &utc);
/// Whether nameFor() may have made it, with any suffix of compression.
bool isNameOf(const QString &pattern, const QString &name);

} // namespace core::file
