// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_chores.h"
#include "core/connectors/kafka/kafka_client.h"

namespace core::kafka {

/// The library repeats a part of its first SCRAM message wrongly until 2.6.1, which brokers before
/// Kafka 4 put up with. The refusal is the same as that of a wrong password.
bool mayBeScramOfLibrary(const Connection &connection, const Error &error);

/// Asks the broker how old it is, without signing in, and names the cause of a refusal for which
/// mayBeScramOfLibrary() holds: kafka.auth.scram_library, or the error as it was. Blocks, two
/// seconds at most.
Error causeOfScramRefusal(const Connection &connection, Error error);

/// The oldest Fetch request in a broker's answer about its requests, in its first form; none where
/// it is none.
std::optional<int> oldestFetchIn(const QByteArray &answer);

/// The same beside a flow: what is refused and why it was. The flow's worker.
class ScramRefusal final
{
public:
    /// False where it can only be what it says. Else cause() has the answer when the wake-up comes.
    bool take(const Connection &connection, const Error &error, Wakeup &wakeup);
    std::optional<Error> cause();
    /// To be let go where two seconds may be waited.
    std::shared_ptr<Chores> release();

private:
    std::shared_ptr<Chores> m_chores; ///< of its own: others wait until the broker lets us in
    std::optional<Error> m_cause;
};

} // namespace core::kafka
