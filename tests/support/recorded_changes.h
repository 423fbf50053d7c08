// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_decoder.h"
#include "core/formats/debezium/debezium_decoder.h"
#include "tests/support/message_batch.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace support {

inline QDir recordings()
{
    return QDir(QStringLiteral(WEIR_SOURCE_DIR "/tests/core/formats/debezium/data"));
}

inline QByteArray recording(const QString &name)
{
    QFile file(recordings().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A topic as Debezium wrote it, in its order.
inline QList<Keyed> recordedTopic(const QString &name)
{
    const auto part = [](const QJsonValue &value) {
        return value.isNull() ? QByteArray() : value.toString().toUtf8();
    };
    QList<Keyed> messages;
    for (const QByteArray &line : recording(name).split('\n')) {
        if (!line.isEmpty()) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            messages.append(
                {part(json[QStringLiteral("key")]), part(json[QStringLiteral("payload")])});
        }
    }
    return messages;
}

/// The same in Avro, framed.
inline QList<Keyed> recordedAvro()
{
    QList<Keyed> messages;
    const QStringList names =
        recordings().entryList({QStringLiteral("dbzavro-orders-*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QJsonObject json = QJsonDocument::fromJson(recording(name)).object();
        const QJsonValue value = json[QStringLiteral("value_hex")];
        messages.append(
            {QByteArray::fromHex(json[QStringLiteral("key_hex")].toString().toLatin1()),
             value.isString() ? QByteArray::fromHex(value.toString().toLatin1()) : QByteArray()});
    }
    return messages;
}

class RecordedSchemas final : public core::avro::SchemaSource
{
public:
    core::avro::SchemaAnswer schemaOf(std::uint32_t id) override
    {
        const QByteArray text = recording(QStringLiteral("dbzavro-schema-%1.avsc").arg(id));
        return {.schema = *core::avro::parseSchema(text.toStdString())};
    }
};

inline std::unique_ptr<core::RowDecoder> changeDecoder(core::debezium::Output output,
                                                       core::debezium::Deletes deletes, bool isAvro)
{
    const auto framed = [isAvro]() -> std::unique_ptr<core::RowDecoder> {
        return isAvro
            ? std::make_unique<core::avro::AvroDecoder>(std::make_shared<RecordedSchemas>(),
                                                        core::avro::Shape::Whole,
                                                        core::avro::Unions::Plain)
            : nullptr;
    };
    return std::make_unique<core::debezium::DebeziumDecoder>(
        output, deletes, core::debezium::Frames{framed(), framed()});
}

} // namespace support
