// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <string>

namespace core::mapping {

/// The topic of an outgoing MQTT message: `${inputTopic}` and `${inputTopic.2}` (its segments, from
/// 1, a slash at either end not counted) stand for the topic the message came from; everything else
/// is literal. An Error refuses the message.
Result<std::string> outputTopic(std::string_view pattern, std::string_view inputTopic);

} // namespace core::mapping
