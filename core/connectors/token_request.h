// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/access_token.h"
#include "core/schema/common_fields.h"

#include <chrono>
#include <functional>

namespace core {

/// How a table calls the settings that an error may blame.
struct TokenFields
{
    QString mechanism = {}; ///< that a token is used at all
    QString address = {};
    QString client = {};
    QString secret = {};
    QString scope = {};

    bool operator==(const TokenFields &) const = default;
};

/// Where tokens come from.
struct TokenAccess
{
    enum class Way
    {
        Given, ///< `secret` is the token
        ClientSecret, ///< OAuth 2 client credentials, the secret in the head of the question
        ClientSecretInForm, ///< the same, in its body, as Azure describes it
        Assertion, ///< OAuth 2, signed in by the token in a file: workload identity
        Metadata ///< the identity of an Azure computer, by its metadata address
    };
    Way way = Way::ClientSecret;
    QString address = {}; ///< http(s)
    QString clientId = {}; ///< of a user-assigned identity; none = the computer's own
    QByteArray secret = {};
    QString assertionFile = {};
    QString scope = {}; ///< of Metadata: the resource
    TlsConfig tls = {}; ///< its authorities are trusted beside the computer's; always checked
    QString baseFolder = {};
    TokenFields fields = {};

    bool operator==(const TokenAccess &) const = default;
};

struct TokenAnswer
{
    Result<AccessToken> token;
    std::chrono::milliseconds notBefore{0}; ///< the service wants to be left alone so long
};

/// Asks once and waits; see askHttp(). Ids of services: token.unreachable, .timeout, .busy,
/// .refused, .scope, .redirect, .too_large, .answer, .assertion, those of access_token.h and
/// qt_tls.h; of the metadata address: identity.absent, .unknown, .refused, .audience, .busy.
TokenAnswer fetchToken(const TokenAccess &access, std::chrono::milliseconds limit,
                       const std::function<bool()> &isStopped);

} // namespace core
