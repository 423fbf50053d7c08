// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/handle.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

struct sqlite3;
extern "C" int sqlite3_close_v2(sqlite3 *);

namespace core {

/// A message that an endpoint refused, kept with its reason. A value.
struct DeadLetter
{
    std::int64_t id = 0; ///< given by the store
    QString flowId = {};
    QString flow = {};
    QString source = {}; ///< entry it came from
    QString endpoint = {}; ///< entry it is meant for
    QString lane = {};
    QString topic = {};
    std::int64_t position = -1;
    std::int64_t timestampMs = -1;
    std::int64_t storedMs = 0; ///< wall clock
    QByteArray key = {}; ///< null and empty kept apart
    QByteArray payload = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    QString code = {}; ///< id of the Error
    QString reason = {};
    int tries = 1;
};

/// The file <workspace>.dead.db: safely on disk when add() returns. Any thread; calls wait for the
/// disk.
class DeadLetterStore final
{
public:
    /// Made when missing, mode 0600. Ids: "dead_letter.open", "dead_letter.foreign".
    static Result<std::shared_ptr<DeadLetterStore>> open(const QString &file);

    /// All or nothing. `maxBytes` bounds what one flow keeps: id "dead_letter.full".
    Result<void> add(std::span<const DeadLetter> letters, std::int64_t maxBytes);
    /// Oldest first, of one flow or of all (empty), with ids above `after`; at most `most`.
    Result<std::vector<DeadLetter>> list(const QString &flowId, std::int64_t after, int most) const;
    Result<std::optional<DeadLetter>> load(std::int64_t id) const;
    Result<void> remove(std::span<const std::int64_t> ids);
    Result<std::int64_t> count(const QString &flowId) const;

private:
    using Database = Handle<sqlite3, sqlite3_close_v2>;
    explicit DeadLetterStore(Database database) : m_database(std::move(database)) { }

    mutable std::mutex m_mutex;
    Database m_database;
};

} // namespace core
