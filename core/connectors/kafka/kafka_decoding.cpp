// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_decoding.h"

#include "core/formats/avro/avro_decoder.h"
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/protobuf/protobuf_decoder.h"
#include "core/formats/value_json.h"
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
    const auto shape = config.autoFieldExtraction ? avro::Shape::Fields : avro::Shape::Whole;
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
    const auto shape = isAvro && config.autoFieldExtraction ? Shape::Fields : Shape::Whole;
    const auto unions = isAvro ? config.avroUnions : avro::Unions::Plain;
    std::unique_ptr<RowDecoder> framed =
        schemas ? std::make_unique<AvroDecoder>(std::move(schemas), shape, unions) : nullptr;
    switch (config.dataType) {
    case DataType::DebeziumJson:
        return std::make_unique<DebeziumDecoder>(debezium::Output::Changelog, config.deleteMode,
                                                 std::move(framed));
    case DataType::DebeziumJsonUpsert:
        return std::make_unique<DebeziumDecoder>(debezium::Output::Upsert, config.deleteMode,
                                                 std::move(framed));
    default: return framed;
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

Result<QString> tryMessage(const KafkaSourceConfig &config, RegistryClient &client,
                           const QByteArray &message)
{
    const auto decoder = decoderOf(config, std::make_shared<Asking>(client));
    const MessageView view{
        .payload = bytesOf(message.constData(), static_cast<std::size_t>(message.size()))};
    const Decoded decoded = decoder->decode(view);
    if (decoded.kind != Decoded::Kind::Rows) {
        return decoded.error;
    }
    std::string json;
    appendRowJson(decoded.rows.front(), json);
    return text(WEIR_TEXT("Read by its schema: %1"))
        .arg(visibleText(QString::fromUtf8(json.data(), static_cast<qsizetype>(json.size())), 512));
}

/// Producers may name subjects otherwise, so a missing one proves nothing.
Result<QString> trySubject(const KafkaSourceConfig &config, RegistryClient &client)
{
    const QString subject = config.topic + u"-value"_s;
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

void testRegistry(const KafkaSourceConfig &config, const QByteArray &message, TestRun &run)
{
    if (!config.usesRegistry() || run.isCancelled()) {
        return;
    }
    QElapsedTimer timer;
    timer.start();
    RegistryClient client(accessOf(config, run.baseFolder()), [&run] { return run.isCancelled(); });
    const Result<void> reached = client.ping();
    const Result<QString> found = !reached ? Result<QString>(reached.error())
        : message.isEmpty()                ? trySubject(config, client)
                                           : tryMessage(config, client, message);
    const std::chrono::milliseconds took(timer.elapsed());
    if (found) {
        run.passed(StageId::Registry, took, *found);
    } else {
        run.failed(StageId::Registry, took, found.error());
    }
}

} // namespace core::kafka
