// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace support {

/// A JWT that nobody signed, as the test broker takes it; `aud` is whom it is meant for.
inline QByteArray unsignedToken(const QString &subject, const QString &aud, qint64 lifeS = 3600)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto part = [](const QJsonObject &object) {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part({{QStringLiteral("alg"), QStringLiteral("none")}}) + '.'
        + part({{QStringLiteral("sub"), subject},
                {QStringLiteral("aud"), aud},
                {QStringLiteral("iat"), now - 1},
                {QStringLiteral("exp"), now + lifeS}})
        + '.';
}

} // namespace support
