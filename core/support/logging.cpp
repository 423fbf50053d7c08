// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/logging.h"

namespace core {

Q_LOGGING_CATEGORY(logEngine, "weir.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(logConnector, "weir.connector", QtInfoMsg)
Q_LOGGING_CATEGORY(logWorkspace, "weir.workspace", QtInfoMsg)

} // namespace core
