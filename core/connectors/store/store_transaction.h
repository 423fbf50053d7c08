// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_writer.h"

namespace core::store {

/// One transaction over the works of several flows, each in a savepoint of its own: rows, then
/// positions, then COMMIT. The writer's thread.
class StoreTransaction final
{
public:
    explicit StoreTransaction(StoreFile &file) : m_file(file) { }

    /// SQLITE_OK once durable. Otherwise nothing of it is in the file and all clients forgot what
    /// they learnt about their tables.
    int write(const std::vector<StoreWork> &works);
    /// Whose works, from the first that cannot be read yet on, are not in the file.
    bool hasToWait(const StoreClient &client) const;
    /// Hands the answers over; only after write() said OK.
    void answer();
    /// What the last write() that failed met.
    const Error &error() const { return m_error; }

private:
    struct Answer
    {
        std::shared_ptr<StoreClient> client;
        std::vector<Completion> done;
        std::size_t submissions = 0;
    };
    struct Failed
    {
        std::shared_ptr<StoreClient> client;
        Error error;
    };

    int writeWork(const StoreWork &work, Completion &completion);
    int writeMessage(StoreClient &client, const Batch &batch, std::uint32_t index,
                     Completion &completion);
    int writeRows(StoreClient &client, const Batch &batch, std::uint32_t index,
                  const Decoded &decoded, Completion &completion);
    int takeBack(StoreClient &client);
    void refuse(const Batch &batch, std::uint32_t index, Error error, Completion &completion);
    int keepPositions(StoreClient &client, const Batch &batch);
    int keepPosition(StoreClient &client, const LanePtr &lane, std::int64_t position);
    int ensureSource(StoreClient &client);
    bool hasFailed(const StoreClient &client) const;
    Answer &answerOf(const std::shared_ptr<StoreClient> &client);
    void forget(const std::vector<StoreWork> &works);
    SqliteStatement prepare(const char *sql, int &code) const;

    StoreFile &m_file;
    std::vector<Answer> m_answers;
    std::vector<Failed> m_failed;
    std::vector<const StoreClient *> m_waiting;
    bool m_isUnread = false; ///< the work at hand holds a message that cannot be read yet
    std::vector<std::pair<LanePtr, std::int64_t>> m_refused; ///< of the work at hand
    Error m_error = {};
    std::vector<std::int64_t> m_lastOfLane; ///< by lane of the batch at hand; -1 = none
};

} // namespace core::store
