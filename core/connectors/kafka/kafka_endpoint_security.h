// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_identity_schema.h"

/// How an endpoint signs in and encrypts, in the words of the Azure data flow.
namespace core::kafka {

enum class AuthMethod
{
    Anonymous,
    Sasl,
    X509Certificate,
    SystemAssignedManagedIdentity,
    UserAssignedManagedIdentity
};

enum class Switch
{
    Enabled,
    Disabled
};

inline constexpr Choice kSwitch[] = {
    {static_cast<int>(Switch::Enabled), "Enabled", WEIR_TEXT("On"), WEIR_TEXT("It is used.")},
    {static_cast<int>(Switch::Disabled), "Disabled", WEIR_TEXT("Off"),
     WEIR_TEXT("It is not used.")},
};

struct SaslSettings
{
    Mechanism saslType = Mechanism::Plain;
    QString secretRef = {}; ///< only in exports
    QString username = {};
    Secret password = {};

    static const Schema &schema();
    bool operator==(const SaslSettings &) const = default;
};

struct X509Settings
{
    QString secretRef = {}; ///< only in exports

    static const Schema &schema();
    bool operator==(const X509Settings &) const = default;
};

struct Authentication
{
    AuthMethod method = AuthMethod::Anonymous;
    SaslSettings sasl = {};
    X509Settings x509 = {};
    SystemIdentity systemIdentity = {};
    UserIdentity userIdentity = {};

    bool usesIdentity() const;
    static const Schema &schema();
    bool operator==(const Authentication &) const = default;
};

struct EndpointTls
{
    Switch mode = Switch::Enabled;
    QString trustedCaConfigMap = {}; ///< only in exports
    bool skipVerifyServer = false;
    Pem rootCas = {};
    Pem clientCert = {};
    Secret clientKey = {};
    Secret clientKeyPassword = {};

    /// The same in the words of every other connector.
    TlsConfig common() const;
    static const Schema &schema();
    bool operator==(const EndpointTls &) const = default;
};

} // namespace core::kafka
