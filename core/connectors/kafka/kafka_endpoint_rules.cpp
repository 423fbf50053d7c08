// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_rules.h"

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
    case AuthMethod::Anonymous: break;
    case AuthMethod::Sasl:
        if (isOff && config.authentication.sasl.saslType == Mechanism::Plain) {
            report.warning("kafka.sasl.readable", "tls.mode",
                           text(WEIR_TEXT("The password is sent readable: encryption is off")));
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
        break;
    }
}

void checkDelivery(const KafkaEndpointConfig &config, RuleReport &report)
{
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

void checkEndpointEventHubs(const KafkaEndpointConfig &config, RuleReport &report)
{
    if (!config.host.contains(".servicebus."_L1)) {
        return;
    }
    if (!config.host.contains(":9093"_L1) || config.tls.mode == Switch::Disabled) {
        report.error("kafka.event_hubs", "host",
                     text(WEIR_TEXT("Event Hubs wants port 9093 and encryption")));
    }
    if (config.compression == Compression::Snappy || config.compression == Compression::Lz4) {
        report.error("kafka.event_hubs.compression", "compression",
                     text(WEIR_TEXT("Event Hubs takes only gzip")));
    }
    if (config.batching.maxBytes > 1'000'000) {
        report.error("kafka.event_hubs.batch", "batching.maxBytes",
                     text(WEIR_TEXT("Event Hubs takes at most 1000000 bytes at once")));
    }
}

void checkEndpointProperties(const KafkaEndpointConfig &config, RuleReport &report)
{
    checkProperties(config.properties, Side::Write, report);
}

} // namespace core::kafka
