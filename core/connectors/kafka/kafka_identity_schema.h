// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/token_request.h"
#include "core/schema/common_fields.h"

namespace core::kafka {

/// The identity of an Azure computer itself.
struct SystemIdentity
{
    QString audience = {}; ///< empty = the host's own

    TokenAccess access(const QString &host) const;
    static const Schema &schema();
    bool operator==(const SystemIdentity &) const = default;
};

/// What proves that an identity is ours.
enum class IdentityProof
{
    Metadata, ///< the Azure computer to which it is assigned
    FederatedFile, ///< the token of a workload, in a file that its platform renews
    ClientSecret
};

/// An identity with a name of its own.
struct UserIdentity
{
    QString clientId = {};
    QString tenantId = {};
    QString scope = {}; ///< empty = the host's own
    IdentityProof proof = IdentityProof::Metadata;
    FilePath federatedTokenFile = {};
    Secret clientSecret = {};
    QString authorityHost = QStringLiteral("https://login.microsoftonline.com");

    TokenAccess access(const QString &host) const;
    static const Schema &schema();
    bool operator==(const UserIdentity &) const = default;
};

/// This computer is none of Azure's, by what its firmware says, and nothing else gives out tokens
/// of identities here. False where nobody can tell.
bool isOutsideAzure(
    const QString &chassisTag = QStringLiteral("/sys/class/dmi/id/chassis_asset_tag"));

void checkSystemIdentity(const SystemIdentity &identity, RuleReport &report);
void checkUserIdentity(const UserIdentity &identity, RuleReport &report);

} // namespace core::kafka
