// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_event_hubs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What an endpoint's settings come to: one connection, and what the library is asked for.
namespace core::kafka {

TlsConfig EndpointTls::common() const
{
    return TlsConfig{.disable = mode == Switch::Disabled,
                     .skipVerifyServer = skipVerifyServer,
                     .rootCas = rootCas,
                     .clientCert = clientCert,
                     .clientKey = clientKey,
                     .clientKeyPassword = clientKeyPassword};
}

bool KafkaEndpointConfig::isEventHubs() const
{
    return hostType != HostType::CustomKafka || isEventHubsHost(host);
}

bool KafkaEndpointConfig::isIdempotent() const
{
    const bool isUsual = acks == Acks::All && !isEventHubs();
    return idempotence == Idempotence::On || (idempotence == Idempotence::Auto && isUsual);
}

std::int64_t KafkaEndpointConfig::largestMessage() const
{
    constexpr std::int64_t kLeast = 1'000'000; // the library's own
    constexpr std::int64_t kMost = 1'000'000'000; // and the most it takes
    return std::clamp<std::int64_t>(batching.maxBytes, kLeast, kMost);
}

bool Authentication::usesIdentity() const
{
    return method == AuthMethod::SystemAssignedManagedIdentity
        || method == AuthMethod::UserAssignedManagedIdentity;
}

std::optional<TokenAccess> KafkaEndpointConfig::tokenAccess(const QString &baseFolder) const
{
    if (!authentication.usesIdentity()) {
        return std::nullopt;
    }
    const bool isUsers = authentication.method == AuthMethod::UserAssignedManagedIdentity;
    const QString brokers = normalBrokers(host);
    TokenAccess access = isUsers ? authentication.userIdentity.access(brokers)
                                 : authentication.systemIdentity.access(brokers);
    access.tls = tls.common();
    access.baseFolder = baseFolder;
    return access;
}

Connection KafkaEndpointConfig::connection(const QString &flowName, const QString &baseFolder) const
{
    const bool isSasl = authentication.method == AuthMethod::Sasl;
    const Mechanism other =
        authentication.usesIdentity() ? Mechanism::OAuthBearer : Mechanism::None;
    return Connection{.brokers = host,
                      .mechanism = isSasl ? authentication.sasl.saslType : other,
                      .user = authentication.sasl.username,
                      .password = authentication.sasl.password.reveal(),
                      .tls = tls.common(),
                      .baseFolder = baseFolder,
                      .clientId = u"weir-"_s + flowName.left(200),
                      .properties = properties,
                      .isEventHubs = isEventHubs(),
                      .token = tokenAccess(baseFolder)};
}

} // namespace core::kafka
