// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_endpoint.h"

#include "core/connectors/file/file_names.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::file {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kWriteAt = std::size_t{64} * 1024;
constexpr std::size_t kConfirmAt = std::size_t{4} << 20U; ///< far below a flow's window
constexpr std::size_t kConfirmMessagesAt = 20'000;
constexpr auto kAskAgain = 200ms;

bool isGone(const Result<void> &result)
{
    return !result && result.error().id == std::string_view("file.gone");
}

} // namespace

FileEndpoint::~FileEndpoint()
{
    close(1s);
}

Result<void> FileEndpoint::open(const EndpointContext &context)
{
    m_wakeup = &context.wakeup;
    const FilePath pattern{patternFor(m_config.path.text, context.flow.name, context.end.target)};
    m_files = std::make_unique<OutputFiles>(pattern.absolute(context.flow.baseFolder()),
                                            context.flow.id, m_config);
    if (Result<void> opened = m_files->open(); !opened) {
        return opened;
    }
    m_renderer =
        std::make_unique<Renderer>(m_config, context.flow.from.entry, context.makeDecoder());
    if (m_files->isOpen()) {
        m_renderer->setColumns(m_files->state().columns);
    }
    m_stored = m_files->state().lanes;
    m_stop = false;
    m_buffer.clear();
    m_thread = std::thread([this, flow = context.flow.name] {
        const LogScope scope(flow); // what the decoder has to say
        run();
    });
    pthread_setname_np(m_thread.native_handle(), "weir-file");
    return {};
}

Result<std::vector<StoredPosition>> FileEndpoint::storedPositions()
{
    return m_stored;
}

void FileEndpoint::submit(Submission submission)
{
    const std::scoped_lock lock(m_mutex);
    m_queue.push_back(std::move(submission));
    ++m_pending;
    m_changed.notify_all();
}

std::vector<Completion> FileEndpoint::collect()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, {});
}

Health FileEndpoint::health() const
{
    const std::scoped_lock lock(m_mutex);
    return Health{.ready = m_thread.joinable() && !m_failure,
                  .lastRoundTrip = m_lastConfirm,
                  .trouble = m_failure};
}

std::optional<Error> FileEndpoint::failure() const
{
    const std::scoped_lock lock(m_mutex);
    return m_failure;
}

void FileEndpoint::flush(std::chrono::milliseconds deadline)
{
    std::unique_lock lock(m_mutex);
    m_hurry = true;
    m_changed.notify_all();
    m_changed.wait_for(lock, deadline, [this] { return m_pending == 0 || m_failure; });
    m_hurry = false;
}

void FileEndpoint::close(std::chrono::milliseconds)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
        m_queue.clear();
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_files.reset();
    m_renderer.reset();
}

void FileEndpoint::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop && !m_failure) {
        const auto isAwake = [this] {
            return m_stop || !m_queue.empty() || (m_hurry && !m_written.empty());
        };
        if (m_written.empty()) {
            m_changed.wait(lock, isAwake);
        } else {
            m_changed.wait_until(lock, m_oldest + m_config.fsyncEvery.value, isAwake);
        }
        std::optional<Submission> next;
        if (!m_queue.empty()) {
            next = std::move(m_queue.front());
            m_queue.pop_front();
        }
        const bool isForced = m_hurry && m_queue.empty();
        lock.unlock();
        Result<void> result = next ? write(*std::move(next)) : Result<void>();
        next.reset();
        if (result && !m_written.empty() && (isForced || isTimeToConfirm())) {
            result = confirm();
        }
        if (isGone(result)) {
            result = writeAgain();
        }
        if (!result) {
            stopWith(result.error());
        }
        lock.lock();
    }
    m_written.clear(); // never confirmed: cut off at the next opening
}

bool FileEndpoint::isTimeToConfirm() const
{
    return Steady::now() >= m_oldest + m_config.fsyncEvery.value || m_unconfirmedBytes >= kConfirmAt
        || m_written.size() >= kConfirmMessagesAt;
}

Result<void> FileEndpoint::write(Submission submission)
{
    if (m_written.empty()) {
        m_oldest = Steady::now();
    }
    m_unconfirmedBytes += submission.batch->bytes();
    const SubmissionToken token = submission.token;
    m_written.push_back(
        Written{.submission = std::move(submission), .completion = {.token = token}});
    return writeRest(m_written.back());
}

Result<void> FileEndpoint::writeRest(Written &written)
{
    const Submission &submission = written.submission;
    for (; written.done < written.size(); ++written.done) {
        const std::uint32_t index = submission.only.empty()
            ? static_cast<std::uint32_t>(written.done)
            : submission.only[written.done];
        if (Result<void> done = writeMessage(*submission.batch, index, written.completion); !done) {
            return done;
        }
    }
    return {};
}

/// Somebody took the open file away. What was confirmed went with it; what was not goes to the next
/// file, in its order.
Result<void> FileEndpoint::writeAgain()
{
    m_files->giveUpOpenFile();
    m_buffer.clear();
    m_bufferedRows = 0;
    m_last.clear();
    for (Written &written : m_written) {
        written.done = written.safe;
        written.completion.outcomes.resize(written.safeOutcomes);
        written.completion.notes = written.safeNotes;
    }
    for (Written &written : m_written) {
        if (Result<void> done = writeRest(written); !done) {
            return done;
        }
    }
    return {};
}

Result<void> FileEndpoint::writeMessage(const Batch &batch, std::uint32_t index,
                                        Completion &completion)
{
    const MessageView &message = batch.messages()[index];
    const LanePtr &lane = batch.lanes()[message.lane];
    const auto noteTaken = [this, &lane, &message] {
        if (message.position.stable) {
            m_last[lane] = message.position.value;
        }
    };
    Result<std::optional<MessageOutcome>> taken = take(batch, index);
    if (!taken) {
        return taken.error();
    }
    if (std::optional<MessageOutcome> outcome = *std::move(taken)) {
        if (outcome->verdict == Verdict::Refuse && message.position.stable) {
            m_refused[lane->name].add(message.position.value, Steady::now());
        }
        completion.outcomes.push_back(std::move(*outcome));
        noteTaken();
        return {};
    }
    if (Result<void> ready = makeRoom(m_files->slotOf(batch.receivedMs())); !ready) {
        return ready;
    }
    m_renderer->append(m_buffer);
    addNotes(completion.notes, m_renderer->notes());
    ++m_bufferedRows;
    noteTaken();
    return m_buffer.size() >= kWriteAt ? writeOut() : Result<void>();
}

/// Waits until the message can be read or the endpoint is closed: what comes behind it has its
/// place behind it. What was written before is confirmed as far as it can be.
Result<std::optional<MessageOutcome>> FileEndpoint::take(const Batch &batch, std::uint32_t index)
{
    auto outcome = m_renderer->take(batch, index);
    for (bool isFirst = true; outcome && outcome->verdict == Verdict::Retry; isFirst = false) {
        if (Result<void> kept = isFirst ? confirm() : Result<void>(); !kept) {
            return kept.error();
        }
        {
            std::unique_lock lock(m_mutex);
            if (m_changed.wait_for(lock, kAskAgain, [this] { return m_stop; })) {
                return Error{ErrorCode::Cancelled, "file.stopped"};
            }
        }
        outcome = m_renderer->take(batch, index);
    }
    return outcome;
}

/// An open file that the message fits into, by size, time and columns.
Result<void> FileEndpoint::makeRoom(std::int64_t slot)
{
    const bool isFull = m_files->isFull(slot, m_buffer.size(), m_bufferedRows);
    if (m_files->isOpen() && (isFull || m_renderer->needsNewFile())) {
        Result<void> turned = m_files->checkStillThere();
        turned = turned ? writeOut() : turned;
        if (!turned) {
            return turned;
        }
        notePositions(); // with the file goes what it holds: a crash here repeats nothing
        if (Result<void> finished = m_files->finish(); !finished) {
            return finished;
        }
        noteClosed();
    }
    if (!m_files->isOpen()) {
        if (Result<void> begun = m_files->begin(slot); !begun) {
            return begun;
        }
        m_renderer->appendStart(m_buffer);
        m_files->state().columns = m_renderer->columns();
    }
    return {};
}

Result<void> FileEndpoint::writeOut()
{
    Result<void> written =
        m_files->isOpen() ? m_files->write(m_buffer, m_bufferedRows) : Result<void>();
    m_buffer.clear();
    m_bufferedRows = 0;
    return written;
}

/// Data, then the state, then the answers.
Result<void> FileEndpoint::confirm()
{
    Result<void> out = m_files->isOpen() ? m_files->checkStillThere() : Result<void>();
    out = out ? writeOut() : out;
    if (!out) {
        return out;
    }
    notePositions();
    if (Result<void> durable = m_files->makeDurable(); !durable) {
        return durable;
    }
    m_unconfirmedBytes = 0;
    const std::scoped_lock lock(m_mutex);
    const bool isWhole = m_written.empty() || m_written.back().done == m_written.back().size();
    const auto end = isWhole ? m_written.end() : std::prev(m_written.end());
    for (auto written = m_written.begin(); written != end; ++written) {
        m_done.push_back(std::move(written->completion));
        --m_pending;
    }
    m_written.erase(m_written.begin(), end);
    m_lastConfirm = Steady::now();
    m_wakeup->notify();
    m_changed.notify_all();
    return {};
}

void FileEndpoint::notePositions()
{
    for (const auto &[lane, last] : m_last) {
        if (const auto position = m_refused[lane->name].keepable(last, Steady::now())) {
            m_files->state().keep(lane->name, lane->epoch, *position);
        }
    }
    m_last.clear();
}

void FileEndpoint::noteClosed()
{
    for (Written &written : m_written) {
        written.safe = written.done;
        written.safeOutcomes = written.completion.outcomes.size();
        written.safeNotes = written.completion.notes;
    }
}

void FileEndpoint::stopWith(const Error &error)
{
    const std::scoped_lock lock(m_mutex);
    m_failure = error;
    m_queue.clear();
    m_wakeup->notify();
    m_changed.notify_all();
}

} // namespace core::file
