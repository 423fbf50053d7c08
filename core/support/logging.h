// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace core {

/// One category a room; library logs go through the room that owns the library, redacted.
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logConnector)
Q_DECLARE_LOGGING_CATEGORY(logWorkspace)

} // namespace core
