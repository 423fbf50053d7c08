// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace ui {

/// What a payload looks like.
enum class PayloadShape
{
    Empty,
    Json,
    Text,
    Binary
};

PayloadShape shapeOf(const QByteArray &payload);
QString shapeText(PayloadShape shape);
/// The first characters on one line, safe to show; binary as hexadecimal.
QString payloadText(const QByteArray &payload, qsizetype limit);

} // namespace ui
