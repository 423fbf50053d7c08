// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/dead_letter_plan.h"
#include "ui/dead_letters/dead_letter_reader.h"
#include "ui/session/session.h"

#include <QTimer>

namespace ui {

/// How a retry stands: of all its runs together. A value.
struct RetryProgress
{
    std::int64_t letters = 0;
    std::uint64_t delivered = 0;
    std::uint64_t refusedAgain = 0;
    QString trouble = {}; ///< of a run that waits or has failed; empty while all is well
    bool isOver = false;
    bool isFailed = false; ///< it could not begin, or a run gave up
};

/// Sends dead letters again as `weirctl dead retry` does: a run of its own for each flow and
/// endpoint, beside the flow if that runs. One retry at a time; GUI thread, others wait.
class DeadLetterRetry final : public QObject
{
    Q_OBJECT

public:
    explicit DeadLetterRetry(Session &session, QObject *parent = nullptr);
    ~DeadLetterRetry() override;

    void begin(const DeadLetterChoice &choice);
    void stop(); ///< what is not delivered stays a dead letter
    bool isAtWork() const { return m_isPlanning || !m_runs.isEmpty() || !m_ending.isEmpty(); }
    const RetryProgress &progress() const { return m_progress; }

Q_SIGNALS:
    void changed(); ///< progress()
    void ended();

private:
    struct Plan
    {
        std::vector<core::DeadLetterRun> runs = {};
        std::optional<core::Error> error = {}; ///< of letters that cannot be sent
    };

    static Plan planned(const core::Workspace &workspace, const DeadLetterChoice &choice,
                        const core::SecretResolver &secrets);
    void start(Plan plan);
    void look();
    void take(const core::FlowSnapshot &run);
    void forgetEnded();
    void fail(const core::Error &error);

    Session &m_session;
    QStringList m_runs; ///< the engine's names of those at work
    QStringList m_ending; ///< over, but not yet forgotten by the engine
    RetryProgress m_progress;
    RetryProgress m_before; ///< of the runs that have ended
    bool m_isPlanning = false;
    bool m_isStopped = false;
    QTimer m_looking;
    Background m_plans;
};

} // namespace ui
