// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace core::kafka {

/// Up to three of `names` that look like the one that was asked for, the likest first: a letter
/// or two wrong, one within the other, or the same beginning.
QStringList nearestNames(const QStringList &names, const QString &wanted);

} // namespace core::kafka
