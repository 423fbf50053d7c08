// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/kafka/kafka_handles.h"
#include "core/connectors/kafka/kafka_statistics.h"

namespace core::kafka {

/// Derives a connection's state from what the library reports. A cut connection alone is no alarm:
/// it counts when nothing came from any broker since. So does a connection that stays and is
/// silent. One thread.
class Liveness final
{
public:
    /// A passing error from the library's error callback.
    void sawTrouble(rd_kafka_resp_err_t code, const Error &error, TimePoint now);
    void sawAnswer(TimePoint now);
    /// Bytes that came in prove a round trip.
    void sawStatistics(const Statistics &statistics, TimePoint now);
    /// A question was put to the brokers and nobody answered in time.
    void sawSilence(const Error &error, TimePoint now);
    /// Nobody knows whether the brokers still answer: time to ask one.
    bool isInDoubt(TimePoint now) const;
    /// What was heard until now says nothing any more.
    void doubt() { m_lastAnswer.reset(); }
    bool isTalking(TimePoint now) const; ///< something came a moment ago
    /// Everything that makes the object useful is done (subscribed; topic known).
    void setUsable(bool usable) { m_isUsable = usable; }
    bool isUsable() const { return m_isUsable; }

    /// When it was there last, or ended.
    const std::optional<TimePoint> &lastTrouble() const { return m_lastTrouble; }

    Health health() const;

private:
    void recover();
    void sawThrottle(std::chrono::milliseconds wait, TimePoint now);

    bool m_isUsable = false;
    std::optional<TimePoint> m_lastAnswer = {};
    std::optional<TimePoint> m_lastTrouble = {};
    std::optional<Error> m_trouble = {};
    std::optional<Error> m_suspect = {}; ///< shown once nothing came since
    std::optional<TimePoint> m_silentSince = {}; ///< asked, and nothing came from any broker
    std::int64_t m_received = 0;
    std::optional<Error> m_throttled = {}; ///< told up to the moment below, if nothing more comes
    TimePoint m_throttledUntil = {};
    int m_attempt = 0;
    std::uint64_t m_reconnects = 0;
};

} // namespace core::kafka
