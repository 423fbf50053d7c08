// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reach_fields.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/support/moment.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QSet>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

QString topicFix(const QString &entry)
{
    if (entry.contains(u',')) {
        return text(WEIR_TEXT("Write each topic as an entry of its own under topics"));
    }
    QString pattern = entry;
    pattern.replace(u'.', "\\."_L1).replace(u'*', ".*"_L1).replace(u'?', u'.');
    pattern = u'^' + pattern + u'$';
    return pattern.contains(".*"_L1) && isUsablePattern(pattern)
        ? text(WEIR_TEXT("For all such topics, write the pattern %1"))
              .arg(visibleText(pattern, 255))
        : text(WEIR_TEXT("A pattern for several topics begins with ^, such as ^orders-.*$"));
}

void checkEntry(const QString &entry, const char *field, RuleReport &report)
{
    if (entry.startsWith("^__"_L1)) {
        report.warning("kafka.topics.internal", field,
                       text(WEIR_TEXT("No pattern matches the broker's own topics")),
                       text(WEIR_TEXT("Write the name of the topic in full")));
    }
    if (isTopicPattern(entry) && !isUsablePattern(entry)) {
        report.error("kafka.topics.pattern", field,
                     text(WEIR_TEXT("%1 is no regular expression")).arg(visibleText(entry, 255)),
                     text(WEIR_TEXT("Write one such as ^orders-.*$")));
    } else if (!isTopicPattern(entry) && !isTopicName(entry)) {
        report.error("kafka.topic.invalid", field,
                     text(WEIR_TEXT("A topic name has only letters, digits, '.', '_' and '-'")),
                     topicFix(entry));
    }
}

void checkPartitions(const KafkaSourceConfig &config, RuleReport &report)
{
    if (config.partitions.isEmpty()) {
        return;
    }
    if (const auto wrong = rangesOf(config.partitions).wrong) {
        report.error("kafka.partitions.invalid", "partitions",
                     text(WEIR_TEXT("%1 is no partition")).arg(visibleText(*wrong, 100)),
                     text(WEIR_TEXT("Write a number such as 3, or several such as 4-7")));
    }
    if (!config.group.isEmpty()) {
        report.warning("kafka.partitions.alone", "partitions",
                       text(WEIR_TEXT("Chosen partitions are not shared: other members of the "
                                      "group read them, too")),
                       text(WEIR_TEXT("Give this source a group of its own, or all partitions")));
    }
    if (!config.instanceId.isEmpty()) {
        report.note("kafka.partitions.instance", "instance_id",
                    text(WEIR_TEXT("Chosen partitions are read without joining the group: this "
                                   "has no effect")));
    }
}

/// The only topic that is read; nothing where there are several.
QString onlyTopic(const KafkaSourceConfig &config)
{
    QStringList all = config.topics;
    if (!config.topic.isEmpty()) {
        all.prepend(config.topic);
    }
    return all.size() == 1 && !isTopicPattern(all.front()) ? all.front() : QString();
}

bool readsSeveral(const KafkaSourceConfig &config)
{
    return onlyTopic(config).isEmpty() && !(config.topic.isEmpty() && config.topics.isEmpty());
}

void checkStartOffsets(const KafkaSourceConfig &config, RuleReport &report)
{
    const char *field = "start_offsets";
    const StartOffsets all = startOffsetsOf(config.startOffsets);
    if (all.wrong) {
        report.error(
            "kafka.start_offsets.invalid", field,
            text(WEIR_TEXT("%1 is no partition with an offset")).arg(visibleText(*all.wrong, 255)),
            text(WEIR_TEXT("Write partition and offset, such as 3: 1500")));
    }
    QSet<QString> seen;
    for (const StartOffset &offset : all.offsets) {
        const QString place = offset.topic + u'/' + QString::number(offset.partition);
        if (seen.contains(place)) {
            report.error("kafka.start_offsets.twice", field,
                         text(WEIR_TEXT("Partition %1 stands here twice")).arg(offset.partition));
        } else if (offset.topic.isEmpty() && readsSeveral(config)) {
            report.error("kafka.start_offsets.topic", field,
                         text(WEIR_TEXT("With several topics each offset names its own")),
                         text(WEIR_TEXT("Write topic and partition, such as orders/3: 1500")));
        } else if (!offset.topic.isEmpty() && !readsSeveral(config)
                   && offset.topic != onlyTopic(config)) {
            report.error(
                "kafka.start_offsets.other", field,
                text(WEIR_TEXT("%1 is not read here")).arg(visibleText(offset.topic, 249)));
        }
        seen.insert(place);
    }
}

} // namespace

void checkReach(const KafkaSourceConfig &config, RuleReport &report)
{
    if (!config.topic.isEmpty()) {
        checkEntry(config.topic, "topic", report);
    }
    QSet<QString> seen{config.topic};
    for (const QString &entry : config.topics) {
        checkEntry(entry, "topics", report);
        if (seen.contains(entry)) {
            report.warning("kafka.topics.twice", "topics",
                           text(WEIR_TEXT("%1 stands here twice")).arg(visibleText(entry, 249)));
        }
        seen.insert(entry);
    }
    checkPartitions(config, report);
    const bool isChanges = config.dataType == DataType::DebeziumJson
        || config.dataType == DataType::DebeziumJsonUpsert;
    if (isChanges && readsSeveral(config)) {
        report.warning("kafka.topics.one_key", config.topics.isEmpty() ? "topic" : "topics",
                       text(WEIR_TEXT("In one table of a store, rows of different topics with "
                                      "equal keys count as one row")),
                       text(WEIR_TEXT("Read each topic by a source of its own")));
    }
}

void checkStart(const KafkaSourceConfig &config, RuleReport &report)
{
    if (config.offset == StartAt::Latest) {
        report.note("kafka.offset.latest", "offset",
                    text(WEIR_TEXT("Messages from before the first start are not read")));
    }
    if (config.offset == StartAt::ByTime && !config.startTime.isEmpty()
        && !momentMs(config.startTime)) {
        report.error("kafka.start_time.invalid", "start_time",
                     text(WEIR_TEXT("This is no point in time")),
                     text(WEIR_TEXT("Write it like 2026-01-31T18:00:00Z")));
    }
    const auto begins =
        config.offset == StartAt::ByTime ? momentMs(config.startTime) : std::nullopt;
    if (begins && *begins > QDateTime::currentMSecsSinceEpoch()) {
        report.warning("kafka.start_time.future", "start_time",
                       text(WEIR_TEXT("This time is yet to come: the flow begins with the messages "
                                      "that come after its start")));
    }
    if (config.offset == StartAt::ByOffset) {
        checkStartOffsets(config, report);
    }
}

} // namespace core::kafka
