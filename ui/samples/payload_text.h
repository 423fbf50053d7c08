// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace ui {

/// A payload for a plain-text view, a piece at a time: marks made visible, newlines kept, long
/// lines folded, because laying one out takes as long as it is.
class FoldedText final
{
public:
    explicit FoldedText(const QByteArray &bytes = {}) : m_text(QString::fromUtf8(bytes)) { }

    bool atEnd() const { return m_at >= m_text.size(); }
    /// Whole lines, without the last one's end: few enough that a view takes them in at once.
    QString next();

private:
    QString nextLine();

    QString m_text;
    qsizetype m_at = 0;
};

/// Offset, sixteen bytes and their letters a line; at most `most` bytes.
QString hexText(const QByteArray &bytes, qsizetype most);

} // namespace ui
