// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/mqtt_properties.h"

namespace core::mapping {

bool readUserProperty(const void *properties, std::size_t index, HeaderView &out)
{
    const auto &user = static_cast<const MqttProperties *>(properties)->user;
    if (index >= user.size()) {
        return false;
    }
    out = user[index];
    return true;
}

} // namespace core::mapping
