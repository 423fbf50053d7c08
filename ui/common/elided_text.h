// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plain_label.h"

#include <QWidget>

namespace ui {

/// One line that takes the room there is and ends in "…" where that is too little; the whole is its
/// tool tip and accessible name then. Plain text.
class ElidedText final : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedText(TextRole role = TextRole::Body, QWidget *parent = nullptr);

    const QString &text() const { return m_text; }
    void setText(const QString &text);
    void setTone(Tone tone); ///< Normal keeps the role's colour; Error is the other that is known
    void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QFont fontOfRole() const;
    void showWhole();

    QString m_text;
    TextRole m_role;
    bool m_isError = false;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace ui
