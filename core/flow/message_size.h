// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

namespace core {

/// Payload, key, and names and values of the headers: the metadata column _size.
std::size_t wholeSize(const MessageView &message);

} // namespace core
