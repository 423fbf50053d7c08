// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_source.h"

#include "core/connectors/websocket/websocket_errors.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::websocket {
namespace {

constexpr auto kHeldLimit = 30s;
constexpr auto kGoodTime = 60s;
constexpr auto kLogPause = 30s;
constexpr int kMostRefusals = 3;

} // namespace

WebSocketSource::WebSocketSource(WebSocketConfig config)
    : m_config(std::move(config)),
      m_backoff(m_config.reconnect.min.milliseconds(), m_config.reconnect.max.milliseconds(),
                QRandomGenerator::system()->generate64())
{
    if (!m_config.sequencePath.isEmpty()) {
        m_sequence.emplace(m_config.sequencePath);
    }
}

WebSocketSource::~WebSocketSource()
{
    close({});
}

Result<void> WebSocketSource::open(const SourceContext &context)
{
    Result<ConnectPlan> plan = planOf(m_config, context.flow.baseFolder());
    if (!plan) {
        return plan.error();
    }
    m_plan = *std::move(plan);
    m_clock = &context.clock;
    m_wakeup = &context.wakeup;
    m_context = std::make_unique<QObject>();
    m_retry = std::make_unique<Alarm>(*m_clock);
    m_heldAlarm = std::make_unique<Alarm>(*m_clock);
    auto lane = std::make_shared<LaneInfo>();
    lane->id = 1;
    lane->name = laneName(m_plan.request.url());
    lane->topic = m_plan.request.url().toString(QUrl::RemoveQuery);
    m_lane = std::move(lane);
    connectNow();
    return {};
}

void WebSocketSource::connectNow()
{
    if (!m_queue.hasRoom()) {
        m_retry->start(m_config.reconnect.min.milliseconds(), [this] { connectNow(); });
        return;
    }
    m_link = std::make_unique<WebSocketLink>(m_plan, *m_clock,
                                             [this](Bytes message) { handleReceived(message); });
    QObject::connect(m_link.get(), &WebSocketLink::opened, m_context.get(),
                     [this] { m_openedAt = m_clock->now(); });
    QObject::connect(m_link.get(), &WebSocketLink::ready, m_context.get(),
                     [this] { handleReady(); });
    QObject::connect(m_link.get(), &WebSocketLink::ended, m_context.get(),
                     [this](const Error &error, int closeCode) { handleEnded(error, closeCode); });
    m_link->start();
}

void WebSocketSource::handleReady()
{
    m_trouble.reset();
    m_wakeup->notify();
}

void WebSocketSource::handleReceived(Bytes message)
{
    m_refusals = 0;
    if (m_sequence) {
        m_sequence->see(message);
    }
    if (m_queue.add(message, *m_clock)) {
        m_wakeup->notify();
    }
    if (m_queue.isFull()) {
        holdBack();
    }
}

void WebSocketSource::holdBack()
{
    if (std::exchange(m_held, true)) {
        return;
    }
    m_link->hold(true);
    m_heldAlarm->start(kHeldLimit, [this] {
        handleEnded(Error{.code = ErrorCode::Connect,
                          .id = "websocket.slow_target",
                          .message = text(WEIR_TEXT("The target took nothing for 30 s: the "
                                                    "connection was given up"))},
                    0);
    });
}

bool WebSocketSource::refusesForGood(int closeCode)
{
    m_refusals = isPolicy(closeCode) ? m_refusals + 1 : 0;
    return m_refusals >= kMostRefusals;
}

void WebSocketSource::noteGap(const Error &error)
{
    ++m_gaps;
    ++m_unlogged;
    if (m_lastLog && m_clock->now() - *m_lastLog < kLogPause) {
        return; // a server that hangs up all the time
    }
    qCWarning(logConnector, "websocket: %llu gap(s), the last one because of %s",
              static_cast<unsigned long long>(m_unlogged), error.id);
    m_unlogged = 0;
    m_lastLog = m_clock->now();
}

/// The link may be the caller: it goes when its own code has returned.
void WebSocketSource::dropLink()
{
    if (m_link) {
        m_link->disconnect(m_context.get());
        m_link->leave();
        m_link.release()->deleteLater();
    }
    m_held = false;
    m_heldAlarm->stop();
}

void WebSocketSource::handleEnded(const Error &error, int closeCode)
{
    if (m_link) {
        m_lastHeard = m_link->isOpen() ? std::optional(m_link->lastHeard()) : m_lastHeard;
    }
    dropLink();
    const auto now = m_clock->now();
    if (m_openedAt) {
        noteGap(error);
        if (now - *m_openedAt >= kGoodTime) {
            m_backoff.reset();
        }
    }
    m_openedAt.reset();
    m_trouble = error;
    if (refusesForGood(closeCode)) {
        m_trouble->code = ErrorCode::Auth;
    }
    if (!m_trouble->isRetryable()) {
        m_permanent = m_trouble;
    } else if (!m_stopped) {
        m_retry->start(m_backoff.next(), [this] { connectNow(); });
    }
    m_wakeup->notify();
}

/// Where much arrives a turn of the event loop for each packet costs more than the packet.
void WebSocketSource::readOn(std::size_t wanted)
{
    constexpr int kMostReads = 16; // timers and commands must have their turn, too
    for (int reads = 0; reads < kMostReads && m_queue.count() > 0 && m_queue.count() < wanted
         && m_link && m_link->readOn();
         ++reads) { }
}

Result<Polled> WebSocketSource::poll(std::size_t maxMessages, std::size_t maxBytes)
{
    Polled polled;
    if (!m_clock) {
        return polled;
    }
    if (!std::exchange(m_announced, true)) {
        polled.laneEvents.push_back(
            {.kind = LaneEvent::Kind::Assigned, .lane = m_lane, .deadline = {}, .end = {}});
    }
    if (!m_paused && !m_stopped) {
        readOn(maxMessages);
        polled.batch = m_queue.take(maxMessages, maxBytes, m_lane, *m_clock);
        polled.more = maxMessages > 0 && !m_queue.isEmpty();
    }
    if (m_permanent && !polled.batch) {
        return *m_permanent; // what had arrived was handed over first
    }
    if (m_held && m_link && m_queue.hasRoom()) {
        m_held = false;
        m_heldAlarm->stop();
        m_link->hold(false);
    }
    return polled;
}

void WebSocketSource::resume()
{
    m_paused = false;
    if (m_wakeup) {
        m_wakeup->notify();
    }
}

void WebSocketSource::sawSleep()
{
    if (m_link) {
        m_link->askNow();
    } else if (m_trouble && !m_permanent && !m_stopped) { // waits for its next attempt
        m_retry->stop();
        m_backoff.reset();
        connectNow();
    }
}

Health WebSocketSource::health() const
{
    Health health;
    health.ready = m_link && m_link->isReady();
    health.lastRoundTrip = m_link && m_link->isOpen() ? m_link->lastHeard() : m_lastHeard;
    health.trouble = m_trouble;
    if (m_held) {
        health.trouble = Error{.code = ErrorCode::Timeout,
                               .id = "websocket.held",
                               .message = text(WEIR_TEXT("The target cannot follow: reading "
                                                         "waits"))};
    }
    health.attempt = health.ready ? 0 : m_backoff.attempt();
    health.reconnects = m_gaps;
    health.lost = m_sequence ? std::optional(m_sequence->missing()) : std::nullopt;
    return health;
}

void WebSocketSource::stopIntake()
{
    m_stopped = true;
    if (m_retry) {
        m_retry->stop();
        m_heldAlarm->stop();
    }
    if (m_link) {
        m_link->disconnect(m_context.get());
        m_link->leave();
    }
}

void WebSocketSource::close(std::chrono::milliseconds)
{
    stopIntake();
    m_link.reset();
    m_retry.reset();
    m_heldAlarm.reset();
    m_context.reset();
    m_queue.clear();
    m_clock = nullptr;
}

} // namespace core::websocket
