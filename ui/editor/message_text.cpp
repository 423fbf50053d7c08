// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/message_text.h"

#include "core/support/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringDecoder>

namespace ui {
namespace {

constexpr qsizetype kMostLooked = 64 * 1024;

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar(0));
}

} // namespace

PayloadShape shapeOf(const QByteArray &payload)
{
    if (payload.isEmpty()) {
        return PayloadShape::Empty;
    }
    if (payload.size() <= kMostLooked && !QJsonDocument::fromJson(payload).isNull()) {
        return PayloadShape::Json;
    }
    return isUtf8(payload.left(kMostLooked)) ? PayloadShape::Text : PayloadShape::Binary;
}

QString shapeText(PayloadShape shape)
{
    switch (shape) {
    case PayloadShape::Empty: return QCoreApplication::translate("ui::FirstMessages", "empty");
    case PayloadShape::Json: return QCoreApplication::translate("ui::FirstMessages", "JSON");
    case PayloadShape::Text: return QCoreApplication::translate("ui::FirstMessages", "text");
    case PayloadShape::Binary: return QCoreApplication::translate("ui::FirstMessages", "binary");
    }
    return {};
}

QString payloadText(const QByteArray &payload, qsizetype limit)
{
    if (shapeOf(payload) == PayloadShape::Binary) {
        return QString::fromLatin1(payload.left(limit / 3).toHex(' '));
    }
    return core::visibleText(QString::fromUtf8(payload.left(limit * 4)).simplified(), limit);
}

} // namespace ui
