// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/schema/node.h"

#include <QStringList>

namespace core {

/// Adds an error at the node's place; the shape every reader of a field uses.
void addFieldError(Findings &out, const Node &node, const QString &path, const char *code,
                   QString message, QString fix = {});

/// The known name nearest to a mistyped one; empty when none is near.
QString nearestName(const QString &typed, const QStringList &known);

} // namespace core
