// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_export.h"

#include "core/support/text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QSaveFile>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

bool isText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.isNull();
}

QByteArray quoted(const QString &text)
{
    // Qt writes whole documents only: the brackets around the text are left off.
    const QByteArray list =
        QJsonDocument(QJsonObject{{u"v"_s, text}}).toJson(QJsonDocument::Compact);
    return list.mid(5, list.size() - 6);
}

QByteArray valueOf(const QByteArray &bytes)
{
    if (bytes.isNull()) {
        return "null";
    }
    QJsonParseError error;
    QJsonDocument::fromJson(bytes, &error);
    if (error.error == QJsonParseError::NoError) {
        // Outside of texts a line's end is only white space.
        return QByteArray(bytes).replace('\n', ' ').replace('\r', ' ');
    }
    return bytes.isEmpty() || isText(bytes) ? quoted(QString::fromUtf8(bytes))
                                            : "{\"_base64\":\"" + bytes.toBase64() + "\"}";
}

QByteArray keyOf(const QByteArray &key)
{
    if (key.isNull()) {
        return "null";
    }
    return key.isEmpty() || isText(key) ? quoted(QString::fromUtf8(key))
                                        : "{\"_base64\":\"" + key.toBase64() + "\"}";
}

QString timeOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs);
}

QByteArray cell(const QByteArray &text)
{
    QByteArray shown = text;
    if (!shown.isEmpty() && QByteArrayView("=+-@\t\r").contains(shown.front())) {
        shown.prepend('\'');
    }
    const bool needsQuotes =
        shown.contains(',') || shown.contains('"') || shown.contains('\n') || shown.contains('\r');
    return needsQuotes ? '"' + shown.replace('"', "\"\"") + '"' : shown;
}

core::Error saveError(const QString &file, const QString &why)
{
    return core::Error{.code = core::ErrorCode::Storage,
                       .id = "samples.save",
                       .message = core::text(WEIR_TEXT("%1 cannot be written: %2"))
                                      .arg(core::visibleText(file, 200), why)};
}

} // namespace

QByteArray jsonLine(const core::Sample &sample)
{
    QByteArray line = "{\"time\":" + quoted(timeOf(sample.receivedMs));
    if (sample.timestampMs >= 0) {
        line += ",\"timestamp\":" + quoted(timeOf(sample.timestampMs));
    }
    if (const std::string_view kind = core::timeKindKey(sample.timeKind); !kind.empty()) {
        line += ",\"time_kind\":\"" + QByteArray(kind.data(), static_cast<qsizetype>(kind.size()))
            + '"';
    }
    line += ",\"lane\":" + quoted(sample.lane) + ",\"topic\":" + quoted(sample.topic);
    line += ",\"position\":" + QByteArray::number(sample.position);
    line += ",\"key\":" + keyOf(sample.key) + ",\"value\":" + valueOf(sample.payload);
    line += ",\"size\":" + QByteArray::number(sample.payloadSize) + ",\"headers\":[";
    const char *between = "";
    for (const auto &[name, value] : sample.headers) {
        line += between + ("[" + keyOf(name)) + "," + keyOf(value) + "]";
        between = ",";
    }
    return line + "]}\n";
}

QByteArray csvHead()
{
    return "time,lane,topic,position,key,value,size\r\n";
}

QByteArray csvLine(const core::Sample &sample)
{
    const QByteArray value =
        isText(sample.payload) ? sample.payload : "base64:" + sample.payload.toBase64();
    const QByteArrayList cells{timeOf(sample.receivedMs).toUtf8(),
                               cell(sample.lane.toUtf8()),
                               cell(sample.topic.toUtf8()),
                               sample.position < 0 ? QByteArray()
                                                   : QByteArray::number(sample.position),
                               cell(sample.key),
                               sample.payload.isEmpty() ? QByteArray() : cell(value),
                               QByteArray::number(sample.payloadSize)};
    return cells.join(',') + "\r\n";
}

core::Result<void> saveSamples(const QString &file, ExportForm form,
                               const std::vector<core::Sample> &samples)
{
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly)) {
        return saveError(file, output.errorString());
    }
    if (form == ExportForm::Csv) {
        output.write(csvHead());
    }
    for (const core::Sample &sample : samples) {
        output.write(form == ExportForm::Csv ? csvLine(sample) : jsonLine(sample));
    }
    if (!output.commit()) { // also after a write that failed
        return saveError(file, output.errorString());
    }
    return {};
}

} // namespace ui
