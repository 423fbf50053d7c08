// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/document_report.h"
#include "core/workspace/workspace.h"

namespace core {

/// What validateWorkspace() checks, with places where the report has the text.
void checkWorkspace(const Workspace &workspace, const Registry &registry, DocumentReport &report);

} // namespace core
