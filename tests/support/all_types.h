// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"

namespace support {

/// Every type of this build, as the programs know them.
inline const core::Registry &allTypes()
{
    static const core::Registry filled = [] {
        core::Registry made;
        core::registerAllConnectors(made);
        return made;
    }();
    return filled;
}

} // namespace support
