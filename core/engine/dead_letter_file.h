// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"

#include <QJsonObject>

namespace core {

/// A dead letter as weirctl and the saved files write it; without `withContent` all but key,
/// headers and payload.
QJsonObject deadLetterJson(const DeadLetter &letter, bool withContent);

/// Writes these letters, an object a line, for their owner's eyes only; nothing leaves the store.
/// Atomic, waits for the disk. How many were still there; id "dead_letter.save". `store` may be
/// null where there are no ids.
Result<std::int64_t> saveDeadLetters(const DeadLetterStore *store, const QString &file,
                                     std::span<const std::int64_t> ids);

} // namespace core
