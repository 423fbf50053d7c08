// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"

struct sqlite3_stmt;

namespace core {

/// How a dead letter lies in its table: the columns in the order of bindLetter() and readLetters().
inline constexpr const char *kLetterColumns =
    "id, flow_id, flow, source, endpoint, lane, topic, position, "
    "timestamp_ms, stored_ms, key, payload, headers, code, reason, "
    "tries, length(payload), partition, is_stable, time_kind";
/// The same without what may be large.
inline constexpr const char *kSummaryColumns =
    "id, flow_id, flow, source, endpoint, lane, topic, position, "
    "timestamp_ms, stored_ms, NULL, NULL, '[]', code, reason, "
    "tries, length(payload), partition, is_stable, time_kind";

QString timeKindText(TimeKind kind); ///< timeKindKey()

/// Counted against the limit of what a flow keeps.
std::int64_t rowSizeOf(const DeadLetter &letter);

void bindText(sqlite3_stmt *statement, int at, const QString &text);
QString textAt(sqlite3_stmt *statement, int at);
/// Parameters 1 to 19, without the id. `letter` outlives the step.
void bindLetter(sqlite3_stmt *insert, const DeadLetter &letter);
/// All rows that are left.
std::vector<DeadLetter> readLetters(sqlite3_stmt *select);

} // namespace core
