// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_errors.h"

#include <chrono>

namespace core::kafka {

/// Gives the client each new token until the result goes, which must be before the client does.
/// Until there is one the library waits.
std::shared_ptr<void> feedTokens(rd_kafka_t *client, TokenKeeper &keeper);

/// In place of the library's own question for a token, which it asks only while it is polled: the
/// keeper knows itself when it is time.
void prepareForTokens(rd_kafka_conf_t *conf);

/// For a test or a listing: the token now, or why there is none. Blocks. Nothing where the
/// connection uses none.
Result<void> fetchTokens(Connection &connection, std::chrono::milliseconds limit,
                         const std::function<bool()> &isStopped);

/// A refused sign-in was that of a token.
Explained meantForTokens(Explained explained, const TokenAccess &access);

/// The tokens of one source or endpoint, where it signs in by them. The flow's worker.
class TokenSignIn final
{
public:
    void begin(const Connection &connection, SharedResources *shared);
    Connection with(Connection connection) const;

    /// What only somebody's edit can mend.
    std::optional<Error> failure() const;
    std::optional<Error> trouble() const;
    /// What the library reports, as errorOf(). A refused token is worth a new one, once, and no
    /// failure where none can be had just now: the broker refuses what is over. `hasWorked`: it
    /// took a sign-in of this object before.
    Error sawError(rd_kafka_resp_err_t code, const char *words, bool hasWorked);

private:
    /// A broker that just cut off whose token was over has been seen to answer the next sign-in as
    /// a port without any does. It is believed when it says so again and again.
    bool mayPass();

    std::shared_ptr<TokenKeeper> m_keeper;
    int m_outOfTurn = 0; ///< such answers, each within a minute of the one before
    std::chrono::steady_clock::time_point m_lastOutOfTurn = {};
};

} // namespace core::kafka
