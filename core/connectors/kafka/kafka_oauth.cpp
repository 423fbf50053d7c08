// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_oauth.h"

#include "core/support/logging.h"
#include "core/support/text.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

void ignoreWish(rd_kafka_t *, const char *, void *) { }

bool isRefusedToken(const Error &error)
{
    return QLatin1StringView(error.id) == "kafka.auth.token"_L1;
}

/// "Request not valid in current SASL state": a port without sign-in says so each time.
bool isOutOfTurn(const Error &error, const char *words)
{
    return QLatin1StringView(error.id) == "kafka.auth.mechanism"_L1
        && QLatin1StringView(words).contains("current SASL state"_L1);
}

} // namespace

std::shared_ptr<void> feedTokens(rd_kafka_t *client, TokenKeeper &keeper)
{
    return keeper.subscribe([client](const AccessToken &token) {
        std::array<char, 256> why{}; // may repeat the token
        const rd_kafka_resp_err_t code =
            rd_kafka_oauthbearer_set_token(client, token.text.constData(), token.endsMs, "weir",
                                           nullptr, 0, why.data(), why.size());
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
            qCWarning(logConnector, "the Kafka library does not take a token: %s",
                      rd_kafka_err2name(code));
        }
    });
}

void prepareForTokens(rd_kafka_conf_t *conf)
{
    rd_kafka_conf_set_oauthbearer_token_refresh_cb(conf, &ignoreWish);
    rd_kafka_conf_enable_sasl_queue(conf, 1); // or each wish would wait for a poll
}

Result<void> fetchTokens(Connection &connection, std::chrono::milliseconds limit,
                         const std::function<bool()> &isStopped)
{
    if (!connection.token) {
        return {};
    }
    TokenAnswer answer = fetchToken(*connection.token, limit, isStopped);
    if (!answer.token) {
        return answer.token.error();
    }
    connection.tokens = std::make_shared<TokenKeeper>(*connection.token, *std::move(answer.token));
    return {};
}

Explained meantForTokens(Explained explained, const TokenAccess &access)
{
    Error &error = explained.error;
    const QLatin1StringView id(error.id);
    if (id == "kafka.auth.mechanism"_L1) {
        error.field = access.fields.mechanism;
    } else if (id == "kafka.auth.refused"_L1) {
        const bool isGiven = access.way == TokenAccess::Way::Given;
        error.id = "kafka.auth.token";
        error.message = text(WEIR_TEXT("The broker does not accept the token"));
        error.field = isGiven ? access.fields.secret : access.fields.scope;
        error.fix = text(WEIR_TEXT("It may be meant for another service, or be over: look at "
                                   "scope or audience, and at both clocks"));
    }
    return explained;
}

void TokenSignIn::begin(const Connection &connection, SharedResources *shared)
{
    m_keeper = connection.token ? TokenKeeper::shared(shared, *connection.token) : nullptr;
}

Connection TokenSignIn::with(Connection connection) const
{
    connection.tokens = m_keeper;
    return connection;
}

std::optional<Error> TokenSignIn::failure() const
{
    auto trouble = this->trouble();
    return trouble && !trouble->isRetryable() ? trouble : std::nullopt;
}

std::optional<Error> TokenSignIn::trouble() const
{
    return m_keeper ? m_keeper->trouble() : std::nullopt;
}

Error TokenSignIn::sawError(rd_kafka_resp_err_t code, const char *words, bool hasWorked)
{
    if (!m_keeper) {
        return errorOf(code, words);
    }
    Error error = joined(meantForTokens(explain(code, words), m_keeper->access()));
    if (isRefusedToken(error) && m_keeper->renewRefused()) {
        error = m_keeper->trouble().value_or(std::move(error));
        error.code = error.isRetryable() ? error.code : ErrorCode::Connect;
    }
    if (hasWorked && isOutOfTurn(error, words) && mayPass()) {
        error.code = ErrorCode::Connect;
    }
    return error;
}

bool TokenSignIn::mayPass()
{
    constexpr int kPassing = 2;
    constexpr auto kForgotten = 60s;
    const auto now = std::chrono::steady_clock::now();
    m_outOfTurn = now - m_lastOutOfTurn < kForgotten ? m_outOfTurn + 1 : 1;
    m_lastOutOfTurn = now;
    return m_outOfTurn <= kPassing;
}

} // namespace core::kafka
