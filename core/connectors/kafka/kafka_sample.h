// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"
#include "core/support/result.h"

namespace core::kafka {

/// What a message says by its data type, as one line for a person, or why it cannot be read.
Result<QString> decodedLine(RowDecoder &decoder, const MessageView &message);

/// The bytes themselves, as far as a line can show them.
QString rawLine(Bytes bytes);

} // namespace core::kafka
