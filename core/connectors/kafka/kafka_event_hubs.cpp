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
    return std::ranges::all_of(entries, [](const QString &entry) { return entry.endsWith(kPort); });
}

bool names(const QString &brokers, const QString &host)
{
    const QStringList entries = entriesOf(brokers);
    return std::ranges::any_of(entries, [&host](const QString &entry) {
        return entry.section(u':', 0, 0).compare(host, Qt::CaseInsensitive) == 0;
    });
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
    if (sign.sasl.username != kUser) {
        report.error("kafka.event_hubs.user", "authentication.saslSettings.username",
                     text(WEIR_TEXT("The user of Event Hubs is literally $ConnectionString")),
                     text(WEIR_TEXT("Write it in single quotes where a shell would replace it")));
    }
    const auto given = eventHubsString(sign.sasl.password.reveal());
    if (given && !names(config.host, given->host)) {
        report.error("kafka.event_hubs.other_host", "authentication.saslSettings.password",
                     text(WEIR_TEXT("The connection string is for another host")));
    }
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

void checkSourceEventHubs(const KafkaSourceConfig &config, RuleReport &report)
{
    if (!isEventHubsHost(config.brokers)) {
        return;
    }
    const bool signsIn = config.sasl == Mechanism::OAuthBearer
        || (config.sasl == Mechanism::Plain && config.username == kUser);
    if (!hasRightPorts(config.brokers) || config.tls.disable || !signsIn) {
        report.error("kafka.event_hubs", "brokers",
                     text(WEIR_TEXT("Event Hubs wants port 9093, encryption, and a token or PLAIN "
                                    "with the user $ConnectionString")),
                     text(WEIR_TEXT("Write $ConnectionString in single quotes where a shell would "
                                    "replace it")));
    }
    const auto given = eventHubsString(config.password.reveal());
    const QStringList topics = QStringList(config.topics) << config.topic;
    const bool isOther = given && !given->hub.isEmpty()
        && std::ranges::any_of(topics, [&](const QString &one) { return one != given->hub; });
    if (isOther) {
        report.error("kafka.event_hubs.entity", "topic",
                     text(WEIR_TEXT("The connection string is for another event hub")));
    }
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
    if (!hasRightPorts(config.host)) {
        report.error("kafka.event_hubs", "host", text(WEIR_TEXT("Event Hubs wants port 9093")),
                     text(WEIR_TEXT("Write name.servicebus.windows.net:9093")));
    }
    if (config.tls.mode == Switch::Disabled) {
        report.error("kafka.event_hubs.tls", "tls.mode",
                     text(WEIR_TEXT("Event Hubs wants encryption")), text(WEIR_TEXT("Turn it on")));
    }
    checkEndpointSignIn(config, report);
    if (report.role() != Role::Source) {
        checkLimits(config, report);
    }
}

} // namespace core::kafka
