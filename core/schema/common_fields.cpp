// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/common_fields.h"

#include "core/schema/certificate.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr Condition kWhenOn{"disable", {"false"}};

constexpr FieldSpec kTlsFields[] = {
    {.key = "disable",
     .member = bind<&TlsConfig::disable>(),
     .label = WEIR_TEXT("No encryption"),
     .help =
         WEIR_TEXT("Talk to the server in clear text; encryption (TLS) is on unless this is set."),
     .tab = Tab::Basic,
     .heading = Heading::Security},
    {.key = "skip_verify_server",
     .member = bind<&TlsConfig::skipVerifyServer>(),
     .label = WEIR_TEXT("Skip certificate check"),
     .help = WEIR_TEXT("Accept any server certificate and any host name: only for a lab."),
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn},
    {.key = "root_cas",
     .member = bind<&TlsConfig::rootCas>(),
     .label = WEIR_TEXT("Trusted CA"),
     .help = WEIR_TEXT("PEM text or a file; replaces the computer's own list of authorities."),
     .example = "ca.pem",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn,
     .multiline = true},
    {.key = "client_cert",
     .member = bind<&TlsConfig::clientCert>(),
     .label = WEIR_TEXT("Client certificate"),
     .help = WEIR_TEXT("PEM text or a file: our certificate first, then intermediates."),
     .example = "client.pem",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn,
     .multiline = true},
    {.key = "client_key",
     .member = bind<&TlsConfig::clientKey>(),
     .label = WEIR_TEXT("Client key"),
     .help = WEIR_TEXT("The private key of the client certificate, as a reference to PEM text."),
     .example = "${file:client.key}",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn},
    {.key = "client_key_password",
     .member = bind<&TlsConfig::clientKeyPassword>(),
     .label = WEIR_TEXT("Client key password"),
     .help = WEIR_TEXT("Needed only when the private key is encrypted."),
     .example = "${env:KEY_PASSWORD}",
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn},
    {.key = "server_name",
     .member = bind<&TlsConfig::serverName>(),
     .label = WEIR_TEXT("Server name"),
     .help = WEIR_TEXT("The name to expect in the certificate, where it differs from the host."),
     .range = {0, 255},
     .tab = Tab::Advanced,
     .heading = Heading::Security,
     .visibleWhen = kWhenOn},
};

void checkTlsRule(const TlsConfig &tls, RuleReport &report)
{
    checkTls(tls, report);
}
constexpr Rule kTlsRules[] = {rule<&checkTlsRule>()};

constexpr std::int64_t kMs = 1'000'000;

constexpr FieldSpec kReconnectFields[] = {
    {.key = "min",
     .member = bind<&ReconnectConfig::min>(),
     .label = WEIR_TEXT("First reconnect wait"),
     .help = WEIR_TEXT("Wait before the first new attempt; it doubles with each."),
     .range = {10 * kMs, 3'600'000 * kMs},
     .tab = Tab::Advanced,
     .heading = Heading::Connection},
    {.key = "max",
     .member = bind<&ReconnectConfig::max>(),
     .label = WEIR_TEXT("Longest reconnect wait"),
     .help = WEIR_TEXT("The wait between attempts grows up to this; attempts never end."),
     .range = {10 * kMs, 3'600'000 * kMs},
     .tab = Tab::Advanced,
     .heading = Heading::Connection},
};

void checkClientCertificate(const TlsConfig &tls, RuleReport &report)
{
    if (tls.clientCert.isEmpty() && !tls.clientKey.isEmpty()) {
        report.error("tls.client_cert.missing", "client_cert",
                     text(WEIR_TEXT("A client key needs its certificate")));
    } else if (!tls.clientCert.isEmpty() && tls.clientKey.isEmpty()) {
        report.error("tls.client_key.missing", "client_key",
                     text(WEIR_TEXT("A client certificate needs its private key")));
    }
}

/// Inline PEM can be looked at without touching the disk.
void checkExpiry(const Pem &pem, const char *field, RuleReport &report)
{
    if (!pem.isInline()) {
        return;
    }
    const auto facts = readCertificates(pem.text.toUtf8());
    if (!facts) {
        report.error(facts.error().id, field, facts.error().message);
        return;
    }
    constexpr qint64 kSoon = 30;
    if (facts->front().daysLeft < 0) {
        report.error("tls.expired", field,
                     text(WEIR_TEXT("The certificate expired on %1"))
                         .arg(facts->front().notAfter.date().toString(Qt::ISODate)));
    } else if (facts->front().daysLeft <= kSoon) {
        report.warning(
            "tls.expires_soon", field,
            text(WEIR_TEXT("The certificate expires in %1 days")).arg(facts->front().daysLeft));
    }
}

} // namespace

const Schema &TlsConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<TlsConfig>(kTlsFields, kTlsRules);
    return kSchema;
}

const Schema &ReconnectConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<ReconnectConfig>(kReconnectFields);
    return kSchema;
}

void checkTls(const TlsConfig &tls, RuleReport &report)
{
    if (tls.disable && tls.skipVerifyServer) {
        report.error("tls.nothing_to_verify", "skip_verify_server",
                     text(WEIR_TEXT("Nothing to verify: TLS is off")));
    }
    if (tls.disable && (!tls.clientCert.isEmpty() || !tls.clientKey.isEmpty())) {
        report.error("tls.client_cert.needs_tls", "disable",
                     text(WEIR_TEXT("A client certificate needs TLS")));
        return;
    }
    if (tls.skipVerifyServer && !tls.disable) {
        report.warning("tls.unverified", "skip_verify_server",
                       text(WEIR_TEXT("The server's certificate is not checked: anyone on the way "
                                      "can read and change the data")));
    }
    checkClientCertificate(tls, report);
    checkExpiry(tls.clientCert, "client_cert", report);
    checkExpiry(tls.rootCas, "root_cas", report);
}

} // namespace core
