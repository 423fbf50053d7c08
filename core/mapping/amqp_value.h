// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <optional>
#include <string>

namespace core::mapping {

/// The text of one AMQP 1.0 value of a primitive type, as Event Hubs hands over application
/// properties of AMQP senders: a type byte before the value. None when the bytes are no such value
/// from the first to the last.
std::optional<std::string> decodeAmqp(Bytes bytes);

/// AMQP's own message properties arrive as plain text, without a type byte.
bool isPlainAmqpName(std::string_view name);

} // namespace core::mapping
