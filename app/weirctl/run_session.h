// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/exit_code.h"
#include "core/engine/engine.h"
#include "core/workspace/dead_letter_plan.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSet>

namespace weirctl {

/// What to run, for how long, and how to tell about it.
struct RunPlan
{
    std::vector<core::FlowDefinition> flows = {};
    std::vector<core::DeadLetterRun> deadLetters = {};
    core::RunLimits limits = {};
    std::optional<std::chrono::milliseconds> forSpan = {};
    std::chrono::milliseconds interval = std::chrono::seconds(1);
    bool wantsJson = false;
    QString temporaryFolder = {}; ///< gone also after a second interrupt; may be empty
};

/// Runs flows until none is left, time is up, or somebody interrupts; then stops in order and says
/// how it ended. Main thread.
class RunSession final : public QObject
{
    Q_OBJECT

public:
    RunSession(RunPlan plan, const core::Registry &registry);

    ExitCode run();

private:
    bool startAll();
    void stop(); ///< in order; look() sees when it is done
    void look();
    void report();
    bool show(const core::FlowSnapshot &flow, bool isFinal);
    core::FlowSnapshot withElapsed(core::FlowSnapshot flow) const;
    ExitCode result() const;

    RunPlan m_plan;
    core::SystemClock m_clock = {};
    core::Engine m_engine;
    QEventLoop m_loop;
    QElapsedTimer m_elapsed = {};
    QSet<QString> m_ended = {}; ///< told with their last figures
    bool m_isStopping = false; ///< by time or signal
    bool m_hasFailed = false; ///< a flow, when it was stopped
    bool m_isUnread = false; ///< nobody reads the figures any more
};

} // namespace weirctl
