// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/secrets.h"
#include "ui/editor/live_probe.h"

#include <atomic>
#include <list>
#include <memory>
#include <thread>

namespace ui {

/// The probe of a running program: resolves secrets on threads of its own, as a key ring may take
/// its time, and lets the engine do the rest. Lives as long as the window's session; the destructor
/// cancels and waits. GUI thread.
class EngineProbe final : public LiveProbe
{
public:
    EngineProbe(core::Engine &engine, const core::Registry &registry,
                const core::SecretResolver &secrets);
    ~EngineProbe() override;
    EngineProbe(const EngineProbe &) = delete;
    EngineProbe &operator=(const EngineProbe &) = delete;

    /// Of the workspace being edited: where relative paths and key-ring entries go by.
    void setWorkspace(const QString &name, const QString &baseFolder);

    QFuture<core::TestStage> test(core::EndKind kind, core::FlowEnd end, core::StageId last,
                                  core::TestScope scope) override;
    QFuture<core::Result<core::BrowseListing>> browse(core::EndKind kind,
                                                      core::FlowEnd end) override;
    QFuture<core::Result<core::ReaderGroup>> group(core::FlowEnd source,
                                                   core::GroupQuestion question) override;
    QFuture<core::PreviewMessage> preview(core::FlowEnd source, int count,
                                          std::chrono::milliseconds timeout) override;
    QFuture<core::Finding> checkFiles(core::ConfigBox config, core::Role role) override;

private:
    struct Call
    {
        std::thread thread;
        std::shared_ptr<std::atomic<bool>> done;
        std::function<void()> cancel;
    };

    QFuture<core::TestStage> testUntil(core::EndKind kind, core::FlowEnd end, core::StageId last);
    template <typename T, typename Work>
    QFuture<T> run(const char *name, Work work);
    void joinFinished();

    core::Engine &m_engine;
    const core::Registry &m_registry;
    const core::SecretResolver &m_secrets;
    QString m_workspaceName;
    QString m_baseFolder;
    std::list<Call> m_calls;
};

} // namespace ui
