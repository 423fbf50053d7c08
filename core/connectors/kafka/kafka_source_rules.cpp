// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/formats/protobuf/message_types.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace core::kafka {

void checkConnection(const KafkaSourceConfig &config, RuleReport &report)
{
    checkBrokers(config.brokers, "brokers", report);
    if (config.sasl == Mechanism::Plain && config.tls.disable) {
        report.warning("kafka.sasl.readable", "tls.disable",
                       text(WEIR_TEXT("The password is sent readable: encryption is off")));
    }
    if (config.sasl == Mechanism::OAuthBearer) {
        if (config.tls.disable) {
            report.warning("kafka.oauth.readable", "tls.disable",
                           text(WEIR_TEXT("The token is sent readable: encryption is off")));
        }
        checkOAuth(config.oauth, report);
    }
    if (!config.tls.serverName.isEmpty()) {
        report.warning("kafka.tls.server_name", "tls.server_name",
                       text(WEIR_TEXT("The Kafka library always expects the broker's own name: "
                                      "this has no effect")));
    }
}

void checkLosses(const KafkaSourceConfig &config, RuleReport &report)
{
    if (config.onLostPosition == OnLostPosition::Latest) {
        report.warning("kafka.lost_position.skips", "on_lost_position",
                       text(WEIR_TEXT("Messages are lost silently when the position is gone")));
    }
    if (config.onUnreadable == OnUnreadable::Skip) {
        report.warning("kafka.unreadable.skips", "on_unreadable_batch",
                       text(WEIR_TEXT("Messages of a batch that cannot be unpacked are lost")));
    }
}

namespace {

void checkRegistry(const KafkaSourceConfig &config, RuleReport &report)
{
    const char *field = "schema_registry_address";
    const QUrl url(config.registryAddress.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (config.registryAddress.isEmpty()) {
        if (config.dataType != DataType::Avro) { // there a required field says so itself
            report.error("kafka.registry.missing", field,
                         text(WEIR_TEXT("What is written behind the number of its schema needs the "
                                        "address of the registry")));
        }
        return;
    }
    if (!url.isValid() || !isHttp || url.host().isEmpty()) {
        report.error("kafka.registry.url", field,
                     text(WEIR_TEXT("The registry's address begins with http:// or https://")));
        return;
    }
    if (!url.userInfo().isEmpty()) {
        report.error("kafka.registry.user_in_url", field,
                     text(WEIR_TEXT("User and password of the registry have fields of their own")));
    }
    if (url.scheme() == "http"_L1 && !config.registryKey.isEmpty()) {
        report.warning("kafka.registry.readable", field,
                       text(WEIR_TEXT("The registry's password is sent readable: the address "
                                      "begins with http://")));
    }
}

void checkProtobuf(const KafkaSourceConfig &config, RuleReport &report)
{
    const char *field = "protobuf_schema";
    if (config.usesRegistry()) {
        if (!config.protobufSchema.isEmpty() || !config.protobufMessage.isEmpty()) {
            report.note("kafka.protobuf.unused", field,
                        text(WEIR_TEXT("The registry has schema and message: these are not used")));
        }
        return;
    }
    const auto known = protobuf::findType(config.protobufSchema, config.protobufMessage);
    if (!known) {
        const Error &error = known.error();
        report.error(error.id, error.field == "protobuf_message"_L1 ? "protobuf_message" : field,
                     error.message, error.fix);
    }
}

} // namespace

void checkDecoding(const KafkaSourceConfig &config, RuleReport &report)
{
    if (config.usesRegistry()) {
        checkRegistry(config, report);
    }
    if (config.dataType == DataType::Protobuf) {
        checkProtobuf(config, report);
    }
    if (config.registryKey.isEmpty() != config.registrySecret.isEmpty()) {
        report.error("kafka.registry.half", "schema_registry_api_key",
                     text(WEIR_TEXT("The registry needs both user and password, or neither")));
    }
}

void checkSourceEventHubs(const KafkaSourceConfig &config, RuleReport &report)
{
    if (!config.brokers.contains(".servicebus.windows.net"_L1)) {
        return;
    }
    const bool signsIn = config.sasl == Mechanism::OAuthBearer
        || (config.sasl == Mechanism::Plain && config.username == "$ConnectionString"_L1);
    if (!config.brokers.contains(":9093"_L1) || config.tls.disable || !signsIn) {
        report.error("kafka.event_hubs", "brokers",
                     text(WEIR_TEXT("Event Hubs wants port 9093, encryption, and a token or PLAIN "
                                    "with the user $ConnectionString")));
    }
    static const QRegularExpression entity(u"EntityPath=([^;]+)"_s);
    const auto match = entity.match(QString::fromUtf8(config.password.reveal()));
    if (match.hasMatch() && match.captured(1) != config.topic) {
        report.error("kafka.event_hubs.entity", "topic",
                     text(WEIR_TEXT("The connection string is for another event hub")));
    }
}

void checkSourceProperties(const KafkaSourceConfig &config, RuleReport &report)
{
    checkProperties(config.properties, Side::Read, report);
}

void checkBrokers(const QString &brokers, const char *field, RuleReport &report)
{
    static const QRegularExpression entryForm(
        u"^[^:/\\s]+:([0-9]{1,5})$|^\\[[^\\]]+\\]:[0-9]{1,5}$"_s);
    if (brokers.contains("://"_L1)) {
        report.note("kafka.brokers.scheme", field,
                    text(WEIR_TEXT("The part before :// is not used")));
    }
    for (const QString &entry : normalBrokers(brokers).split(u',', Qt::SkipEmptyParts)) {
        if (!entryForm.match(entry).hasMatch()) {
            report.error("kafka.brokers.port", field,
                         text(WEIR_TEXT("%1 is not host:port")).arg(visibleText(entry, 255)),
                         text(WEIR_TEXT("Write %1:9092")).arg(visibleText(entry, 255)));
        }
    }
}

bool isTopicName(const QString &name)
{
    static const QRegularExpression form(u"^[A-Za-z0-9._-]{1,249}$"_s);
    return form.match(name).hasMatch() && name != "."_L1 && name != ".."_L1;
}

} // namespace core::kafka
