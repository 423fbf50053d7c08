// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace core {

/// Bytes as people and JSON see them: text where they are UTF-8, else "base64"; null stays null.
void insertBytes(QJsonObject &object, const QString &key, const QByteArray &bytes);
/// A key or another single value: text, null, or {"base64": …}.
QJsonValue bytesValue(const QByteArray &bytes);
/// [{"name", "value" or "base64"}], order and repeats kept.
QJsonArray headersJson(const std::vector<std::pair<QByteArray, QByteArray>> &headers);
/// For a terminal: safe text, or a count of bytes.
QString bytesText(const QByteArray &bytes, qsizetype limit);
/// "2024-05-01T10:00:00.000Z"; null below zero.
QJsonValue timeJson(std::int64_t ms);

/// "create", "append", or null.
QJsonValue timeKindJson(TimeKind kind);

} // namespace core
