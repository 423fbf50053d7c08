// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QJsonArray>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace core {

/// Where a query ends even though the store has more to say.
struct QueryLimits
{
    std::int64_t rows = 10'000;
    std::int64_t bytes = 64LL << 20U;
    std::chrono::milliseconds time = std::chrono::seconds(10);
    const std::atomic<bool> *cancelled = nullptr; ///< set from any thread; outlives the call
};

struct QueryResult
{
    QStringList columns = {};
    QStringList types = {}; ///< as the store knows them; empty where it knows none
    /// A value a column: null, integer (exact to 64 bits), float, text, or {"_base64": "…"} for
    /// bytes and for text that is no UTF-8.
    std::vector<QJsonArray> rows = {};
    bool isCut = false; ///< a row or byte limit was reached
    std::chrono::milliseconds took{0};
};

/// One SELECT over a store file, read-only: no other statement, no attached files, no extensions.
/// A writer may be at work. Blocks up to the time limit; any thread. Errors: "query.file.missing",
/// "query.file.unreadable", "query.file.damaged", "query.invalid", "query.not_allowed",
/// "query.several", "query.timeout", "query.cancelled", "query.failed".
Result<QueryResult> runStoreQuery(const QString &file, const QString &sql,
                                  const QueryLimits &limits = {});

} // namespace core
