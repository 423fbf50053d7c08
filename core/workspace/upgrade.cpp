// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/upgrade.h"

#include "core/schema/field_findings.h"
#include "core/support/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {

std::span<const UpgradeStep> workspaceUpgrades()
{
    return {}; // version 1 is the first
}

Findings upgradeDocument(Node &root, std::span<const UpgradeStep> steps, int current)
{
    Findings findings;
    const QString key = u"weir"_s;
    const QString fix = text(WEIR_TEXT("Write weir: %1 in the first line")).arg(current);
    const Node *given = root.find(key);
    if (!given) {
        addFieldError(findings, root, key, "workspace.version.missing",
                      text(WEIR_TEXT("The format version is missing")), fix);
        return findings;
    }
    bool ok = given->isScalar() && !given->quoted;
    int version = ok ? given->text.toInt(&ok) : 0;
    if (ok && version > current) {
        addFieldError(
            findings, *given, key, "workspace.version.newer",
            text(WEIR_TEXT("This file was written by a newer Weir (version %1)")).arg(version),
            text(WEIR_TEXT("Update Weir to open it")));
        return findings;
    }
    while (ok && version != current) {
        const auto step = std::find_if(steps.begin(), steps.end(), [version](const UpgradeStep &s) {
            return s.from == version;
        });
        ok = step != steps.end();
        if (ok) {
            step->apply(root);
            root.insert(key, Node::scalar(QString::number(++version)));
        }
    }
    if (!ok) {
        const Node *place = root.find(key);
        addFieldError(findings, place ? *place : root, key, "workspace.version.unknown",
                      text(WEIR_TEXT("This is not a format version of Weir")), fix);
    }
    return findings;
}

} // namespace core
