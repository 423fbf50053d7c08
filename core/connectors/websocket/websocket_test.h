// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"

namespace core::websocket {

/// All seven stages; slow-call thread.
void testWebSocket(const ConfigBox &config, TestRun &run);

} // namespace core::websocket
