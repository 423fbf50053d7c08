// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/common_fields.h"

#include "core/schema/certificate.h"
#include "core/schema/certificate_rows.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr Condition kWhenOn{"disable", {"false"}};

constexpr FieldSpec kDisable{
    .key = "disable",
    .member = bind<&TlsConfig::disable>(),
    .label = WEIR_TEXT("No encryption"),
    .help =
        WEIR_TEXT("Talk to the server in clear text; encryption (TLS) is on unless this is set."),
    .tab = Tab::Basic,
    .heading = Heading::Security};

constexpr FieldSpec kServerName{
    .key = "server_name",
    .member = bind<&TlsConfig::serverName>(),
    .label = WEIR_TEXT("Server name"),
    .help = WEIR_TEXT("The name to expect in the certificate, where it differs from the host."),
    .range = {0, 255},
    .tab = Tab::Advanced,
    .heading = Heading::Security,
    .visibleWhen = kWhenOn};

constexpr auto kTlsFields =
    joinedRows(std::array{kDisable}, certificateRows<TlsConfig>(kWhenOn), std::array{kServerName});

constexpr Rule kTlsRules[] = {rule<&checkTls>()};

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

void checkReconnect(const ReconnectConfig &reconnect, RuleReport &report)
{
    if (reconnect.min.value > reconnect.max.value) {
        report.error("reconnect.order", "max",
                     text(WEIR_TEXT("The longest wait is shorter than the first one")));
    }
}
constexpr Rule kReconnectRules[] = {rule<&checkReconnect>()};

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

/// Empty where nothing is given, or where it stands in a file and none is to be touched now.
QByteArray loaded(const Pem &pem, const char *field, RuleReport &report)
{
    if (pem.isEmpty() || (!pem.isInline() && report.baseFolder().isEmpty())) {
        return {};
    }
    Result<QByteArray> bytes = pem.load(report.baseFolder());
    if (!bytes) {
        report.error(bytes.error().id, field, bytes.error().message);
        return {};
    }
    return *std::move(bytes);
}

void checkValidity(const CertificateFacts &facts, const char *field, RuleReport &report)
{
    constexpr qint64 kSoon = 30;
    const auto day = [](const QDateTime &time) { return time.date().toString(Qt::ISODate); };
    if (facts.daysLeft < 0) {
        report.error("tls.expired", field,
                     text(WEIR_TEXT("The certificate expired on %1")).arg(day(facts.notAfter)));
    } else if (facts.notBefore > QDateTime::currentDateTimeUtc()) {
        report.error(
            "tls.not_yet_valid", field,
            text(WEIR_TEXT("The certificate is not valid before %1")).arg(day(facts.notBefore)));
    } else if (facts.daysLeft <= kSoon) {
        report.warning("tls.expires_soon", field,
                       text(WEIR_TEXT("The certificate expires in %1 days")).arg(facts.daysLeft));
    }
}

/// A bundle of authorities may hold expired ones, which are just not used; our own may not.
void checkCertificates(const QByteArray &pem, const char *field, bool isBundle, RuleReport &report)
{
    if (pem.isEmpty()) {
        return;
    }
    const auto facts = readCertificates(pem);
    if (!facts) {
        report.error(facts.error().id, field, facts.error().message);
    } else if (!isBundle || facts->size() == 1) {
        checkValidity(facts->front(), field, report);
    }
}

/// Only where the secrets are resolved, which is shortly before a start.
void checkKeyFits(const TlsConfig &tls, const QByteArray &certificate, RuleReport &report)
{
    if (certificate.isEmpty() || tls.clientKey.reveal().isEmpty()) {
        return;
    }
    const Result<void> fits =
        checkPrivateKey(tls.clientKey.reveal(), tls.clientKeyPassword.reveal(), certificate);
    if (!fits) {
        const bool isPassword = QLatin1String(fits.error().id) == "key.password"_L1;
        report.error(fits.error().id, isPassword ? "client_key_password" : "client_key",
                     fits.error().message);
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
    static constexpr Schema kSchema =
        makeSchema<ReconnectConfig>(kReconnectFields, kReconnectRules);
    return kSchema;
}

void checkTls(const TlsConfig &tls, RuleReport &report)
{
    if (tls.disable && tls.skipVerifyServer) {
        report.error("tls.nothing_to_verify", "skip_verify_server",
                     text(WEIR_TEXT("Nothing to verify: TLS is off")),
                     text(WEIR_TEXT("Remove skip_verify_server, or turn TLS on")));
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
    const QByteArray own = loaded(tls.clientCert, "client_cert", report);
    checkCertificates(own, "client_cert", false, report);
    checkKeyFits(tls, own, report);
    checkCertificates(loaded(tls.rootCas, "root_cas", report), "root_cas", true, report);
}

} // namespace core
