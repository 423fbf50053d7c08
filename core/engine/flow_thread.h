// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/flow_runner.h"

#include <QThread>

#include <mutex>

namespace core {

/// The worker thread of one flow, named after it. Lives until its run ended; a restart puts the
/// next run in the same thread. Any thread may call.
class FlowThread final : public QThread
{
    Q_OBJECT

public:
    explicit FlowThread(FlowSetup setup);
    ~FlowThread() override; ///< stops and waits

    void stop(std::chrono::milliseconds deadline);
    /// Stops the run and begins this one in its place.
    void restart(FlowSetup setup, std::chrono::milliseconds deadline);

protected:
    void run() override;

private:
    void stopRunner(std::chrono::milliseconds deadline); ///< with the mutex held

    std::mutex m_mutex; ///< guards what follows
    std::optional<FlowSetup> m_next;
    FlowRunner *m_runner = nullptr; ///< of the worker thread
    std::optional<std::chrono::milliseconds> m_stop; ///< asked for before the runner was there
};

} // namespace core
