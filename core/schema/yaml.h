// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/schema/node.h"

#include <QByteArray>

namespace core {

struct ParsedYaml
{
    Node root;
    Findings findings; ///< with line and column; the root is null when any is an error
    bool hasComments = false;
};

/// YAML text to a tree, hostile input expected: at most 1 MiB, depth 32, 2,000 keys a map, 20,000
/// values; anchors, aliases, merge keys, tags, duplicate keys and a second document are errors.
ParsedYaml parseYaml(const QByteArray &text);

/// Canonical block text, UTF-8, one final newline.
QByteArray emitYaml(const Node &root);

} // namespace core
