// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry_client.h"
#include "core/connectors/shared_resources.h"
#include "core/formats/avro/schema_source.h"
#include "core/formats/protobuf/types_source.h"
#include "core/support/backoff.h"
#include "core/support/clock.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace core {

/// The schemas of one registry for all flows that use it in the same way: kept by their numbers,
/// fetched on a thread of its own. What a registry that is away or will not have us could not be
/// asked stays open and is asked again, with growing waits. Any thread.
class SchemaRegistry final : public avro::SchemaSource, public protobuf::TypesSource
{
public:
    static constexpr std::size_t kMostSchemas = 1000;
    static constexpr std::chrono::seconds kRefusalLasts{30};

    /// The living one of these settings, or a new one.
    static std::shared_ptr<SchemaRegistry> shared(SharedResources &resources,
                                                  const RegistryAccess &access);

    explicit SchemaRegistry(RegistryAccess access);
    ~SchemaRegistry() override;
    SchemaRegistry(const SchemaRegistry &) = delete;
    SchemaRegistry &operator=(const SchemaRegistry &) = delete;

    /// Waits for the first answer about a number, 300 ms at most.
    avro::SchemaAnswer schemaOf(std::uint32_t id) override;
    protobuf::TypesAnswer typesOf(std::uint32_t id) override;
    /// Why schemas are waited for now. Not retryable: it has never worked and will not by itself.
    std::optional<Error> trouble() const;

private:
    struct Answer
    {
        std::optional<RegistrySchema> schema = {};
        std::optional<Error> refused = {};
    };

    struct Entry
    {
        Answer answer = {}; ///< neither: still open
        TimePoint refusedAt = {};
        bool isQueued = false;
    };

    void run();
    Answer answerOf(std::uint32_t id);
    void keep(std::uint32_t id, Result<RegistrySchema> found);
    void queue(std::uint32_t id, Entry &entry);
    void makeRoom();

    RegistryClient m_client; ///< the thread's
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unordered_map<std::uint32_t, Entry> m_entries;
    std::deque<std::uint32_t> m_order; ///< of arrival
    std::deque<std::uint32_t> m_queue;
    Backoff m_backoff;
    TimePoint m_notBefore = {};
    std::optional<Error> m_trouble = {};
    bool m_hasWorked = false;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace core
