// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_liveness.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/text.h"

namespace core::kafka {
namespace {

/// The library itself gives a request a minute; what a producer asks is answered much sooner.
constexpr auto kSilentFor = std::chrono::milliseconds(4500);
/// With the limit of the question below the ten seconds in which a silent broker must show.
/// A quiet flow looks every second: this is its fourth look.
constexpr auto kQuiet = std::chrono::milliseconds(3800);

} // namespace

void Liveness::sawTrouble(rd_kafka_resp_err_t code, const Error &error, TimePoint now)
{
    ++m_attempt;
    m_lastTrouble = now;
    // which brokers are down says less than why
    const bool isSummary = code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
    const bool isUp = m_isUsable && m_lastAnswer && !m_trouble;
    if (isUp && isTransport(code)) {
        m_suspect = isSummary && m_suspect ? m_suspect : error;
    } else if (!isSummary || !m_trouble) {
        m_trouble = error;
    }
}

void Liveness::recover()
{
    m_reconnects += m_trouble && m_isUsable ? 1 : 0;
    m_trouble.reset();
    m_suspect.reset();
    m_attempt = 0;
}

void Liveness::sawAnswer(TimePoint now)
{
    m_lastAnswer = now;
    if (m_trouble || m_suspect || m_attempt > 0) {
        m_lastTrouble = now;
        recover();
    }
}

/// A quota delays answers; nothing is wrong with that, but it should be known.
void Liveness::sawThrottle(std::chrono::milliseconds wait, TimePoint now)
{
    constexpr auto kAfterwards = std::chrono::seconds(5);
    if (wait.count() > 0) {
        m_throttledUntil = now + wait + kAfterwards;
        m_throttled = Error{.code = ErrorCode::Timeout,
                            .id = "kafka.throttled",
                            .message = text(WEIR_TEXT("The broker holds requests back by its "
                                                      "quota, up to %1 ms each"))
                                           .arg(wait.count())};
    } else if (now >= m_throttledUntil) {
        m_throttled.reset();
    }
}

void Liveness::sawStatistics(const Statistics &statistics, TimePoint now)
{
    sawThrottle(statistics.throttled, now);
    const bool hasAnswered = statistics.received > m_received;
    m_received = statistics.received;
    if (hasAnswered || statistics.waiting == 0 || !m_silentSince) {
        m_silentSince = now;
    }
    if (hasAnswered && m_isUsable) {
        sawAnswer(now);
    } else if (m_suspect) {
        m_trouble = std::exchange(m_suspect, std::nullopt);
    } else if (now - *m_silentSince >= kSilentFor && !m_trouble) {
        m_trouble = errorOf(RD_KAFKA_RESP_ERR__TIMED_OUT, "");
    }
}

void Liveness::sawSilence(const Error &error, TimePoint now)
{
    ++m_attempt;
    m_lastTrouble = now;
    if (!m_trouble) {
        m_trouble = m_suspect ? std::exchange(m_suspect, std::nullopt) : std::optional(error);
    }
}

bool Liveness::isInDoubt(TimePoint now) const
{
    return m_isUsable && (m_suspect || !m_lastAnswer || now - *m_lastAnswer >= kQuiet);
}

bool Liveness::isTalking(TimePoint now) const
{
    constexpr auto kJustNow = std::chrono::milliseconds(1500);
    return m_lastAnswer && now - *m_lastAnswer < kJustNow;
}

Health Liveness::health() const
{
    return Health{.ready = m_isUsable && !m_trouble,
                  .lastRoundTrip = m_lastAnswer,
                  .trouble = m_trouble,
                  .attempt = m_attempt,
                  .reconnects = m_reconnects,
                  .notice = m_throttled};
}

} // namespace core::kafka
