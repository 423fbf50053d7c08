// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_oauth_schema.h"

#include "core/schema/binding.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr FieldSpec kFields[] = {
    {.key = "token_url",
     .member = bind<&OAuthConfig::tokenUrl>(),
     .label = WEIR_TEXT("Token service"),
     .help = WEIR_TEXT("Address that gives out tokens (OAuth 2, client credentials); its "
                       "certificate is always checked, by the computer's authorities and by the "
                       "trusted CA of the broker."),
     .native = "sasl.oauthbearer.token.endpoint.url",
     .example = "https://login.example.com/oauth2/token",
     .range = {0, 2048},
     .heading = Heading::Security},
    {.key = "client_id",
     .member = bind<&OAuthConfig::clientId>(),
     .label = WEIR_TEXT("Client id"),
     .help = WEIR_TEXT("What the token service calls us."),
     .native = "sasl.oauthbearer.client.id",
     .range = {0, 1024},
     .heading = Heading::Security},
    {.key = "client_secret",
     .member = bind<&OAuthConfig::clientSecret>(),
     .label = WEIR_TEXT("Client secret"),
     .help = WEIR_TEXT("Proves to the token service who we are; the broker never sees it."),
     .native = "sasl.oauthbearer.client.secret",
     .example = "${env:KAFKA_CLIENT_SECRET}",
     .heading = Heading::Security},
    {.key = "scope",
     .member = bind<&OAuthConfig::scope>(),
     .label = WEIR_TEXT("Scope"),
     .help = WEIR_TEXT("What the token is for, where the service wants to know; several with "
                       "blanks."),
     .native = "sasl.oauthbearer.scope",
     .range = {0, 2048},
     .heading = Heading::Security},
    {.key = "token",
     .member = bind<&OAuthConfig::token>(),
     .label = WEIR_TEXT("Token"),
     .help = WEIR_TEXT("A token that you have already, in place of the service; nothing renews it "
                       "when it is over."),
     .example = "${file:token.jwt}",
     .tab = Tab::Advanced,
     .heading = Heading::Security},
};

} // namespace

const Schema &OAuthConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<OAuthConfig>(kFields);
    return kSchema;
}

TokenAccess OAuthConfig::access(const TlsConfig &tls, const QString &baseFolder) const
{
    const bool isGiven = !token.isEmpty();
    return {.way = isGiven ? TokenAccess::Way::Given : TokenAccess::Way::ClientSecret,
            .address = tokenUrl,
            .clientId = clientId,
            .secret = isGiven ? token.reveal() : clientSecret.reveal(),
            .scope = scope,
            .tls = tls.disable ? TlsConfig{} : tls, // a hidden group
            .baseFolder = baseFolder,
            .fields = {.mechanism = u"sasl"_s,
                       .address = u"oauth.token_url"_s,
                       .client = u"oauth.client_id"_s,
                       .secret = isGiven ? u"oauth.token"_s : u"oauth.client_secret"_s,
                       .scope = u"oauth.scope"_s}};
}

bool isHttpUrl(const QString &address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return url.isValid() && isHttp && !url.host().isEmpty() && url.userInfo().isEmpty();
}

void checkOAuth(const OAuthConfig &config, RuleReport &report)
{
    const bool usesService =
        !config.tokenUrl.isEmpty() || !config.clientId.isEmpty() || !config.clientSecret.isEmpty();
    if (!config.token.isEmpty()) {
        if (usesService) {
            report.note("kafka.oauth.token_wins", "oauth.token",
                        text(WEIR_TEXT("The token is used as it is: nobody asks the service")));
        }
        return;
    }
    const std::pair<const char *, bool> parts[] = {
        {"oauth.token_url", config.tokenUrl.isEmpty()},
        {"oauth.client_id", config.clientId.isEmpty()},
        {"oauth.client_secret", config.clientSecret.isEmpty()}};
    for (const auto &[field, isMissing] : parts) {
        if (isMissing) {
            report.error("kafka.oauth.incomplete", field,
                         text(WEIR_TEXT("Signing in by token needs the token service's address, "
                                        "client id and client secret, or a token")));
        }
    }
    if (config.tokenUrl.isEmpty()) {
        return;
    }
    if (!isHttpUrl(config.tokenUrl)) {
        report.error("kafka.oauth.url", "oauth.token_url",
                     text(WEIR_TEXT("The token service's address begins with http:// or https:// "
                                    "and holds no user")));
    } else if (config.tokenUrl.trimmed().startsWith("http:"_L1, Qt::CaseInsensitive)) {
        report.warning("kafka.oauth.readable", "oauth.token_url",
                       text(WEIR_TEXT("Client secret and token are sent readable: the address "
                                      "begins with http://")));
    }
}

} // namespace core::kafka
