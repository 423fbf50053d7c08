// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_decoding.h"

#include "core/connectors/kafka/kafka_sample.h"
#include "core/formats/avro/avro_decoder.h"
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/protobuf/protobuf_decoder.h"
#include "core/formats/shaping/shaped_decoder.h"
#include "core/support/text.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

RegistryAccess accessOf(const KafkaSourceConfig &config, const QString &baseFolder)
{
    // who talks to the broker in clear has hidden the group: an encrypted registry is then checked
    // by what the computer trusts
    return {.kind = config.dataType == DataType::Protobuf ? SchemaKind::Protobuf : SchemaKind::Avro,
            .address = config.registryAddress,
            .user = config.registryKey,
            .password = config.registrySecret.reveal(),
            .tls = config.tls.disable ? TlsConfig{} : config.tls,
            .baseFolder = baseFolder};
}

/// `schemas`, here and below, may be null where no registry is used.
std::unique_ptr<RowDecoder> protobufDecoderOf(const KafkaSourceConfig &config,
                                              std::shared_ptr<protobuf::TypesSource> schemas)
{
    using protobuf::ProtobufDecoder;
    const auto shape = config.readsFields() ? avro::Shape::Fields : avro::Shape::Whole;
    if (schemas) {
        return std::make_unique<ProtobufDecoder>(std::move(schemas), shape);
    }
    return std::make_unique<ProtobufDecoder>(
        protobuf::findType(config.protobufSchema, config.protobufMessage), shape);
}

/// `Schemas` is a source of the schemas of both kinds.
template <typename Schemas>
std::unique_ptr<RowDecoder> decoderOf(const KafkaSourceConfig &config,
                                      std::shared_ptr<Schemas> schemas)
{
    using avro::AvroDecoder;
    using avro::Shape;
    using debezium::DebeziumDecoder;
    if (config.dataType == DataType::Protobuf) {
        return protobufDecoderOf(config, std::move(schemas));
    }
    const bool isAvro = config.dataType == DataType::Avro;
    const auto shape = isAvro && config.readsFields() ? Shape::Fields : Shape::Whole;
    const auto unions = isAvro ? config.avroUnions : avro::Unions::Plain;
    if (isAvro && !schemas) {
        return std::make_unique<AvroDecoder>(avro::parseSchema(config.avroSchema.toStdString()),
                                             shape, unions);
    }
    const auto framed = [&]() -> std::unique_ptr<RowDecoder> {
        return schemas ? std::make_unique<AvroDecoder>(schemas, shape, unions) : nullptr;
    };
    const auto changes = [&](debezium::Output output) {
        return std::make_unique<DebeziumDecoder>(output, config.deleteMode,
                                                 debezium::Frames{framed(), framed()});
    };
    switch (config.dataType) {
    case DataType::DebeziumJson: return changes(debezium::Output::Changelog);
    case DataType::DebeziumJsonUpsert: return changes(debezium::Output::Upsert);
    default: return framed();
    }
}

/// Asks the registry at once and hands out what it says.
class Asking final : public avro::SchemaSource, public protobuf::TypesSource
{
public:
    explicit Asking(RegistryClient &client) : m_client(client) { }

    avro::SchemaAnswer schemaOf(std::uint32_t id) override
    {
        Result<RegistrySchema> found = m_client.schema(id);
        return found ? avro::SchemaAnswer{.schema = std::move(found->avro)}
                     : avro::SchemaAnswer{.refused = found.error()};
    }

    protobuf::TypesAnswer typesOf(std::uint32_t id) override
    {
        Result<RegistrySchema> found = m_client.schema(id);
        return found ? protobuf::TypesAnswer{.types = std::move(found->protobuf)}
                     : protobuf::TypesAnswer{.refused = found.error()};
    }

private:
    RegistryClient &m_client;
};

Bytes bytesIn(const QByteArray &held)
{
    return held.isNull() ? Bytes()
                         : bytesOf(held.constData(), static_cast<std::size_t>(held.size()));
}

Result<QString> tryMessage(const KafkaSourceConfig &config, RegistryClient &client,
                           const SeenMessage &seen)
{
    const auto decoder = decoderOf(config, std::make_shared<Asking>(client));
    const Result<QString> line =
        decodedLine(*decoder, {.payload = bytesIn(seen.payload), .key = bytesIn(seen.key)});
    return line ? text(WEIR_TEXT("Read by its schema: %1")).arg(*line) : line;
}

/// Producers may name subjects otherwise, so a missing one proves nothing.
Result<QString> trySubject(RegistryClient &client, const QString &topic)
{
    if (topic.isEmpty()) {
        return text(WEIR_TEXT("Reached; no topic is known yet that could name a schema"));
    }
    const QString subject = topic + u"-value"_s;
    const Result<std::uint32_t> id = client.newestOf(subject);
    if (id) {
        return text(WEIR_TEXT("Reached; the newest schema of %1 is number %2"))
            .arg(subject)
            .arg(*id);
    }
    if (id.error().code == ErrorCode::Rejected) {
        return text(WEIR_TEXT("Reached; it has no schema called %1, and no message was there to "
                              "name another"))
            .arg(subject);
    }
    return id.error();
}

/// A pattern is no topic.
QString topicIn(const KafkaSourceConfig &config, const SeenMessage &seen)
{
    if (!seen.topic.isEmpty()) {
        return QString::fromUtf8(seen.topic);
    }
    return isTopicPattern(config.topic) ? QString() : config.topic;
}

} // namespace

std::shared_ptr<SchemaRegistry> registryOf(const KafkaSourceConfig &config,
                                           const DecoderContext &context)
{
    return config.usesRegistry()
        ? SchemaRegistry::shared(context.shared, accessOf(config, context.baseFolder))
        : nullptr;
}

std::unique_ptr<RowDecoder> makeSourceDecoder(const ConfigBox &config,
                                              const DecoderContext &context)
{
    const auto &source = config.as<KafkaSourceConfig>();
    return decoderOf(source, registryOf(source, context));
}

std::unique_ptr<RowDecoder> makeTestDecoder(const KafkaSourceConfig &config)
{
    if (config.usesRegistry()) {
        return nullptr;
    }
    std::unique_ptr<RowDecoder> own = decoderOf<SchemaRegistry>(config, nullptr);
    if (!own) {
        own = makeRowDecoder(config.dataType, config.shape.arrayMode);
    }
    return shaped(std::move(own), config.shape);
}

/// Answers are awaited until the whole test must be over.
void testRegistry(const KafkaSourceConfig &config, const SeenMessage &seen, TestRun &run,
                  TestEnd end)
{
    if (!config.usesRegistry() || run.isCancelled()) {
        return;
    }
    QElapsedTimer timer;
    timer.start();
    const auto isOver = [&] { return run.isCancelled() || leftUntil(end).count() == 0; };
    RegistryClient client(accessOf(config, run.baseFolder()), isOver);
    const Result<void> reached = client.ping();
    const Result<QString> found = !reached ? Result<QString>(reached.error())
        : seen.payload.isNull()            ? trySubject(client, topicIn(config, seen))
                                           : tryMessage(config, client, seen);
    const std::chrono::milliseconds took(timer.elapsed());
    if (found) {
        run.passed(StageId::Registry, took, *found);
    } else {
        const bool isLate = found.error().code == ErrorCode::Cancelled && !run.isCancelled();
        run.failed(StageId::Registry, took, isLate ? outOfTime() : found.error());
    }
}

} // namespace core::kafka
