// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace ui {

/// A payload for a plain-text view: marks made visible, lines folded at 8 KiB, newlines kept.
QString foldedText(const QByteArray &bytes);

/// Offset, sixteen bytes and their letters a line; at most `most` bytes.
QString hexText(const QByteArray &bytes, qsizetype most);

} // namespace ui
