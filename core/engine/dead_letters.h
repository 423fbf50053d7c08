// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/support/handle.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <functional>
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
    QString lane = {}; ///< LaneInfo::positionKey()
    QString topic = {};
    std::int32_t partition = -1;
    std::int64_t position = -1;
    bool isStable = false; ///< Position::stable
    std::int64_t timestampMs = -1;
    TimeKind timeKind = TimeKind::Unknown;
    std::int64_t storedMs = 0; ///< wall clock
    QByteArray key = {}; ///< null and empty kept apart
    QByteArray payload = {};
    std::int64_t payloadSize = 0; ///< as the store says it, with or without the payload
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    QString code = {}; ///< id of the Error
    QString reason = {};
    int tries = 1;
};

/// How many dead letters a flow has. A value.
struct DeadLetterTally
{
    QString flowId = {};
    QString flow = {}; ///< as the newest of them calls it
    std::int64_t count = 0;

    bool operator==(const DeadLetterTally &) const = default;
};

/// Dead letters of one flow that are meant for one endpoint. A value.
struct DeadLetterGroup
{
    QString flowId = {};
    QString flow = {};
    QString endpoint = {};
    std::vector<std::int64_t> ids = {}; ///< ascending
};

std::vector<std::int64_t> idsOf(std::span<const DeadLetterGroup> groups); ///< ascending

/// The file <workspace>.dead.db: safely on disk when add() returns. Any thread; calls wait for the
/// disk.
class DeadLetterStore final
{
public:
    /// Made when missing, mode 0600. Ids: "dead_letter.open", "dead_letter.foreign".
    static Result<std::shared_ptr<DeadLetterStore>> open(const QString &file);

    /// Of this file: ids begin anew in another one, and who keeps positions must not take those
    /// for letters it has seen.
    const QString &uid() const { return m_uid; }

    /// All or nothing. `maxBytes` bounds what one flow keeps: id "dead_letter.full".
    Result<void> add(std::span<const DeadLetter> letters, std::int64_t maxBytes);
    /// Oldest first, of one flow or of all (empty), with ids above `after`; at most `most`.
    Result<std::vector<DeadLetter>> list(const QString &flowId, std::int64_t after, int most) const;
    /// The newest, newest first, without key, headers and payload.
    Result<std::vector<DeadLetter>> newest(const QString &flowId, int most) const;
    Result<std::optional<DeadLetter>> load(std::int64_t id) const;
    /// By flow, in no order.
    Result<std::vector<DeadLetterTally>> tallies() const;
    /// The letters that are wanted, in the order of their first; `isWanted` sees id, flow, source
    /// and endpoint only.
    Result<std::vector<DeadLetterGroup>> groups(
        const std::function<bool(const DeadLetter &)> &isWanted) const;
    Result<void> remove(std::span<const std::int64_t> ids);
    Result<std::int64_t> count(const QString &flowId) const;

private:
    using Database = Handle<sqlite3, sqlite3_close_v2>;
    DeadLetterStore(Database database, QString uid)
        : m_database(std::move(database)), m_uid(std::move(uid))
    { }

    std::int64_t &keptBytes(const QString &flowId);

    mutable std::mutex m_mutex;
    Database m_database;
    /// By flow, summed up once: right as long as nobody else writes the file.
    QHash<QString, std::int64_t> m_keptBytes;
    int m_keptVersion = -1; ///< the file's, when they were summed up
    const QString m_uid;
};

} // namespace core
