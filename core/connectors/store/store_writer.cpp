// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_writer.h"

#include "core/connectors/store/store_errors.h"
#include "core/connectors/store/store_transaction.h"
#include "core/support/text.h"

#include <pthread.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::store {
namespace {

using Steady = std::chrono::steady_clock;

constexpr auto kGather = 5ms;
constexpr std::size_t kMostMessages = 10'000;
constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
constexpr auto kRetentionEvery = 30s;
constexpr auto kIdle = 1s;
constexpr auto kAskAgain = 200ms; ///< whether what could not be read can be read now

} // namespace

StoreWriter::StoreWriter(QString path, FileOptions options)
    : m_path(std::move(path)), m_options(options), m_thread([this] { run(); })
{
    pthread_setname_np(m_thread.native_handle(), "weir-store");
}

StoreWriter::~StoreWriter()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<void> StoreWriter::attach(const std::shared_ptr<StoreClient> &client,
                                 std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    if (m_state == State::Failed) {
        m_state = State::Opening;
        m_changed.notify_all();
    }
    m_changed.wait_for(lock, limit, [this] { return m_state != State::Opening; });
    if (m_state == State::Failed) {
        return *m_failure;
    }
    m_clients.push_back(client);
    return {};
}

Result<void> StoreWriter::waitUntilOpen(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, limit, [this] { return m_state != State::Opening; });
    switch (m_state) {
    case State::Open: return {};
    case State::Failed: return *m_failure;
    case State::Opening: break;
    }
    return Error{ErrorCode::Timeout, "store.opening",
                 text(WEIR_TEXT("%1 is still being checked")).arg(visibleText(m_path, 256))};
}

bool StoreWriter::detach(const std::shared_ptr<StoreClient> &client,
                         std::chrono::milliseconds limit)
{
    client->letGo();
    std::unique_lock lock(m_mutex);
    std::erase(m_clients, client);
    std::erase_if(m_queue, [this, &client](const StoreWork &work) {
        if (work.client != client) {
            return false;
        }
        m_queuedMessages -= work.messages();
        m_queuedBytes -= work.submission.batch->bytes();
        return true;
    });
    return m_changed.wait_for(lock, limit,
                              [this, round = m_round] { return !m_isWorking || m_round != round; });
}

void StoreWriter::submit(const std::shared_ptr<StoreClient> &client, Submission submission)
{
    client->noteSubmitted();
    StoreWork work{.client = client, .submission = std::move(submission), .arrival = Steady::now()};
    const std::scoped_lock lock(m_mutex);
    m_queuedMessages += work.messages();
    m_queuedBytes += work.submission.batch->bytes();
    m_queue.push_back(std::move(work));
    if (m_queue.size() == 1 || m_holdsBack || isFull()) {
        m_changed.notify_all();
    }
}

bool StoreWriter::flush(const StoreClient &client, std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    m_hurry = true;
    m_changed.notify_all();
    const bool done = m_changed.wait_for(
        lock, limit, [this, &client] { return client.isIdle() || m_state == State::Failed; });
    m_hurry = false;
    return done && client.isIdle();
}

std::optional<TimePoint> StoreWriter::lastCommit() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lastCommit;
}

bool StoreWriter::isOpen() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state == State::Open;
}

bool StoreWriter::isFull() const
{
    return m_queuedMessages >= kMostMessages || m_queuedBytes >= kMostBytes;
}

bool StoreWriter::stopRequested() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stop;
}

/// Another endpoint of this process may just be letting go of the file.
void StoreWriter::openFile()
{
    const auto end = Steady::now() + 3s;
    Result<std::unique_ptr<StoreFile>> file = StoreFile::open(m_path, m_options);
    const QString self = QString::number(::getpid());
    while (!file && file.error().id == std::string_view("store.locked")
           && file.error().message.contains(self) && Steady::now() < end && !stopRequested()) {
        std::this_thread::sleep_for(20ms);
        file = StoreFile::open(m_path, m_options);
    }
    const std::scoped_lock lock(m_mutex);
    m_state = file ? State::Open : State::Failed;
    m_failure = file ? std::nullopt : std::optional(file.error());
    m_file = file ? *std::move(file) : nullptr;
    m_marks = {};
    for (const auto &client : m_clients) {
        if (m_failure) {
            client->fail(*m_failure);
        }
    }
    m_changed.notify_all();
}

void StoreWriter::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_state == State::Opening) {
            lock.unlock();
            openFile();
            lock.lock();
            continue;
        }
        waitForWork(lock);
        std::vector<StoreWork> works =
            m_state == State::Open ? takeWork() : std::vector<StoreWork>{};
        m_isWorking = !works.empty();
        lock.unlock();
        if (!works.empty()) {
            write(std::move(works));
        }
        retain();
        lock.lock();
        m_isWorking = false;
        ++m_round;
        m_changed.notify_all();
    }
    lock.unlock();
    m_file.reset();
}

bool StoreWriter::hasWork() const
{
    const TimePoint now = Steady::now();
    return m_state == State::Open && std::ranges::any_of(m_queue, [now](const StoreWork &work) {
               return work.client->notBefore <= now;
           });
}

/// Returns with work gathered, for a stop or an opening, or when it is time to tidy up.
void StoreWriter::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto isAwake = [this] { return m_stop || m_state == State::Opening || hasWork(); };
    const bool isDirty = m_file && m_file->hasLog();
    m_holdsBack = !m_queue.empty() && m_state == State::Open && !hasWork();
    const auto limit = std::chrono::milliseconds(isDirty ? kIdle : kRetentionEvery);
    if (!m_changed.wait_for(lock, m_holdsBack ? kAskAgain : limit, isAwake)) {
        if (isDirty) {
            m_file->checkpointAll();
        }
        return;
    }
    if (!m_queue.empty()) {
        m_changed.wait_until(lock, m_queue.front().arrival + kGather,
                             [this] { return m_stop || m_hurry || isFull() || m_queue.empty(); });
    }
}

std::vector<StoreWork> StoreWriter::takeWork()
{
    std::vector<StoreWork> works;
    std::size_t messages = 0;
    std::size_t bytes = 0;
    const TimePoint now = Steady::now();
    for (auto work = m_queue.begin(); work != m_queue.end()
         && (works.empty() || (messages < kMostMessages && bytes < kMostBytes));) {
        if (work->client->notBefore > now) {
            ++work;
            continue;
        }
        messages += work->messages();
        bytes += work->submission.batch->bytes();
        works.push_back(std::move(*work));
        work = m_queue.erase(work);
    }
    m_queuedMessages -= messages;
    m_queuedBytes -= bytes;
    return works;
}

void StoreWriter::write(std::vector<StoreWork> works)
{
    if (m_file->isGone()) {
        fail(Error{ErrorCode::Storage, "store.file_gone",
                   text(WEIR_TEXT("%1 was removed or replaced while in use"))
                       .arg(visibleText(m_path, 256)),
                   u"path"_s, text(WEIR_TEXT("Start the flow again: a new file is made"))});
        return;
    }
    StoreTransaction transaction(*m_file);
    int code = transaction.write(works);
    bool hasPruned = false;
    while (code != SQLITE_OK && !stopRequested()) {
        if (isBusy(code)) {
            m_isWaiting = true; // the library itself has waited for seconds
        } else if (code == SQLITE_FULL && m_file->isAtLimit() && !std::exchange(hasPruned, true)) {
            pruneOldest(*m_file);
        } else {
            break;
        }
        code = transaction.write(works);
    }
    m_isWaiting = false;
    if (code != SQLITE_OK) {
        const bool isAtLimit = code == SQLITE_FULL && m_file->isAtLimit();
        fail(isAtLimit
                 ? Error{ErrorCode::Storage, "store.file_limit",
                         text(WEIR_TEXT("%1 has reached its limit")).arg(visibleText(m_path, 256)),
                         u"max_file"_s, text(WEIR_TEXT("Raise max_file or keep less"))}
                 : transaction.error());
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_lastCommit = Steady::now();
    }
    transaction.answer();
    m_file->checkpointSoon();
    putBack(std::move(works), transaction);
}

/// In front of what came since: the order of each flow stays.
void StoreWriter::putBack(std::vector<StoreWork> works, const StoreTransaction &transaction)
{
    const std::scoped_lock lock(m_mutex);
    for (auto work = works.rbegin(); work != works.rend(); ++work) {
        const bool isAttached =
            std::find(m_clients.begin(), m_clients.end(), work->client) != m_clients.end();
        if (!transaction.hasToWait(*work->client) || !isAttached) {
            continue;
        }
        work->client->notBefore = Steady::now() + kAskAgain;
        m_queuedMessages += work->messages();
        m_queuedBytes += work->submission.batch->bytes();
        m_queue.push_front(std::move(*work));
    }
}

void StoreWriter::retain()
{
    const TimePoint now = Steady::now();
    if (m_file && now - m_lastRetention >= kRetentionEvery && !applyRetention(*m_file, m_marks)) {
        m_lastRetention = now; // else there is more to delete: again after the next batch
    }
}

/// The file is closed; unanswered work stays with the source, which gives it again.
void StoreWriter::fail(const Error &error)
{
    std::vector<std::shared_ptr<StoreClient>> clients;
    {
        const std::scoped_lock lock(m_mutex);
        m_state = State::Failed;
        m_failure = error;
        m_queue.clear();
        m_queuedMessages = 0;
        m_queuedBytes = 0;
        clients = m_clients;
    }
    for (const auto &client : clients) {
        client->rows.reset();
        client->source.reset();
        client->fail(error);
    }
    if (error.id == std::string_view("store.damaged")) {
        m_file->setAsideIfDamaged();
    }
    m_file.reset();
}

} // namespace core::store
