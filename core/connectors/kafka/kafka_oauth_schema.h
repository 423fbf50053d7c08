// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/token_request.h"
#include "core/schema/common_fields.h"

namespace core::kafka {

/// Where a source's tokens come from: a service, or a person who has one.
struct OAuthConfig
{
    QString tokenUrl = {};
    QString clientId = {};
    Secret clientSecret = {};
    QString scope = {};
    Secret token = {};

    TokenAccess access(const TlsConfig &tls, const QString &baseFolder) const;
    static const Schema &schema();
    bool operator==(const OAuthConfig &) const = default;
};

/// For the group `oauth` where it is used: finds what is missing, doubled or readable on the way.
void checkOAuth(const OAuthConfig &config, RuleReport &report);

/// An address of HTTP without a user in it.
bool isHttpUrl(const QString &address);

} // namespace core::kafka
