// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_properties.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/text.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <iterator>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr const char *kBoth[] = {
    "broker.address.family",    "broker.address.ttl",
    "connections.max.idle.ms",  "metadata.max.age.ms",
    "reconnect.backoff.max.ms", "reconnect.backoff.ms",
    "retry.backoff.ms",         "socket.connection.setup.timeout.ms",
    "socket.max.fails",         "socket.receive.buffer.bytes",
    "socket.send.buffer.bytes", "socket.timeout.ms",
    "ssl.cipher.suites",        "ssl.curves.list",
    "ssl.sigalgs.list",         "topic.metadata.refresh.interval.ms",
};

constexpr const char *kReading[] = {
    "client.rack",       "fetch.error.backoff.ms", "fetch.min.bytes",
    "fetch.wait.max.ms", "heartbeat.interval.ms",  "max.poll.interval.ms",
};

constexpr const char *kWriting[] = {
    "compression.level",        "max.in.flight.requests.per.connection",
    "message.send.max.retries", "queue.buffering.backpressure.threshold",
    "request.timeout.ms",       "sticky.partitioning.linger.ms",
};

bool isAmong(std::span<const char *const> names, const QString &name)
{
    return std::ranges::any_of(names, [&](const char *n) { return name == QLatin1String(n); });
}

bool isAllowed(const QString &name, Side side)
{
    return isAmong(kBoth, name)
        || (side == Side::Read ? isAmong(kReading, name) : isAmong(kWriting, name));
}

/// In the library's own words, which name what it would take; a value is no secret here.
QString whyRefused(const NamedValue &property)
{
    const ConfHandle conf(rd_kafka_conf_new());
    std::array<char, 512> why{};
    const auto outcome =
        rd_kafka_conf_set(conf.get(), property.name.toUtf8(), property.value.reveal().constData(),
                          why.data(), why.size());
    return outcome == RD_KAFKA_CONF_OK ? QString()
                                       : safeWords(QByteArray(why.data()).trimmed().constData());
}

} // namespace

bool checkProperties(const NamedValues &properties, Side side, RuleReport &report)
{
    QSet<QString> seen;
    bool isFine = true;
    for (const NamedValue &property : properties) {
        const QString shown = visibleText(property.name, 100);
        const bool wasFine = std::exchange(isFine, false);
        if (!isAllowed(property.name, side)) {
            report.error(
                "kafka.property.refused", "properties",
                text(WEIR_TEXT("%1 is none of the properties that may be set here")).arg(shown),
                text(WEIR_TEXT("Leave it out, or use the form's own field")));
        } else if (property.isSecret) {
            report.error("kafka.property.secret", "properties",
                         text(WEIR_TEXT("%1 takes plain text, no secret")).arg(shown));
        } else if (seen.contains(property.name)) {
            report.error("kafka.property.twice", "properties",
                         text(WEIR_TEXT("%1 stands here twice")).arg(shown));
        } else if (const QString why = whyRefused(property); !why.isEmpty()) {
            report.error(
                "kafka.property.value", "properties",
                text(WEIR_TEXT("The Kafka library does not take this value of %1")).arg(shown),
                why);
        } else {
            isFine = wasFine;
        }
        seen.insert(property.name);
    }
    return isFine;
}

/// A client with a certificate that is none comes to nothing, but only after the library has looked
/// at all settings together, and before it makes a thread.
void checkTogether(Side side, ConfBuilder all, RuleReport &report)
{
    constexpr auto kBroken = "ssl.ca.pem";
    if (all.error()) {
        return; // said by whoever looks at one of them
    }
    all.set("security.protocol", "ssl").set(kBroken, "none");
    std::array<char, 512> why{};
    ConfHandle conf = all.take();
    const auto type = side == Side::Read ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER;
    if (rd_kafka_t *client = rd_kafka_new(type, conf.get(), why.data(), why.size())) {
        (void)conf.release();
        const ClientHandle unexpected(client);
    } else if (const QString words = safeWords(why.data());
               !words.contains(QLatin1String(kBroken))) {
        report.error(
            "kafka.properties.together", "properties",
            text(WEIR_TEXT("The Kafka library does not take this together: %1")).arg(words));
    }
}

} // namespace core::kafka
