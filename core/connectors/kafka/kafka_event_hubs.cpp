// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_event_hubs.h"

#include "core/connectors/kafka/kafka_rules.h"
#include "core/support/text.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr QLatin1StringView kUser = "$ConnectionString"_L1;
constexpr QLatin1StringView kPort = ":9093"_L1;

QStringList entriesOf(const QString &brokers)
{
    return normalBrokers(brokers).split(u',', Qt::SkipEmptyParts);
}

bool hasRightPorts(const QString &brokers)
{
    const QStringList entries = entriesOf(brokers);
    return std::ranges::all_of(entries, [](const QString &entry) { // none at all is told elsewhere
        return entry.endsWith(kPort) || !entry.contains(u':');
    });
}

bool names(const QString &brokers, const QString &host)
{
    const QStringList entries = entriesOf(brokers);
    return std::ranges::any_of(entries, [&host](const QString &entry) {
        return entry.section(u':', 0, 0).compare(host, Qt::CaseInsensitive) == 0;
    });
}

void checkAddress(const QString &brokers, const char *field, bool isReadable, const char *tlsField,
                  RuleReport &report)
{
    if (!hasRightPorts(brokers)) {
        report.error("kafka.event_hubs", field, text(WEIR_TEXT("Event Hubs wants port 9093")),
                     text(WEIR_TEXT("Write name.servicebus.windows.net:9093")));
    }
    if (isReadable) {
        report.error("kafka.event_hubs.tls", tlsField,
                     text(WEIR_TEXT("Event Hubs wants encryption")), text(WEIR_TEXT("Turn it on")));
    }
}

/// Who signs in by a connection string, and the fields that say so.
struct StringSignIn
{
    QString user;
    const char *userField;
    QByteArray password;
    const char *passwordField;
    QString brokers;
};

void checkConnectionString(const StringSignIn &sign, RuleReport &report)
{
    if (sign.user != kUser) {
        report.error("kafka.event_hubs.user", sign.userField,
                     text(WEIR_TEXT("The user of Event Hubs is literally $ConnectionString")),
                     text(WEIR_TEXT("Write it in single quotes where a shell would replace it")));
    }
    const auto given = eventHubsString(sign.password);
    if (given && !names(sign.brokers, given->host)) {
        report.error("kafka.event_hubs.other_host", sign.passwordField,
                     text(WEIR_TEXT("The connection string is for another host")),
                     text(WEIR_TEXT("Use the host that stands behind Endpoint=sb:// in it")));
    }
}

void checkHub(const KafkaSourceConfig &config, RuleReport &report)
{
    const auto check = [&](const QString &topic, const char *field) {
        if (const auto error = otherHub(config.password.reveal(), topic)) {
            report.error(error->id, field, error->message, error->fix);
        }
    };
    check(config.topic, "topic");
    for (const QString &topic : config.topics) {
        check(topic, "topics");
    }
}

void checkEndpointSignIn(const KafkaEndpointConfig &config, RuleReport &report)
{
    const Authentication &sign = config.authentication;
    if (sign.usesIdentity()) {
        return;
    }
    if (sign.method != AuthMethod::Sasl) {
        report.error("kafka.event_hubs.sign_in", "authentication.method",
                     text(WEIR_TEXT("Event Hubs wants a connection string or a managed identity")));
        return;
    }
    if (sign.sasl.saslType != Mechanism::Plain) {
        report.error("kafka.event_hubs.sign_in", "authentication.saslSettings.saslType",
                     text(WEIR_TEXT("Event Hubs takes a connection string by PLAIN only")));
    }
    checkConnectionString({.user = sign.sasl.username,
                           .userField = "authentication.saslSettings.username",
                           .password = sign.sasl.password.reveal(),
                           .passwordField = "authentication.saslSettings.password",
                           .brokers = config.host},
                          report);
}

void checkLimits(const KafkaEndpointConfig &config, RuleReport &report)
{
    if (config.compression == Compression::Snappy || config.compression == Compression::Lz4) {
        report.error("kafka.event_hubs.compression", "compression",
                     text(WEIR_TEXT("Event Hubs takes only gzip")));
    } else if (config.compression == Compression::Gzip) {
        report.warning("kafka.event_hubs.gzip", "compression",
                       text(WEIR_TEXT("Event Hubs takes gzip in the tiers premium and dedicated "
                                      "only")));
    }
    if (config.batching.maxBytes > 1'000'000) {
        report.error("kafka.event_hubs.batch", "batching.maxBytes",
                     text(WEIR_TEXT("Event Hubs takes at most 1000000 bytes at once")));
    }
    if (config.createTopic) {
        report.error("kafka.event_hubs.create", "createTopic",
                     text(WEIR_TEXT("Event Hubs creates no topic when it is asked like a broker")),
                     text(WEIR_TEXT("Create the event hub in Azure, and switch this off")));
    }
}

} // namespace

bool isEventHubsHost(const QString &brokers)
{
    constexpr std::array kClouds{".servicebus.windows.net"_L1, ".servicebus.chinacloudapi.cn"_L1,
                                 ".servicebus.usgovcloudapi.net"_L1};
    const QStringList entries = entriesOf(brokers);
    return std::ranges::any_of(entries, [&](const QString &entry) {
        const QString host = entry.section(u':', 0, 0);
        return std::ranges::any_of(kClouds, [&host](QLatin1StringView cloud) {
            return host.endsWith(cloud, Qt::CaseInsensitive);
        });
    });
}

std::optional<EventHubsString> eventHubsString(const QByteArray &password)
{
    EventHubsString found;
    const QString whole = QString::fromUtf8(password);
    for (const QString &part : whole.split(u';', Qt::SkipEmptyParts)) {
        const QString name = part.section(u'=', 0, 0).trimmed();
        const QString value = part.section(u'=', 1).trimmed();
        if (name.compare("Endpoint"_L1, Qt::CaseInsensitive) == 0
            && value.startsWith("sb://"_L1, Qt::CaseInsensitive)) {
            found.host = QUrl(value).host();
        } else if (name.compare("EntityPath"_L1, Qt::CaseInsensitive) == 0) {
            found.hub = value;
        }
    }
    return found.host.isEmpty() ? std::nullopt : std::optional(found);
}

std::optional<Error> otherHub(const QByteArray &password, const QString &topic)
{
    const auto given = eventHubsString(password);
    if (!given || given->hub.isEmpty() || topic.isEmpty() || topic == given->hub) {
        return std::nullopt;
    }
    return Error{.code = ErrorCode::Config,
                 .id = "kafka.event_hubs.entity",
                 .message = text(WEIR_TEXT("The connection string opens the event hub %1 only"))
                                .arg(visibleText(given->hub, 249)),
                 .field = u"topic"_s,
                 .fix = text(WEIR_TEXT("Choose this event hub, or take the connection string of "
                                       "the namespace"))};
}

Error explainedByHubs(Error error, const Connection &connection,
                      const std::vector<QByteArray> &topics, bool writes)
{
    if (!connection.isEventHubs || QLatin1StringView(error.id) != "kafka.topic.forbidden"_L1) {
        return error;
    }
    for (const QByteArray &topic : topics) {
        if (auto other = otherHub(connection.password, QString::fromUtf8(topic))) {
            return *std::move(other);
        }
    }
    error.fix =
        text(WEIR_TEXT("Give it the role %1 in Azure, which takes minutes to act"))
            .arg(writes ? "Azure Event Hubs Data Sender"_L1 : "Azure Event Hubs Data Receiver"_L1);
    return error;
}

void checkSourceEventHubs(const KafkaSourceConfig &config, RuleReport &report)
{
    if (!isEventHubsHost(config.brokers)) {
        return;
    }
    checkAddress(config.brokers, "brokers", config.tls.disable, "tls.disable", report);
    if (config.sasl == Mechanism::Plain) {
        checkConnectionString({.user = config.username,
                               .userField = "username",
                               .password = config.password.reveal(),
                               .passwordField = "password",
                               .brokers = config.brokers},
                              report);
    } else if (config.sasl != Mechanism::OAuthBearer) {
        report.error("kafka.event_hubs.sign_in", "sasl",
                     text(WEIR_TEXT("Event Hubs wants a connection string by PLAIN, or a token")),
                     text(WEIR_TEXT("Choose plain with the user $ConnectionString")));
    }
    checkHub(config, report);
}

void checkEndpointEventHubs(const KafkaEndpointConfig &config, RuleReport &report)
{
    if (!config.isEventHubs()) {
        return;
    }
    if (config.hostType == HostType::CustomKafka) {
        report.note("kafka.event_hubs.kind", "hostType",
                    text(WEIR_TEXT("This is a host of Azure Event Hubs")),
                    text(WEIR_TEXT("Choose the kind Azure Event Hubs")));
    }
    checkAddress(config.host, "host", config.tls.mode == Switch::Disabled, "tls.mode", report);
    checkEndpointSignIn(config, report);
    if (report.role() != Role::Source) {
        checkLimits(config, report);
    }
}

} // namespace core::kafka
