// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPixmap>
#include <QWidget>

class QPainter;

namespace ui {

/// One of the program's own pictures ("home", "store" …) in one colour. GUI thread.
QPixmap iconPixmap(const QString &name, const QColor &color, int side, qreal ratio);

/// Paints it centred into `area`; for delegates.
void paintIcon(QPainter &painter, const QRect &area, const QString &name, const QColor &color,
               int side);

/// A picture as a widget, in the colour of secondary text; it says nothing to screen readers,
/// for words stand beside it.
class IconMark final : public QWidget
{
    Q_OBJECT

public:
    IconMark(const QString &name, int side, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_side;
};

} // namespace ui
