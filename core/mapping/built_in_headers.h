// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mapping/mqtt_properties.h"
#include "core/mapping/text_store.h"

namespace core::mapping {

/// The built-in properties as headers, in their fixed order, with what is left of the
/// expiry.
std::vector<HeaderView> builtInHeaders(const MqttProperties &properties,
                                       std::optional<std::uint32_t> secondsLeft, TextStore &texts);

/// Takes a header back as the built-in property of its name; false when it is none, its value does
/// not fit or the property is there already. Texts that are empty are left out altogether: adding
/// one to a publish crashes libmosquitto 2.0.11.
[[nodiscard]] bool restoreBuiltIn(const HeaderView &header, MqttProperties &properties);

} // namespace core::mapping
