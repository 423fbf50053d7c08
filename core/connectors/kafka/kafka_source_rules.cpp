// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_reader_settings.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/formats/protobuf/message_types.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace core::kafka {

void checkConnection(const KafkaSourceConfig &config, RuleReport &report)
{
    checkBrokers(config.brokers, "brokers", report);
    if (config.sasl == Mechanism::None && !config.tls.disable) {
        checkPlainPort(config.brokers, "tls.disable", report);
    }
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

bool isHttpAddress(const QUrl &url)
{
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return isHttp && url.isValid() && !url.host().isEmpty();
}

QString registryFix(const QString &address)
{
    const QString fixed = u"http://"_s + address;
    return !address.contains("://"_L1) && isHttpAddress(QUrl(fixed, QUrl::StrictMode))
        ? text(WEIR_TEXT("Write %1, or https:// for one with encryption"))
              .arg(visibleText(fixed, 255))
        : text(WEIR_TEXT("Write http:// or https://, a name and a port from 1 to 65535, such as "
                         "http://localhost:8081"));
}

void checkRegistry(const KafkaSourceConfig &config, RuleReport &report)
{
    const char *field = "schema_registry_address";
    const QUrl url(config.registryAddress.trimmed(), QUrl::StrictMode);
    if (config.registryAddress.isEmpty()) {
        report.error("kafka.registry.missing", field,
                     text(WEIR_TEXT("What is written behind the number of its schema needs the "
                                    "address of the registry")));
        return;
    }
    if (config.registryAddress.contains(u'@')) { // not said again: it may hold a password
        report.error("kafka.registry.user_in_url", field,
                     text(WEIR_TEXT("User and password of the registry have fields of their own")),
                     text(WEIR_TEXT("Leave out what stands before the @")));
        return;
    }
    if (!isHttpAddress(url)) {
        report.error("kafka.registry.url", field,
                     text(WEIR_TEXT("%1 is no address of a registry"))
                         .arg(visibleText(config.registryAddress, 255)),
                     registryFix(config.registryAddress.trimmed()));
        return;
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

void checkAvro(const KafkaSourceConfig &config, RuleReport &report)
{
    const char *field = "avro_schema";
    if (config.usesRegistry()) {
        if (!config.avroSchema.isEmpty()) {
            report.note("kafka.avro.unused", field,
                        text(WEIR_TEXT("The registry has the schema: this one is not used")));
        }
        return;
    }
    if (config.avroSchema.trimmed().isEmpty()) {
        report.error("kafka.avro.missing", field,
                     text(WEIR_TEXT("Avro without the number of a schema needs the schema here")));
    } else if (const auto schema = avro::parseSchema(config.avroSchema.toStdString()); !schema) {
        report.error(schema.error().id, field, schema.error().message, schema.error().fix);
    }
}

} // namespace

void checkDecoding(const KafkaSourceConfig &config, RuleReport &report)
{
    checkShape(config.shape, report);
    if (config.usesRegistry()) {
        checkRegistry(config, report);
    }
    if (config.dataType == DataType::Protobuf) {
        checkProtobuf(config, report);
    }
    if (config.dataType == DataType::Avro) {
        checkAvro(config, report);
    }
    if (config.registryKey.isEmpty() != config.registrySecret.isEmpty()) {
        report.error("kafka.registry.half", "schema_registry_api_key",
                     text(WEIR_TEXT("The registry needs both user and password, or neither")));
    }
}

namespace {

/// A member that tells of itself too seldom is taken for gone, again and again.
void checkHeartbeat(const KafkaSourceConfig &config, RuleReport &report)
{
    const auto session = config.sessionTimeout.milliseconds().count();
    for (const NamedValue &property : config.properties) {
        if (property.name == "heartbeat.interval.ms"_L1
            && property.value.reveal().toLongLong() >= session) {
            report.error("kafka.property.heartbeat", "properties",
                         text(WEIR_TEXT("heartbeat.interval.ms must be less than the group "
                                        "time-out, which is %1 ms"))
                             .arg(session),
                         text(WEIR_TEXT("A third of it is usual")));
        }
    }
}

} // namespace

void checkLimits(const KafkaSourceConfig &config, RuleReport &report)
{
    if (config.queueSize.value > 0 && config.queueSize.value < 1 * kMiB) {
        report.error("kafka.queue.small", "queue_kbytes",
                     text(WEIR_TEXT("%1 bytes are too few to read ahead; a number without a unit "
                                    "counts bytes"))
                         .arg(config.queueSize.value),
                     text(WEIR_TEXT("Write 1MiB to 64MiB, or 0 for the usual size")));
    }
}

void checkSourceProperties(const KafkaSourceConfig &config, RuleReport &report)
{
    checkHeartbeat(config, report);
    if (checkProperties(config.properties, Side::Read, report) && !config.properties.empty()) {
        const Connection nowhere{.tls = {.disable = true}, .properties = config.properties};
        checkTogether(Side::Read,
                      readerSettings(config, nowhere, QStringLiteral("any"), Purpose::Flow),
                      report);
    }
}

namespace {

bool isHostAndPort(const QString &entry)
{
    static const QRegularExpression form(
        u"^(?:[^:/;,\\s\\[\\]]+|\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?\\]):([0-9]{1,5})$"_s);
    const auto match = form.match(entry);
    const int port = match.captured(1).toInt();
    return match.hasMatch() && port >= 1 && port <= 65'535;
}

/// An entry with a user in front may hold a password: nothing of it is said again.
void checkBroker(const QString &entry, const char *field, RuleReport &report)
{
    if (entry.contains(u'@')) {
        report.error("kafka.brokers.user", field,
                     text(WEIR_TEXT("User and password have fields of their own")),
                     text(WEIR_TEXT("Leave out what stands before the @")));
    } else if (!isHostAndPort(entry)) {
        const QString usual = isEventHubsHost(entry) ? u"9093"_s : u"9092"_s;
        const QString fixed = entry + u':' + usual;
        report.error("kafka.brokers.port", field,
                     text(WEIR_TEXT("%1 is not host:port")).arg(visibleText(entry, 255)),
                     isHostAndPort(fixed)
                         ? text(WEIR_TEXT("Write %1")).arg(visibleText(fixed, 255))
                         : text(WEIR_TEXT("Write a name and a port from 1 to 65535, such as "
                                          "broker-1:9092")));
    }
}

} // namespace

void checkBrokers(const QString &brokers, const char *field, RuleReport &report)
{
    if (brokers.contains("://"_L1)) {
        report.note("kafka.brokers.scheme", field,
                    text(WEIR_TEXT("The part before :// is not used")));
    }
    const QStringList entries = normalBrokers(brokers).split(u',', Qt::SkipEmptyParts);
    if (entries.isEmpty() && !brokers.isEmpty()) { // an empty field is told of by the table
        report.error("kafka.brokers.missing", field, text(WEIR_TEXT("No broker is named")),
                     text(WEIR_TEXT("Write host:port, several with commas")));
    }
    for (const QString &entry : entries) {
        checkBroker(entry, field, report);
    }
}

void checkPlainPort(const QString &brokers, const char *tlsField, RuleReport &report)
{
    const QStringList entries = normalBrokers(brokers).split(u',', Qt::SkipEmptyParts);
    const bool areAllPlain = !entries.isEmpty()
        && std::ranges::all_of(entries,
                               [](const QString &one) { return one.endsWith(":9092"_L1); });
    if (areAllPlain) {
        report.note("kafka.tls.plain_port", tlsField,
                    text(WEIR_TEXT("Port 9092 is mostly the one without encryption")),
                    text(WEIR_TEXT("Turn encryption off if the connection test says so")));
    }
}

bool isTopicName(const QString &name)
{
    static const QRegularExpression form(u"^[A-Za-z0-9._-]{1,249}$"_s);
    return form.match(name).hasMatch() && name != "."_L1 && name != ".."_L1;
}

} // namespace core::kafka
