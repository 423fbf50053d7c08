// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_last_messages.h"
#include "core/connectors/kafka/kafka_sample.h"
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/support/text.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr std::size_t kMostShown = 3;

/// The newest messages of all that came, the newest first.
class Newest final
{
public:
    void take(MessageHandle message)
    {
        const auto place = std::ranges::find_if(m_messages, [&](const MessageHandle &other) {
            return timeOf(*message) >= timeOf(*other);
        });
        m_messages.insert(place, std::move(message));
        m_messages.resize(std::min(kMostShown, m_messages.size()));
    }
    const std::vector<MessageHandle> &all() const { return m_messages; }

private:
    static std::int64_t timeOf(const rd_kafka_message_t &message)
    {
        return rd_kafka_message_timestamp(&message, nullptr);
    }
    std::vector<MessageHandle> m_messages;
};

MessageView viewOf(const rd_kafka_message_t &message)
{
    rd_kafka_timestamp_type_t kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    return {.payload = bytesOf(message.payload, message.len),
            .key = bytesOf(message.key, message.key_len),
            .timestampMs = rd_kafka_message_timestamp(&message, &kind),
            .position = {.value = message.offset, .stable = true}};
}

QString placeOf(const rd_kafka_message_t &message)
{
    return text(WEIR_TEXT("message %1 of %2, %3 bytes"))
        .arg(message.offset)
        .arg(laneName(rd_kafka_topic_name(message.rkt), message.partition))
        .arg(message.len);
}

/// "orders/0 5–17, orders/1 0–0", or a summary where they are many.
QString describe(const Marks &marks)
{
    constexpr std::size_t kMostNamed = 6;
    if (marks.size() <= kMostNamed) {
        QStringList each;
        for (const PartitionMarks &one : marks) {
            const auto &[topic, partition] = one.partition;
            each.append(u"%1 %2–%3"_s.arg(laneName(topic, partition)).arg(one.low).arg(one.high));
        }
        return text(WEIR_TEXT("Offsets: %1")).arg(each.join(u", "_s));
    }
    std::int64_t held = 0;
    std::size_t empty = 0;
    for (const PartitionMarks &one : marks) {
        held += one.held();
        empty += one.held() == 0 ? 1 : 0;
    }
    const auto fullest = std::ranges::max_element(marks, {}, &PartitionMarks::held);
    return text(WEIR_TEXT("%1 partitions, %2 of them empty, hold %3 messages; most are in %4: %5"))
        .arg(marks.size())
        .arg(empty)
        .arg(held)
        .arg(laneName(fullest->partition.topic, fullest->partition.partition))
        .arg(fullest->held());
}

/// What the newest messages say.
struct Tried
{
    QString sample = {}; ///< of the newest that can be read
    std::optional<Error> refused = {}; ///< of the newest that cannot
    std::size_t readable = 0;
    std::size_t unreadable = 0;
};

Tried tryAll(RowDecoder &decoder, const std::vector<MessageHandle> &messages)
{
    Tried tried;
    for (const MessageHandle &message : messages) {
        const Result<QString> line = decodedLine(decoder, viewOf(*message));
        if (!line) {
            ++tried.unreadable;
            tried.refused = tried.refused ? tried.refused : line.error();
        } else if (tried.readable++ == 0) {
            tried.sample = *line;
        }
    }
    return tried;
}

void keep(const std::vector<MessageHandle> &messages, SeenMessage *seen)
{
    const auto found = std::ranges::find_if(
        messages, [](const MessageHandle &message) { return message->payload != nullptr; });
    if (!seen || found == messages.end()) {
        return;
    }
    const auto copy = [](const void *bytes, std::size_t size) {
        return bytes ? QByteArray(static_cast<const char *>(bytes), static_cast<qsizetype>(size))
                     : QByteArray();
    };
    const rd_kafka_message_t &message = **found;
    *seen = {.topic = rd_kafka_topic_name(message.rkt),
             .key = copy(message.key, message.key_len),
             .payload = copy(message.payload, message.len)};
}

/// Nothing that was read can be decoded: the wrong data type, more likely than three bad messages.
Explained unreadable(const Tried &tried, const rd_kafka_message_t &newest)
{
    Error error = *tried.refused;
    error.message =
        text(WEIR_TEXT("Not readable this way, %1: %2")).arg(placeOf(newest), error.message);
    error.field = u"data_type"_s;
    error.fix = text(WEIR_TEXT("Choose the data type that the messages have"));
    return {.error = error, .words = rawLine(viewOf(newest).payload)};
}

void judge(const TestWay &way, const QString &offsets, const std::vector<MessageHandle> &newest)
{
    const QString place = placeOf(*newest.front());
    if (!way.subject.decoder) {
        way.run.passed(StageId::Message, way.probe.took(),
                       text(WEIR_TEXT("%1. Read the newest: %2")).arg(offsets, place));
        return;
    }
    const Tried tried = tryAll(*way.subject.decoder, newest);
    if (tried.readable == 0) {
        way.fail(StageId::Message, unreadable(tried, *newest.front()));
        return;
    }
    QString found = text(WEIR_TEXT("%1. The newest: %2: %3")).arg(offsets, place, tried.sample);
    if (tried.unreadable > 0) {
        found += u' '
            + text(WEIR_TEXT("(%1 of %2 cannot be read: %3)"))
                  .arg(tried.unreadable)
                  .arg(newest.size())
                  .arg(tried.refused->message);
    }
    way.run.passed(StageId::Message, way.probe.took(), found);
}

/// Of a broker that tells nothing of any partition the reason is asked for with one of them.
void failWithoutMarks(const TestWay &way, const TopicPartition &one)
{
    const auto why = way.probe.settle(
        [&](int ms) {
            std::int64_t low = 0;
            std::int64_t high = 0;
            return rd_kafka_query_watermark_offsets(way.probe.raw(), one.topic.constData(),
                                                    one.partition, &low, &high, ms);
        },
        way.probe.took() + way.left(1s));
    way.fail(StageId::Message, why ? *why : explain(RD_KAFKA_RESP_ERR__TIMED_OUT, ""));
}

/// Of a topic that was made a moment ago the brokers may know nothing yet.
Marks patientMarks(const TestWay &way, const TopicPartitions &partitions)
{
    constexpr auto kPatience = 2s;
    Marks marks = marksOf(way.probe.raw(), partitions, way.left(kPatience));
    while (marks.empty() && way.probe.took() < kPatience && way.left() > 0ms
           && !way.run.isCancelled()) {
        std::this_thread::sleep_for(way.left(250ms));
        marks = marksOf(way.probe.raw(), partitions, way.left(500ms));
    }
    return marks;
}

Marks withMessages(const Marks &marks)
{
    constexpr std::size_t kMostRead = 16;
    Marks filled;
    std::ranges::copy_if(marks, std::back_inserter(filled),
                         [](const PartitionMarks &one) { return one.held() > 0; });
    filled.resize(std::min(kMostRead, filled.size()));
    return filled;
}

void tellNewest(const TestWay &way, const Marks &marks, const Marks &filled)
{
    Newest newest;
    const LastRead read =
        readLast(way.probe,
                 {.marks = filled,
                  .each = kMostShown + 1, // one may be the mark of a transaction
                  .limit = way.left(3s),
                  .isCancelled = [&] { return way.run.isCancelled(); }},
                 [&newest](MessageHandle message) { newest.take(std::move(message)); });
    if (!newest.all().empty()) {
        keep(newest.all(), way.subject.seen);
        judge(way, describe(marks), newest.all());
    } else if (read.refused) {
        way.fail(StageId::Message, *read.refused);
    } else {
        way.run.skipped(
            StageId::Message,
            text(WEIR_TEXT("%1. No message came within three seconds")).arg(describe(marks)));
    }
}

} // namespace

void testMessages(const TestWay &way, const Topics &topics)
{
    constexpr std::size_t kMostMarked = 1000;
    if (!way.begin(StageId::Message)) {
        return;
    }
    TopicPartitions partitions = way.subject.reach.partitionsOf(topics);
    if (partitions.empty()) {
        way.run.skipped(StageId::Message, text(WEIR_TEXT("There is no topic to read from yet")));
        return;
    }
    if (way.subject.seen) {
        way.subject.seen->topic = partitions.front().topic;
    }
    partitions.resize(std::min(partitions.size(), kMostMarked));
    const Marks marks = patientMarks(way, partitions);
    if (marks.empty()) {
        failWithoutMarks(way, partitions.front());
        return;
    }
    const Marks filled = withMessages(marks);
    if (filled.empty()) {
        way.run.passed(StageId::Message, way.probe.took(), text(WEIR_TEXT("The topic is empty")));
        return;
    }
    tellNewest(way, marks, filled);
}

} // namespace core::kafka
