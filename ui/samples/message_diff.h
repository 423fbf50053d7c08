// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace ui {

/// A payload as lines to compare: JSON by its fields in order, other text as it is, else as bytes.
/// Safe to show; its beginning only where it is long.
QStringList comparableLines(const QByteArray &payload);

/// The lines of `now`, each behind two places: "  " as before, "+ " new; and "- " those of `before`
/// that are gone, where they stood.
QStringList lineDiff(const QStringList &before, const QStringList &now);

} // namespace ui
