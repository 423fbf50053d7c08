// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_client.h"
#include "core/connectors/store/store_retention.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace core::store {

class StoreTransaction;

/// One submission of one flow, waiting to be written.
struct StoreWork
{
    std::shared_ptr<StoreClient> client;
    Submission submission;
    TimePoint arrival = {};

    std::size_t messages() const
    {
        return submission.only.empty() ? submission.batch->size() : submission.only.size();
    }
};

/// The only writer of one store file in this process: a thread that gathers what all flows hand in
/// and commits it together. Any thread may call; answers go to the clients.
class StoreWriter final
{
public:
    StoreWriter(QString path, FileOptions options);
    ~StoreWriter(); ///< writes nothing more; checkpoints and closes
    StoreWriter(const StoreWriter &) = delete;
    StoreWriter &operator=(const StoreWriter &) = delete;

    const QString &path() const { return m_path; }
    const FileOptions &options() const { return m_options; }

    /// Waits until the file is open; the error when it cannot be. After a failure a new client has
    /// it opened again.
    Result<void> attach(const std::shared_ptr<StoreClient> &client,
                        std::chrono::milliseconds limit);
    /// Timeout while the file is still being checked.
    Result<void> waitUntilOpen(std::chrono::milliseconds limit);
    /// Drops what waits; afterwards no batch of the client is held, unless time ran out.
    bool detach(const std::shared_ptr<StoreClient> &client, std::chrono::milliseconds limit);
    void submit(const std::shared_ptr<StoreClient> &client, Submission submission);
    /// Commits what is there without waiting for more; false when time ran out.
    bool flush(const StoreClient &client, std::chrono::milliseconds limit);

    std::optional<TimePoint> lastCommit() const;
    bool isOpen() const;
    bool isWaiting() const { return m_isWaiting.load(); } ///< another program holds the file

private:
    enum class State
    {
        Opening,
        Open,
        Failed
    };

    void run();
    void openFile();
    void waitForWork(std::unique_lock<std::mutex> &lock);
    std::vector<StoreWork> takeWork();
    bool isFull() const;
    bool hasWork() const;
    void write(std::vector<StoreWork> works);
    void putBack(std::vector<StoreWork> works, const StoreTransaction &transaction);
    void retain();
    void fail(const Error &error);
    bool stopRequested() const;

    const QString m_path;
    const FileOptions m_options;
    std::unique_ptr<StoreFile> m_file; ///< the thread's
    TimePoint m_lastRetention = {};
    RetentionMarks m_marks = {};

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<StoreWork> m_queue;
    std::size_t m_queuedMessages = 0;
    std::size_t m_queuedBytes = 0;
    std::vector<std::shared_ptr<StoreClient>> m_clients;
    State m_state = State::Opening;
    std::optional<Error> m_failure = {};
    std::optional<TimePoint> m_lastCommit = {};
    bool m_stop = false;
    bool m_hurry = false;
    bool m_isWorking = false;
    bool m_holdsBack = false; ///< works whose time has not come are in the queue
    std::uint64_t m_round = 0; ///< raised after each piece of work
    std::atomic<bool> m_isWaiting = false;
    std::thread m_thread;
};

} // namespace core::store
