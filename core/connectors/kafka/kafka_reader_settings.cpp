// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reader_settings.h"

#include <algorithm>

namespace core::kafka {
namespace {

/// Until 2.2 the library sleeps a whole second whenever its queue is full, so it gets a long one.
void setPrefetch(ConfBuilder &conf, std::int64_t queueBytes)
{
    const bool waitsShortly = conf.trySet("fetch.queue.backoff.ms", "10");
    const std::int64_t usual = waitsShortly ? 16 * kMiB : 64 * kMiB;
    const std::int64_t bytes = queueBytes > 0 ? queueBytes : usual;
    conf.set("queued.max.messages.kbytes", std::max<std::int64_t>(bytes / kKiB, 1));
    if (!waitsShortly) {
        conf.set("queued.min.messages", 300'000);
        conf.set("max.partition.fetch.bytes", std::min<std::int64_t>(4 * kMiB, bytes));
    }
}

/// Event Hubs asks for less than what suits brokers, unless somebody decided otherwise.
std::int64_t sessionMs(const KafkaSourceConfig &config, bool isEventHubs)
{
    constexpr std::int64_t kOfEventHubs = 30'000;
    const bool isUsual = config.sessionTimeout.value == KafkaSourceConfig().sessionTimeout.value;
    return isEventHubs && isUsual ? kOfEventHubs : config.sessionTimeout.milliseconds().count();
}

void setMembership(ConfBuilder &conf, const KafkaSourceConfig &config, const QString &flowId,
                   bool isPreview)
{
    conf.set("group.id", config.groupFor(flowId).toUtf8());
    const QString instance = config.instanceFor(flowId);
    if (!isPreview && config.partitions.isEmpty() && !instance.isEmpty()) {
        conf.set("group.instance.id", instance.toUtf8());
    }
    conf.set("enable.auto.offset.store", false).set("enable.auto.commit", !isPreview);
    conf.set("auto.commit.interval.ms", 5000).set("partition.assignment.strategy", "range");
}

} // namespace

ConfBuilder readerSettings(const KafkaSourceConfig &config, const Connection &connection,
                           const QString &flowId, Purpose purpose)
{
    ConfBuilder conf;
    conf.connectTo(connection);
    setMembership(conf, config, flowId, purpose == Purpose::Preview);
    conf.set("session.timeout.ms", sessionMs(config, connection.isEventHubs));
    // startOf() decides about lost positions: the library would go on in the same epoch
    conf.set("auto.offset.reset", "error");
    conf.set("allow.auto.create.topics", false).set("check.crcs", true);
    conf.set("enable.partition.eof", true); // the last position may be no message's
    conf.set("isolation.level",
             config.isolation == Isolation::Committed ? "read_committed" : "read_uncommitted");
    const std::int64_t fetch = config.fetchMaxBytes.value;
    conf.set("receive.message.max.bytes", std::max<std::int64_t>(100'000'000, 2 * fetch));
    conf.set("message.max.bytes", std::min<std::int64_t>(1'000'000, fetch));
    conf.set("fetch.max.bytes", fetch);
    setPrefetch(conf, config.queueSize.value);
    return conf;
}

} // namespace core::kafka
