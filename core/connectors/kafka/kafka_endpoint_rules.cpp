// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/connectors/kafka/kafka_writer_settings.h"

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

/// The common rules of TLS name the key `disable`, which is `mode` here.
class ModeReport final : public RuleReport
{
public:
    explicit ModeReport(RuleReport &report) : m_report(report) { }

    Role role() const override { return m_report.role(); }
    QString baseFolder() const override { return m_report.baseFolder(); }
    void error(const char *code, const char *field, QString message, QString fix) override
    {
        m_report.error(code, named(field), std::move(message), std::move(fix));
    }
    void warning(const char *code, const char *field, QString message, QString fix) override
    {
        m_report.warning(code, named(field), std::move(message), std::move(fix));
    }
    void note(const char *code, const char *field, QString message, QString fix) override
    {
        m_report.note(code, named(field), std::move(message), std::move(fix));
    }

private:
    static const char *named(const char *field)
    {
        return QLatin1String(field) == "disable"_L1 ? "mode" : field;
    }

    RuleReport &m_report;
};

/// Only a warning: what the computer says of itself may be incomplete.
void checkPlace(const Authentication &authentication, RuleReport &report)
{
    const bool isElsewhere = authentication.method == AuthMethod::UserAssignedManagedIdentity
        && authentication.userIdentity.proof != IdentityProof::Metadata;
    if (!isElsewhere && isOutsideAzure()) {
        report.warning("kafka.identity.outside", "authentication.method",
                       text(WEIR_TEXT("A managed identity works on a computer of Azure only, and "
                                      "this seems to be none")),
                       text(WEIR_TEXT("Run the flow there, or sign in another way: a "
                                      "user-assigned one may be proved by a client secret")));
    }
}

} // namespace

void checkEndpointTls(const EndpointTls &tls, RuleReport &report)
{
    ModeReport named(report);
    checkTls(tls.common(), named);
}

void checkSignIn(const KafkaEndpointConfig &config, RuleReport &report)
{
    checkBrokers(config.host, "host", report);
    const bool isOff = config.tls.mode == Switch::Disabled;
    switch (config.authentication.method) {
    case AuthMethod::Anonymous:
        if (!isOff) {
            checkPlainPort(config.host, "tls.mode", report);
        }
        break;
    case AuthMethod::Sasl:
        if (isOff) {
            const bool isPlain = config.authentication.sasl.saslType == Mechanism::Plain;
            report.warning(
                "kafka.sasl.readable", "tls.mode",
                isPlain ? text(WEIR_TEXT("The password is sent readable: encryption is off"))
                        : text(WEIR_TEXT("All messages are sent readable: encryption is off")));
        }
        break;
    case AuthMethod::X509Certificate:
        if (isOff || config.tls.clientCert.isEmpty()) {
            report.error("kafka.x509.incomplete", isOff ? "tls.mode" : "tls.client_cert",
                         text(WEIR_TEXT("Signing in by certificate needs TLS, a certificate and "
                                        "its key")));
        }
        break;
    case AuthMethod::SystemAssignedManagedIdentity:
    case AuthMethod::UserAssignedManagedIdentity:
        if (isOff) {
            report.error("kafka.identity.needs_tls", "tls.mode",
                         text(WEIR_TEXT("A managed identity needs encryption: its token would be "
                                        "sent readable")));
        }
        checkPlace(config.authentication, report);
        break;
    }
}

void checkDelivery(const KafkaEndpointConfig &config, RuleReport &report)
{
    if (report.role() == Role::Source) {
        return; // nothing of it acts where the endpoint is only read
    }
    if (config.acks != Acks::All && config.idempotence == Idempotence::On) {
        report.error("kafka.idempotence.acks", "idempotence",
                     text(WEIR_TEXT("Idempotence needs acknowledgement All")));
    }
    if (config.acks == Acks::Zero) {
        report.warning("kafka.acks.zero", "kafkaAcks",
                       text(WEIR_TEXT("Nothing tells whether a message arrived")));
    }
    const bool isBatching = config.batching.mode == Switch::Enabled;
    if (config.messageTimeoutMs > 0 && isBatching
        && config.batching.latencyMs >= config.messageTimeoutMs) {
        report.error("kafka.timeout.order", "messageTimeoutMs",
                     text(WEIR_TEXT("The time-out must be longer than the batch latency")));
    }
    if (!isBatching && config.compression != Compression::None) {
        report.note("kafka.compression.single", "compression",
                    text(WEIR_TEXT("Without batching each message is compressed alone")));
    }
}

void checkEndpointProperties(const KafkaEndpointConfig &config, RuleReport &report)
{
    if (report.role() != Role::Source && !keepsOrder(config)) {
        report.warning("kafka.in_flight.order", "properties",
                       text(WEIR_TEXT("Without idempotence, several requests at a time change the "
                                      "order of messages when one of them is sent again")),
                       text(WEIR_TEXT("Leave max.in.flight.requests.per.connection out")));
    }
    if (checkProperties(config.properties, Side::Write, report) && !config.properties.empty()) {
        const Connection nowhere{.tls = {.disable = true}, .properties = config.properties};
        checkTogether(Side::Write, writerSettings(config, nowhere, {}), report);
    }
}

} // namespace core::kafka
