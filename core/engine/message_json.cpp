// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_json.h"

#include "core/support/text.h"

#include <QDateTime>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace core {
namespace {

std::optional<QString> asText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString words = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(words));
}

} // namespace

void insertBytes(QJsonObject &object, const QString &key, const QByteArray &bytes)
{
    if (bytes.isNull()) {
        object[key] = QJsonValue();
    } else if (const auto words = asText(bytes)) {
        object[key] = *words;
    } else {
        object[u"base64"_s] = QString::fromLatin1(bytes.toBase64());
    }
}

QJsonValue bytesValue(const QByteArray &bytes)
{
    QJsonObject object;
    insertBytes(object, u"value"_s, bytes);
    return object.contains(u"base64"_s) ? QJsonValue(object) : object[u"value"_s];
}

QJsonArray headersJson(const std::vector<std::pair<QByteArray, QByteArray>> &headers)
{
    QJsonArray array;
    for (const auto &[name, value] : headers) {
        QJsonObject header{{u"name"_s, QString::fromUtf8(name)}};
        insertBytes(header, u"value"_s, value);
        array.append(header);
    }
    return array;
}

QString bytesText(const QByteArray &bytes, qsizetype limit)
{
    if (bytes.isNull()) {
        return text(WEIR_TEXT("(none)"));
    }
    const auto words = asText(bytes);
    return words ? visibleText(*words, limit) : text(WEIR_TEXT("(%1 bytes)")).arg(bytes.size());
}

QJsonValue timeJson(std::int64_t ms)
{
    return ms < 0
        ? QJsonValue()
        : QJsonValue(QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs));
}

QJsonValue timeKindJson(TimeKind kind)
{
    const std::string_view key = timeKindKey(kind);
    return key.empty()
        ? QJsonValue()
        : QJsonValue(QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size())));
}

} // namespace core
