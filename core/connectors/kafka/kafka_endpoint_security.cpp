// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_security.h"

#include "core/connectors/kafka/kafka_rows.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/schema/certificate_rows.h"

namespace core::kafka {
namespace {

template <typename T>
constexpr int number(T value)
{
    return static_cast<int>(value);
}

constexpr Choice kMethods[] = {
    {number(AuthMethod::Anonymous), "Anonymous", WEIR_TEXT("None"), WEIR_TEXT("No sign-in.")},
    {number(AuthMethod::Sasl), "Sasl", WEIR_TEXT("SASL"), WEIR_TEXT("User name and password.")},
    {number(AuthMethod::X509Certificate), "X509Certificate", WEIR_TEXT("Client certificate"),
     WEIR_TEXT("The certificate below says who we are.")},
    {number(AuthMethod::SystemAssignedManagedIdentity), "SystemAssignedManagedIdentity",
     WEIR_TEXT("System-assigned identity"),
     WEIR_TEXT("The identity of the Azure computer that Weir runs on.")},
    {number(AuthMethod::UserAssignedManagedIdentity), "UserAssignedManagedIdentity",
     WEIR_TEXT("User-assigned identity"),
     WEIR_TEXT("An identity of Azure that is assigned to the computer, or proved otherwise.")},
};

constexpr Choice kSaslTypes[] = {
    mechanismChoice(Mechanism::Plain, "Plain"),
    mechanismChoice(Mechanism::ScramSha256, "ScramSha256"),
    mechanismChoice(Mechanism::ScramSha512, "ScramSha512"),
};

constexpr FieldSpec kSaslFields[] = {
    {.key = "saslType",
     .member = bind<&SaslSettings::saslType>(),
     .label = WEIR_TEXT("SASL type"),
     .help = WEIR_TEXT("The mechanism the broker wants."),
     .choices = kSaslTypes,
     .native = "sasl.mechanism",
     .heading = Heading::Security,
     .required = true},
    {.key = "secretRef",
     .member = bind<&SaslSettings::secretRef>(),
     .label = WEIR_TEXT("Synced secret name"),
     .help = WEIR_TEXT("Name of the Kubernetes secret with user and password in exports; empty = "
                       "the endpoint's name with -login. Weir itself does not use it."),
     .range = {0, 253},
     .heading = Heading::Security},
    always(userRow(bind<&SaslSettings::username>())),
    always(passwordRow(bind<&SaslSettings::password>())),
};

constexpr FieldSpec kX509Fields[] = {
    {.key = "secretRef",
     .member = bind<&X509Settings::secretRef>(),
     .label = WEIR_TEXT("Certificate secret"),
     .help = WEIR_TEXT("Name of the Kubernetes secret with certificate and key in exports. Weir "
                       "itself takes those below."),
     .range = {0, 253},
     .heading = Heading::Security},
};

constexpr FieldSpec kAuthFields[] = {
    {.key = "method",
     .member = bind<&Authentication::method>(),
     .label = WEIR_TEXT("Authentication"),
     .help = WEIR_TEXT("How the broker wants us to sign in."),
     .choices = kMethods,
     .formDefault = "Sasl",
     .heading = Heading::Security,
     .required = true},
    {.key = "saslSettings",
     .member = bind<&Authentication::sasl>(),
     .label = WEIR_TEXT("SASL"),
     .help = WEIR_TEXT("User and password."),
     .heading = Heading::Security,
     .visibleWhen = {"method", {"Sasl"}}},
    {.key = "x509CertificateSettings",
     .member = bind<&Authentication::x509>(),
     .label = WEIR_TEXT("Client certificate"),
     .help = WEIR_TEXT("Where exports find it."),
     .heading = Heading::Security,
     .visibleWhen = {"method", {"X509Certificate"}}},
    {.key = "systemAssignedManagedIdentitySettings",
     .member = bind<&Authentication::systemIdentity>(),
     .label = WEIR_TEXT("System-assigned identity"),
     .help = WEIR_TEXT("What the tokens of the computer's own identity are for."),
     .heading = Heading::Security,
     .visibleWhen = {"method", {"SystemAssignedManagedIdentity"}}},
    {.key = "userAssignedManagedIdentitySettings",
     .member = bind<&Authentication::userIdentity>(),
     .label = WEIR_TEXT("User-assigned identity"),
     .help = WEIR_TEXT("Which identity it is, and how it is proved."),
     .heading = Heading::Security,
     .visibleWhen = {"method", {"UserAssignedManagedIdentity"}}},
};

constexpr Condition kWithTls{"mode", {"Enabled"}};

constexpr FieldSpec kTlsMode{.key = "mode",
                             .member = bind<&EndpointTls::mode>(),
                             .label = WEIR_TEXT("Encryption"),
                             .help = WEIR_TEXT("Whether TLS protects the connection."),
                             .choices = kSwitch,
                             .native = "security.protocol",
                             .tab = Tab::Advanced,
                             .heading = Heading::Security};

constexpr FieldSpec kTlsConfigMap{
    .key = "trustedCaCertificateConfigMapRef",
    .member = bind<&EndpointTls::trustedCaConfigMap>(),
    .label = WEIR_TEXT("Trusted CA config map"),
    .help = WEIR_TEXT("Name of the Kubernetes config map with the trusted certificates in exports. "
                      "Weir itself does not use it."),
    .range = {0, 253},
    .tab = Tab::Advanced,
    .heading = Heading::Security,
    .visibleWhen = kWithTls};

/// Who signs in by certificate needs ours with its key, which are no extra then.
constexpr auto endpointCertificates()
{
    auto rows =
        certificateRows<EndpointTls>(kWithTls,
                                     {"enable.ssl.certificate.verification", "ssl.ca.pem",
                                      "ssl.certificate.pem", "ssl.key.pem", "ssl.key.password"});
    for (FieldSpec &row : rows) {
        if (std::string_view(row.key).starts_with("client_")) {
            row.basicWhen = {"authentication.method", {"X509Certificate"}};
        }
    }
    return rows;
}

constexpr auto kTlsFields = joinedRows(std::array{kTlsMode, kTlsConfigMap}, endpointCertificates());

constexpr Rule kTlsRules[] = {rule<&checkEndpointTls>()};

} // namespace

const Schema &SaslSettings::schema()
{
    static constexpr Schema kSchema = makeSchema<SaslSettings>(kSaslFields);
    return kSchema;
}

const Schema &X509Settings::schema()
{
    static constexpr Schema kSchema = makeSchema<X509Settings>(kX509Fields);
    return kSchema;
}

const Schema &Authentication::schema()
{
    static constexpr Schema kSchema = makeSchema<Authentication>(kAuthFields);
    return kSchema;
}

const Schema &EndpointTls::schema()
{
    static constexpr Schema kSchema = makeSchema<EndpointTls>(kTlsFields, kTlsRules);
    return kSchema;
}

} // namespace core::kafka
