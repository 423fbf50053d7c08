// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"

#include <string>

namespace core::kafka {

/// The content type of what a source hands over by its own settings, where these say it.
std::string payloadTypeOf(const ConfigBox &source);

} // namespace core::kafka
