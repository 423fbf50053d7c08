// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/file/file_renderer.h"
#include "core/connectors/file/output_files.h"
#include "core/connectors/unsettled_refusals.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace core::file {

/// Messages appended to local files by a thread of its own; confirmed once they are on the disk.
class FileEndpoint final : public Endpoint
{
public:
    explicit FileEndpoint(FileConfig config) : m_config(std::move(config)) { }
    ~FileEndpoint() override;

    Result<void> open(const EndpointContext &context) override;
    Result<std::vector<StoredPosition>> storedPositions() override;
    void submit(Submission submission) override;
    std::vector<Completion> collect() override;
    Health health() const override;
    std::optional<Error> failure() const override;
    void flush(std::chrono::milliseconds deadline) override;
    void close(std::chrono::milliseconds deadline) override;

private:
    /// A submission on its way to the disk.
    struct Written
    {
        Submission submission;
        Completion completion;
        std::size_t done = 0; ///< messages dealt with
        std::size_t safe = 0; ///< of those, what stands in files that are closed already
        std::size_t safeOutcomes = 0;
        Notes safeNotes = {};

        std::size_t size() const
        {
            return submission.only.empty() ? submission.batch->size() : submission.only.size();
        }
    };

    void run();
    Result<void> write(Submission submission);
    Result<void> writeRest(Written &written);
    Result<void> writeAgain();
    Result<void> writeMessage(const Batch &batch, std::uint32_t index, Completion &completion);
    Result<std::optional<MessageOutcome>> take(const Batch &batch, std::uint32_t index);
    Result<void> makeRoom(std::int64_t slot);
    Result<void> writeOut();
    Result<void> confirm();
    bool isTimeToConfirm() const;
    void notePositions();
    void noteClosed();
    void stopWith(const Error &error);

    const FileConfig m_config;
    Wakeup *m_wakeup = nullptr;

    // the thread's
    std::unique_ptr<OutputFiles> m_files;
    std::unique_ptr<Renderer> m_renderer;
    std::string m_buffer;
    std::int64_t m_bufferedRows = 0;
    std::size_t m_unconfirmedBytes = 0;
    TimePoint m_oldest = {};
    std::deque<Written> m_written; ///< not confirmed yet; the last one may be under way
    std::map<LanePtr, std::int64_t> m_last; ///< highest stable position since the last confirmation
    std::map<QString, UnsettledRefusals> m_refused;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Submission> m_queue;
    std::vector<Completion> m_done;
    std::optional<Error> m_failure = {};
    std::optional<TimePoint> m_lastConfirm = {};
    std::vector<StoredPosition> m_stored;
    std::size_t m_pending = 0;
    bool m_hurry = false;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace core::file
