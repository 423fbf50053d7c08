// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_identity_schema.h"

#include "core/connectors/kafka/kafka_oauth_schema.h"
#include "core/schema/binding.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr FieldSpec kSystemFields[] = {
    {.key = "audience",
     .member = bind<&SystemIdentity::audience>(),
     .label = WEIR_TEXT("Audience"),
     .help = WEIR_TEXT("What the token is for; empty = https:// and the host without its port."),
     .example = "https://name.servicebus.windows.net",
     .range = {0, 2048},
     .tab = Tab::Advanced,
     .heading = Heading::Security},
};

constexpr Choice kProofs[] = {
    {static_cast<int>(IdentityProof::Metadata), "metadata", WEIR_TEXT("This Azure computer"),
     WEIR_TEXT("The identity is assigned to the computer, which gives out its tokens.")},
    {static_cast<int>(IdentityProof::FederatedFile), "federated-file", WEIR_TEXT("Workload file"),
     WEIR_TEXT("A file holds the workload's own token, which Azure takes for the identity's.")},
    {static_cast<int>(IdentityProof::ClientSecret), "client-secret", WEIR_TEXT("Client secret"),
     WEIR_TEXT("Works on any computer.")},
};

constexpr Condition kWithFile{"proof", {"federated-file"}};
constexpr Condition kWithSecret{"proof", {"client-secret"}};
constexpr Condition kAway{"proof", {"federated-file", "client-secret"}};

constexpr FieldSpec kUserFields[] = {
    {.key = "clientId",
     .member = bind<&UserIdentity::clientId>(),
     .label = WEIR_TEXT("Client id"),
     .help = WEIR_TEXT("Names the identity."),
     .example = "11111111-2222-3333-4444-555555555555",
     .range = {0, 64},
     .heading = Heading::Security,
     .required = true},
    {.key = "tenantId",
     .member = bind<&UserIdentity::tenantId>(),
     .label = WEIR_TEXT("Tenant id"),
     .help = WEIR_TEXT("The directory that the identity belongs to."),
     .example = "11111111-2222-3333-4444-555555555555",
     .range = {0, 64},
     .heading = Heading::Security,
     .required = true},
    {.key = "scope",
     .member = bind<&UserIdentity::scope>(),
     .label = WEIR_TEXT("Scope"),
     .help = WEIR_TEXT("What the token is for; empty = https://, the host without its port, and "
                       "/.default."),
     .example = "https://name.servicebus.windows.net/.default",
     .range = {0, 2048},
     .tab = Tab::Advanced,
     .heading = Heading::Security},
    {.key = "proof",
     .member = bind<&UserIdentity::proof>(),
     .label = WEIR_TEXT("Proved by"),
     .help = WEIR_TEXT("What shows that the identity is ours."),
     .choices = kProofs,
     .tab = Tab::Advanced,
     .heading = Heading::Security},
    {.key = "federatedTokenFile",
     .member = bind<&UserIdentity::federatedTokenFile>(),
     .label = WEIR_TEXT("Workload file"),
     .help = WEIR_TEXT("Read anew for each token, as its platform renews it."),
     .example = "/var/run/secrets/azure/tokens/azure-identity-token",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .requiredWhen = kWithFile,
     .visibleWhen = kWithFile},
    {.key = "clientSecret",
     .member = bind<&UserIdentity::clientSecret>(),
     .label = WEIR_TEXT("Client secret"),
     .help = WEIR_TEXT("Proves to Azure that the identity is ours; the broker never sees it."),
     .example = "${env:AZURE_CLIENT_SECRET}",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .requiredWhen = kWithSecret,
     .visibleWhen = kWithSecret},
    {.key = "authorityHost",
     .member = bind<&UserIdentity::authorityHost>(),
     .label = WEIR_TEXT("Sign-in service"),
     .help = WEIR_TEXT("Where Azure gives out tokens; national clouds have their own."),
     .example = "https://login.microsoftonline.com",
     .range = {1, 2048},
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kAway},
};

constexpr Rule kSystemRules[] = {rule<&checkSystemIdentity>()};
constexpr Rule kUserRules[] = {rule<&checkUserIdentity>()};

constexpr auto kDefault = "/.default"_L1;

/// Of the first broker of the list, without its port.
QString ownAudience(const QString &host)
{
    const QString first = host.section(u',', 0, 0).trimmed();
    return u"https://"_s + first.section(u':', 0, 0);
}

/// The same variable moves it for Azure's own programs.
constexpr auto kElsewhere = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

QString metadataAddress()
{
    const QString other = qEnvironmentVariable(kElsewhere);
    return isHttpUrl(other) ? other : u"http://169.254.169.254"_s;
}

QString field(const char *group, const char *key)
{
    return u"authentication.%1.%2"_s.arg(QLatin1StringView(group), QLatin1StringView(key));
}

bool isGuid(const QString &text)
{
    static const QRegularExpression form(u"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"_s);
    return form.match(text).hasMatch();
}

bool isAudience(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.scheme().isEmpty() && !text.contains(u' ');
}

} // namespace

const Schema &SystemIdentity::schema()
{
    static constexpr Schema kSchema = makeSchema<SystemIdentity>(kSystemFields, kSystemRules);
    return kSchema;
}

const Schema &UserIdentity::schema()
{
    static constexpr Schema kSchema = makeSchema<UserIdentity>(kUserFields, kUserRules);
    return kSchema;
}

TokenAccess SystemIdentity::access(const QString &host) const
{
    const QString method = u"authentication.method"_s;
    return {.way = TokenAccess::Way::Metadata,
            .address = metadataAddress(),
            .scope = audience.isEmpty() ? ownAudience(host) : audience,
            .fields = {.mechanism = method,
                       .address = method,
                       .client = method,
                       .secret = method,
                       .scope = field("systemAssignedManagedIdentitySettings", "audience")}};
}

TokenAccess UserIdentity::access(const QString &host) const
{
    using Way = TokenAccess::Way;
    constexpr auto kGroup = "userAssignedManagedIdentitySettings";
    const bool isFile = proof == IdentityProof::FederatedFile;
    TokenAccess access{
        .way = isFile ? Way::Assertion : Way::ClientSecretInForm,
        .address = authorityHost.trimmed() + u'/' + tenantId + u"/oauth2/v2.0/token"_s,
        .clientId = clientId,
        .secret = isFile ? QByteArray() : clientSecret.reveal(),
        .assertionFile = federatedTokenFile.text,
        .scope = scope.isEmpty() ? ownAudience(host) + kDefault : scope,
        .fields = {.mechanism = u"authentication.method"_s,
                   .address = field(kGroup, "authorityHost"),
                   .client = field(kGroup, "clientId"),
                   .secret = field(kGroup, isFile ? "federatedTokenFile" : "clientSecret"),
                   .scope = field(kGroup, "scope")}};
    if (proof == IdentityProof::Metadata) { // which knows resources, no scopes
        access.way = Way::Metadata;
        access.address = metadataAddress();
        access.secret.clear();
        access.scope.chop(access.scope.endsWith(kDefault) ? kDefault.size() : 0);
        access.fields.address = access.fields.mechanism;
    }
    return access;
}

/// Of all virtual machines there.
bool isOutsideAzure(const QString &chassisTag)
{
    constexpr QByteArrayView kAzure = "7783-7084-3265-9085-8269-3286-77";
    QFile file(chassisTag);
    if (qEnvironmentVariableIsSet(kElsewhere) || !file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray tag = file.read(256).trimmed();
    return !tag.isEmpty() && tag != kAzure;
}

void checkSystemIdentity(const SystemIdentity &identity, RuleReport &report)
{
    if (!identity.audience.isEmpty() && !isAudience(identity.audience)) {
        report.error("kafka.identity.audience", "audience",
                     text(WEIR_TEXT("An audience is an address such as "
                                    "https://name.servicebus.windows.net")));
    }
}

void checkUserIdentity(const UserIdentity &identity, RuleReport &report)
{
    const std::pair<const char *, QString> ids[] = {{"clientId", identity.clientId},
                                                    {"tenantId", identity.tenantId}};
    for (const auto &[key, id] : ids) {
        if (!id.isEmpty() && !isGuid(id)) {
            report.error("kafka.identity.guid", key,
                         text(WEIR_TEXT("An id of Azure has the form "
                                        "11111111-2222-3333-4444-555555555555")));
        }
    }
    const bool isScope = isAudience(identity.scope) && identity.scope.endsWith(kDefault);
    if (!identity.scope.isEmpty() && !isScope) {
        report.error("kafka.identity.scope", "scope",
                     text(WEIR_TEXT("A scope is an address that ends with /.default")));
    }
    if (identity.proof == IdentityProof::Metadata) {
        return;
    }
    if (!isHttpUrl(identity.authorityHost)) {
        report.error("kafka.identity.authority", "authorityHost",
                     text(WEIR_TEXT("The sign-in service's address begins with https:// and holds "
                                    "no user")));
    } else if (identity.authorityHost.trimmed().startsWith("http:"_L1, Qt::CaseInsensitive)) {
        report.warning("kafka.identity.readable", "authorityHost",
                       text(WEIR_TEXT("What proves the identity is sent readable: the address "
                                      "begins with http://")));
    }
}

} // namespace core::kafka
