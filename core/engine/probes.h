// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/probe_threads.h"

namespace core {

/// What the engine is asked about a server without running a flow: finds the type and asks it on
/// a thread of its own. Promises and limits as at Engine. Any thread.
class Probes final
{
public:
    explicit Probes(const Registry &registry) : m_registry(registry) { }

    QFuture<TestStage> test(EndKind kind, FlowEnd end, QString baseFolder, TestScope scope);
    QFuture<Result<BrowseListing>> browse(EndKind kind, FlowEnd end, QString baseFolder);
    QFuture<Result<ReaderGroup>> group(FlowEnd source, GroupQuestion question);
    QFuture<PreviewMessage> preview(FlowEnd source, QString baseFolder, int count,
                                    std::chrono::milliseconds timeout);

private:
    const Registry &m_registry;
    ProbeThreads m_threads;
};

} // namespace core
