// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace core::kafka {

/// What a producer's statistics document tells that nothing else does.
struct Statistics
{
    std::int64_t received = 0; ///< bytes, of all brokers
    std::int64_t waiting = 0; ///< requests without an answer
    std::chrono::milliseconds throttled{0}; ///< the longest wait a broker asked for by its quota
    /// A partition whose broker is wanted and not connected. How many messages wait for it is not
    /// told: the library counts none.
    std::optional<int> cutOff = {};
    std::int64_t partitions = 0; ///< of the topic, as the library knows them; 0 = not yet
};

Statistics readStatistics(const QByteArray &json, const QString &topic);

} // namespace core::kafka
