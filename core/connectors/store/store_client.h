// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/store/store_config.h"
#include "core/connectors/store/store_lanes.h"
#include "core/connectors/store/store_table.h"

#include <atomic>
#include <mutex>

namespace core::store {

/// One flow at a writer: made by its endpoint, worked on by the writer's thread, answered through
/// collect(). What the thread alone touches stands last.
class StoreClient final
{
public:
    StoreClient(const EndpointContext &context, StoreConfig config, QString table);

    /// From the writer's thread; nothing is told any more once the endpoint let go.
    void finish(std::vector<Completion> done, std::size_t submissions);
    void fail(const Error &error);
    void letGo();
    std::vector<Completion> collect();
    std::optional<Error> failure() const;
    void noteSubmitted();
    bool isIdle() const { return m_pending.load() == 0; }

    const QString flowId;
    const QString flowName;
    const QString table;
    const StoreConfig config;

    // the writer's thread only
    std::unique_ptr<RowDecoder> decoder;
    std::unique_ptr<StoreTable> rows;
    StoreLanes lanes;
    std::optional<std::int64_t> source = {};
    TimePoint notBefore = {}; ///< its next message cannot be read yet: everything waits behind it
    const std::function<std::unique_ptr<RowDecoder>()> makeDecoder;

private:
    mutable std::mutex m_mutex;
    Wakeup *m_wakeup;
    std::vector<Completion> m_done;
    std::optional<Error> m_failure = {};
    std::atomic<std::size_t> m_pending = 0;
};

} // namespace core::store
