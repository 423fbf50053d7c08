// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <QByteArray>

#include <string>

namespace core::mapping {

/// A UUID in the form of version 4 that belongs to one message of one flow: a retry gives it again,
/// and so does reading the message again where its position is stable, so that a receiver can tell
/// repeats.
std::string eventId(const QByteArray &flowId, const Batch &batch, const MessageView &message);

} // namespace core::mapping
