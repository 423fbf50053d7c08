// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "core/support/error.h"

#include <librdkafka/rdkafka.h>

#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace core::kafka {

/// What a broker answered to a batch that the library sends again.
struct Resend
{
    std::int32_t partition = 0;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
};

/// Read from a line of the library's log; none where it tells of something else.
std::optional<Resend> resendIn(std::string_view line);

/// A batch that a broker does not take at the moment is sent again, for ever where there is no time
/// limit, and nothing but the library's log tells why. Its threads write here; one thread reads.
class Resends final
{
public:
    /// Lets the clients made of it talk to this object, which outlives them.
    void listen(rd_kafka_conf_t *conf);

    /// Takes in what was said since the last call.
    void update(TimePoint now);
    /// Something of the partition arrived or was given up.
    void sawReport(std::int32_t partition)
    {
        if (!m_held.empty()) {
            m_held.erase(partition);
        }
    }
    /// Why messages of a partition have been sent again and again for some seconds.
    std::optional<Error> cause(TimePoint now) const;

private:
    struct Held
    {
        rd_kafka_resp_err_t code;
        TimePoint since;
    };

    static void hear(const rd_kafka_t *client, int level, const char *facility, const char *line);

    std::mutex m_mutex;
    std::vector<Resend> m_said; ///< under the mutex
    std::map<std::int32_t, Held> m_held;
};

} // namespace core::kafka
