// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/binding.h"

/// The rows of a source that choose topics, partitions and where to start.
namespace core::kafka {

constexpr Choice kStarts[] = {
    {static_cast<int>(StartAt::Latest), "latest", WEIR_TEXT("New messages"),
     WEIR_TEXT("Only what arrives after the first start.")},
    {static_cast<int>(StartAt::Earliest), "earliest", WEIR_TEXT("From the beginning"),
     WEIR_TEXT("Everything the topic still holds.")},
    {static_cast<int>(StartAt::ByTime), "by_time", WEIR_TEXT("At a time"),
     WEIR_TEXT("From the first message that is not older.")},
    {static_cast<int>(StartAt::ByOffset), "by_offset", WEIR_TEXT("At offsets"),
     WEIR_TEXT("From an offset for each partition.")},
};

constexpr FieldSpec topicRow()
{
    return {.key = "topic",
            .member = bind<&KafkaSourceConfig::topic>(),
            .label = WEIR_TEXT("Topic"),
            .help = WEIR_TEXT("The topic to read; the list is fetched from the broker. What begins "
                              "with ^ is a pattern: all topics that match are read."),
            .example = "orders",
            .range = {1, 249},
            .required = true,
            .browse = "topic"};
}

constexpr FieldSpec startRow()
{
    return {.key = "offset",
            .member = bind<&KafkaSourceConfig::offset>(),
            .label = WEIR_TEXT("Start at"),
            .help = WEIR_TEXT("Counts only for a group without a stored position."),
            .choices = kStarts,
            .required = true};
}

constexpr Condition kFromTime{"offset", {"by_time"}};
constexpr Condition kFromOffsets{"offset", {"by_offset"}};

constexpr FieldSpec startTimeRow()
{
    return {.key = "start_time",
            .member = bind<&KafkaSourceConfig::startTime>(),
            .label = WEIR_TEXT("Start time"),
            .help = WEIR_TEXT("By the time that the broker keeps with each message; UTC unless it "
                              "says otherwise."),
            .example = "2026-01-31T18:00:00Z",
            .range = {0, 40},
            .requiredWhen = kFromTime,
            .visibleWhen = kFromTime};
}

constexpr FieldSpec startOffsetsRow()
{
    return {.key = "start_offsets",
            .member = bind<&KafkaSourceConfig::startOffsets>(),
            .label = WEIR_TEXT("Start offsets"),
            .help = WEIR_TEXT("Partition and first offset to read; with several topics "
                              "orders/3 in place of 3. A partition that is not named is read from "
                              "its beginning."),
            .example = "3: 1500",
            .range = {0, 10'000},
            .requiredWhen = kFromOffsets,
            .visibleWhen = kFromOffsets};
}

constexpr FieldSpec topicsRow()
{
    return {.key = "topics",
            .member = bind<&KafkaSourceConfig::topics>(),
            .label = WEIR_TEXT("More topics"),
            .help = WEIR_TEXT("Read, too: names, or patterns that begin with ^. Topics made later "
                              "that match are read as they appear; the broker's own (__…) are "
                              "only read by name."),
            .native = "subscribe",
            .example = "^orders-",
            .range = {0, 100},
            .tab = Tab::Advanced};
}

/// In place of `topic` and `topics`, where a flow names what is read of an endpoint.
constexpr FieldSpec allTopicsRow()
{
    FieldSpec row = topicsRow();
    row.label = WEIR_TEXT("Topics");
    row.help = WEIR_TEXT("The topics to read: names, or patterns that begin with ^.");
    row.example = "orders";
    row.range = {1, 100};
    row.tab = Tab::Basic;
    row.required = true;
    row.browse = "topic";
    return row;
}

constexpr FieldSpec partitionsRow()
{
    return {.key = "partitions",
            .member = bind<&KafkaSourceConfig::partitions>(),
            .label = WEIR_TEXT("Partitions"),
            .help = WEIR_TEXT("Only these of each topic, such as 0 or 4-7; empty = all. They are "
                              "then not shared with other members of the group."),
            .native = "assign",
            .example = "0",
            .range = {0, 1000},
            .tab = Tab::Advanced};
}

} // namespace core::kafka
