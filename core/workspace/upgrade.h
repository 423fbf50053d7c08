// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/schema/node.h"

#include <span>

namespace core {

/// Changes a document of version `from` into one of version `from + 1`.
struct UpgradeStep
{
    int from;
    void (*apply)(Node &root);
};

constexpr int kWorkspaceVersion = 1;

/// Steps from every version there ever was to the current one, oldest first.
std::span<const UpgradeStep> workspaceUpgrades();

/// Brings the document to `current` step by step and sets its key `weir`. A missing, malformed,
/// newer or never released version is a finding, and the document stays as it is.
Findings upgradeDocument(Node &root, std::span<const UpgradeStep> steps, int current);

} // namespace core
