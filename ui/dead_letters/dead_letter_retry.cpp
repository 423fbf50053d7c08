// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/dead_letter_retry.h"

#include "ui/session/flow_work.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kLook = 250ms;

QString sentence(const QString &what, const QString &fix)
{
    return fix.isEmpty() ? what : QString(what + u". "_s + fix);
}

core::Error missingSecret(const core::Finding &finding)
{
    return {.code = core::ErrorCode::Config,
            .id = "secret.unavailable",
            .message = finding.message,
            .field = finding.path,
            .fix = finding.fix};
}

core::Result<core::DeadLetterRun> readyRun(const core::Workspace &workspace,
                                           core::DeadLetterGroup group,
                                           const core::SecretResolver &secrets)
{
    auto run = core::planDeadLetterRun(workspace, std::move(group));
    if (!run) {
        return run;
    }
    const core::Findings missing = secrets.resolve(run->flow, workspace.name);
    return missing.empty() ? run : missingSecret(missing.front());
}

} // namespace

DeadLetterRetry::DeadLetterRetry(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_plans(u"weir-retry"_s)
{
    connect(&m_looking, &QTimer::timeout, this, &DeadLetterRetry::look);
}

DeadLetterRetry::~DeadLetterRetry()
{
    stop(); // the engine sees them out
}

void DeadLetterRetry::begin(const DeadLetterChoice &choice)
{
    if (isAtWork()) {
        return;
    }
    m_progress = m_before = {};
    m_isPlanning = true;
    m_isStopped = false;
    Q_EMIT changed();
    m_plans.run([choice, workspace = m_session.workspace(),
                 &secrets = m_session.secrets()] { return planned(workspace, choice, secrets); },
                [this](Plan plan) { start(std::move(plan)); });
}

/// Everything that takes a disk or a key ring; any thread. What cannot be sent holds up no other.
DeadLetterRetry::Plan DeadLetterRetry::planned(const core::Workspace &workspace,
                                               const DeadLetterChoice &choice,
                                               const core::SecretResolver &secrets)
{
    Plan plan;
    const auto store = core::DeadLetterStore::open(deadLetterFileOf(workspace));
    auto groups = store ? groupsOf(**store, choice) : store.error();
    if (!groups) {
        plan.error = groups.error();
        return plan;
    }
    for (core::DeadLetterGroup &group : *groups) {
        auto run = readyRun(workspace, std::move(group), secrets);
        if (run) {
            plan.runs.push_back(*std::move(run));
        } else {
            plan.error = run.error();
        }
    }
    return plan;
}

void DeadLetterRetry::start(Plan plan)
{
    m_isPlanning = false;
    if (plan.error) {
        fail(*plan.error);
    }
    for (core::DeadLetterRun &run : plan.runs) {
        if (m_isStopped) {
            break;
        }
        const auto letters = static_cast<std::int64_t>(run.ids.size());
        const core::Result<QString> id = m_session.engine().retryDeadLetters(
            std::move(run.flow), run.endpoint, std::move(run.ids));
        if (!id) {
            fail(id.error());
            continue;
        }
        m_runs.append(*id);
        m_progress.letters += letters;
    }
    m_looking.start(kLook);
    look();
}

void DeadLetterRetry::fail(const core::Error &error)
{
    m_before.isFailed = true;
    m_before.trouble = sentence(error.message, error.fix);
}

void DeadLetterRetry::look()
{
    const std::int64_t letters = m_progress.letters;
    m_progress = m_before;
    m_progress.letters = letters;
    for (const core::FlowSnapshot &run : m_session.engine().snapshot()) {
        if (m_runs.contains(run.id)) {
            take(run);
        }
    }
    forgetEnded();
    m_progress.isOver = !isAtWork();
    Q_EMIT changed();
    if (m_progress.isOver) {
        m_looking.stop();
        Q_EMIT ended();
    }
}

void DeadLetterRetry::take(const core::FlowSnapshot &run)
{
    const auto add = [&run](RetryProgress &progress) {
        progress.delivered += run.counters.delivered;
        progress.refusedAgain += run.counters.deadLettered;
        if (!run.status.message.isEmpty()) {
            progress.trouble = sentence(run.status.message, run.status.fix);
        }
        progress.isFailed = progress.isFailed || run.status.state == core::FlowState::Failed;
    };
    add(m_progress);
    if (!ui::isAtWork(run.status.state) && !run.status.willRetry) {
        add(m_before);
        m_runs.removeOne(run.id);
        m_ending.append(run.id);
    }
}

/// So that the next retry counts from nothing. The engine keeps a run until its thread has ended.
void DeadLetterRetry::forgetEnded()
{
    for (const QString &id : m_ending) {
        m_session.engine().remove(id);
    }
    const std::vector<core::FlowSnapshot> left = m_session.engine().snapshot();
    m_ending.removeIf([&left](const QString &id) {
        return !std::ranges::count(left, id, &core::FlowSnapshot::id);
    });
}

void DeadLetterRetry::stop()
{
    m_isStopped = true;
    for (const QString &id : m_runs) {
        m_session.engine().stop(id);
    }
}

} // namespace ui
