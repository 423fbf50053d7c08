// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/run_session.h"

#include "app/weirctl/flow_figures.h"
#include "app/weirctl/interrupts.h"
#include "app/weirctl/output.h"
#include "core/support/text.h"

#include <QDir>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace weirctl {
namespace {

bool hasFailed(const core::FlowSnapshot &flow)
{
    return flow.status.state == core::FlowState::Failed;
}

} // namespace

RunSession::RunSession(RunPlan plan, const core::Registry &registry)
    : m_plan(std::move(plan)), m_engine(registry, m_clock, 0)
{ }

ExitCode RunSession::run()
{
    const Interrupts interrupts(
        this, [this] { stop(); },
        [folder = m_plan.temporaryFolder] {
            if (!folder.isEmpty()) {
                QDir(folder).removeRecursively();
            }
        });
    if (!startAll()) {
        return ExitCode::Findings;
    }
    QTimer looking;
    connect(&looking, &QTimer::timeout, this, &RunSession::look);
    looking.start(100ms);
    QTimer reporting;
    connect(&reporting, &QTimer::timeout, this, &RunSession::report);
    reporting.start(m_plan.interval);
    if (m_plan.forSpan) {
        QTimer::singleShot(*m_plan.forSpan, Qt::PreciseTimer, this, &RunSession::stop);
    }
    m_loop.exec();
    return result();
}

bool RunSession::startAll()
{
    m_elapsed.start();
    for (const core::FlowDefinition &flow : m_plan.flows) {
        if (const auto started = m_engine.start(flow, m_plan.limits); !started) {
            writeError(started.error());
            return false;
        }
    }
    for (const core::DeadLetterRun &run : m_plan.deadLetters) {
        const auto started = m_engine.retryDeadLetters(run.flow, run.endpoint, run.ids);
        if (!started) {
            writeError(started.error());
            return false;
        }
    }
    return true;
}

void RunSession::stop()
{
    if (m_isStopping) {
        return;
    }
    m_isStopping = true;
    // One that waits, failed, for its disk to be mended ends as stopped, yet it has failed.
    const std::vector<core::FlowSnapshot> flows = m_engine.snapshot();
    m_hasFailed = std::any_of(flows.begin(), flows.end(), hasFailed);
    m_engine.stopAll();
}

void RunSession::look()
{
    const std::vector<core::FlowSnapshot> flows = m_engine.snapshot();
    for (const core::FlowSnapshot &flow : flows) {
        if (hasEnded(flow) && !m_ended.contains(flow.id)) {
            m_ended.insert(flow.id);
            show(flow, true);
        }
    }
    if (m_ended.size() == static_cast<qsizetype>(flows.size())) {
        m_loop.quit();
    }
}

void RunSession::report()
{
    for (const core::FlowSnapshot &flow : m_engine.snapshot()) {
        if (!hasEnded(flow) && !show(withElapsed(flow), false)) {
            m_isUnread = true;
            stop();
            return;
        }
    }
}

/// The engine counts whole seconds; figures written more often want the time of this moment.
core::FlowSnapshot RunSession::withElapsed(core::FlowSnapshot flow) const
{
    flow.elapsedSeconds = static_cast<double>(m_elapsed.elapsed()) / 1000;
    return flow;
}

bool RunSession::show(const core::FlowSnapshot &flow, bool isFinal)
{
    if (m_plan.wantsJson) {
        return m_isUnread || writeJson(toJson(flow, isFinal));
    }
    if (isFinal) {
        return writeResult(QString(progressLine(flow) + u'\n'));
    }
    writeNotice(progressLine(flow));
    return true;
}

ExitCode RunSession::result() const
{
    const std::vector<core::FlowSnapshot> flows = m_engine.snapshot();
    if (m_hasFailed || std::any_of(flows.begin(), flows.end(), hasFailed)) {
        return ExitCode::Findings;
    }
    const auto handedBack = [](const core::FlowSnapshot &flow) {
        return flow.counters.returned > 0;
    };
    return m_isStopping && std::any_of(flows.begin(), flows.end(), handedBack)
        ? ExitCode::HandedBack
        : ExitCode::Done;
}

} // namespace weirctl
