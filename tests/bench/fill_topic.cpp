// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: fill_topic BROKERS TOPIC PARTITIONS FIRST COUNT SIZE [LARGEST|avro|keys]
// Makes the topic where it is missing, adds partitions where it has fewer, and writes COUNT JSON
// messages of SIZE bytes, numbered from FIRST, or with "avro" the same as records of schema 1
// behind a registry's marker. With "keys" each stands under one of 40 keys, whose partition is the
// library's choice, and they are spread over a second for each 4,000. LARGEST is what the topic
// takes in one message, in bytes.
#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#pragma GCC diagnostic ignored "-Wold-style-cast" // in librdkafka's macros

namespace {

template <auto Destroy>
struct Destroyer
{
    template <typename T>
    void operator()(T *object) const
    {
        Destroy(object);
    }
};
template <typename T, auto Destroy>
using Handle = std::unique_ptr<T, Destroyer<Destroy>>;

long failures = 0;

void handleReport(rd_kafka_t *, const rd_kafka_message_t *message, void *)
{
    failures += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 0 : 1;
}

void makeTopic(rd_kafka_t *client, const char *name, int partitions, const char *largest)
{
    char words[512];
    const Handle<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy> topic(
        rd_kafka_NewTopic_new(name, partitions, 1, words, sizeof words));
    if (largest) {
        rd_kafka_NewTopic_set_config(topic.get(), "max.message.bytes", largest);
    }
    const Handle<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client));
    rd_kafka_NewTopic_t *topics[] = {topic.get()};
    rd_kafka_CreateTopics(client, topics, 1, nullptr, queue.get());
    const Handle<rd_kafka_event_t, rd_kafka_event_destroy> answer(
        rd_kafka_queue_poll(queue.get(), 30000));
}

/// Does nothing where the topic has as many partitions already.
void widenTopic(rd_kafka_t *client, const char *name, int partitions)
{
    char words[512];
    const Handle<rd_kafka_NewPartitions_t, rd_kafka_NewPartitions_destroy> more(
        rd_kafka_NewPartitions_new(name, static_cast<std::size_t>(partitions), words,
                                   sizeof words));
    const Handle<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client));
    rd_kafka_NewPartitions_t *all[] = {more.get()};
    rd_kafka_CreatePartitions(client, all, 1, nullptr, queue.get());
    const Handle<rd_kafka_event_t, rd_kafka_event_destroy> answer(
        rd_kafka_queue_poll(queue.get(), 30000));
}

void removeTopic(rd_kafka_t *client, const char *name)
{
    const Handle<rd_kafka_DeleteTopic_t, rd_kafka_DeleteTopic_destroy> topic(
        rd_kafka_DeleteTopic_new(name));
    const Handle<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client));
    rd_kafka_DeleteTopic_t *topics[] = {topic.get()};
    rd_kafka_DeleteTopics(client, topics, 1, nullptr, queue.get());
    const Handle<rd_kafka_event_t, rd_kafka_event_destroy> answer(
        rd_kafka_queue_poll(queue.get(), 30000));
}

std::string numbered(long number, std::size_t size)
{
    std::string text = R"({"id":)" + std::to_string(number) + R"(,"value":)"
        + std::to_string(number % 1000) + R"(.5,"device":"sensor-)" + std::to_string(number % 50)
        + R"(","note":")";
    const std::size_t rest = size > text.size() + 2 ? size - text.size() - 2 : 0;
    return text + std::string(rest, 'x') + R"("})";
}

void appendLong(std::int64_t value, std::string &out)
{
    auto raw = static_cast<std::uint64_t>(value << 1) ^ static_cast<std::uint64_t>(value >> 63);
    for (; raw > 0x7f; raw >>= 7U) {
        out.push_back(static_cast<char>(raw | 0x80U));
    }
    out.push_back(static_cast<char>(raw));
}

/// {id: long, value: double, device: string, note: string}
std::string record(long number, std::size_t size)
{
    const std::string device = "sensor-" + std::to_string(number % 50);
    const double value = static_cast<double>(number % 1000) + 0.5;
    std::string bytes(5, '\0');
    bytes[4] = 1;
    appendLong(number, bytes);
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    appendLong(static_cast<std::int64_t>(device.size()), bytes);
    bytes += device;
    const std::size_t rest = size > bytes.size() + 1 ? size - bytes.size() - 1 : 0;
    appendLong(static_cast<std::int64_t>(rest), bytes);
    return bytes + std::string(rest, 'x');
}

void write(rd_kafka_t *client, const char *topic, int partition, const std::string &key,
           const std::string &text)
{
    while (rd_kafka_producev(client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition),
                             RD_KAFKA_V_KEY(key.empty() ? nullptr : key.data(), key.size()),
                             RD_KAFKA_V_VALUE(const_cast<char *>(text.data()), text.size()),
                             RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END)
           != RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_poll(client, 50);
    }
    rd_kafka_poll(client, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7 && argc != 8) {
        std::fputs(
            "usage: fill_topic BROKERS TOPIC PARTITIONS FIRST COUNT SIZE [LARGEST|avro|keys]\n",
            stderr);
        return 2;
    }
    char words[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", argv[1], words, sizeof words);
    rd_kafka_conf_set(conf, "enable.idempotence", "true", words, sizeof words);
    rd_kafka_conf_set(conf, "linger.ms", "20", words, sizeof words);
    rd_kafka_conf_set(conf, "queue.buffering.max.messages", "200000", words, sizeof words);
    rd_kafka_conf_set_dr_msg_cb(conf, handleReport);
    const Handle<rd_kafka_t, rd_kafka_destroy> client(
        rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words));
    if (!client) {
        std::fprintf(stderr, "%s\n", words);
        return 1;
    }
    const int partitions = std::atoi(argv[3]);
    const long first = std::atol(argv[4]);
    const long count = std::atol(argv[5]);
    const auto size = static_cast<std::size_t>(std::atol(argv[6]));
    if (partitions == 0) {
        removeTopic(client.get(), argv[2]);
        return 0;
    }
    const std::string_view mode = argc == 8 ? argv[7] : "";
    const bool isAvro = mode == "avro";
    const bool hasKeys = mode == "keys";
    makeTopic(client.get(), argv[2], partitions,
              mode.empty() || isAvro || hasKeys ? nullptr : argv[7]);
    widenTopic(client.get(), argv[2], partitions);
    for (long number = first; number < first + count; ++number) {
        write(client.get(), argv[2],
              hasKeys ? RD_KAFKA_PARTITION_UA : static_cast<int>(number % partitions),
              hasKeys ? "key-" + std::to_string(number % 40) : std::string(),
              isAvro ? record(number, size) : numbered(number, size));
        if (hasKeys && number % 40 == 39) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    rd_kafka_flush(client.get(), 120000);
    failures += rd_kafka_outq_len(client.get());
    std::fprintf(stderr, "%ld written, %ld failed\n", count - failures, failures);
    return failures == 0 ? 0 : 1;
}
