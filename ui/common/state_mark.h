// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPainter;

namespace ui {

struct Colors;

/// How something stands, by shape and colour; a word always stands beside it.
enum class Mark
{
    Passed, ///< check mark
    Failed, ///< cross
    Skipped, ///< dash
    Waiting, ///< hollow ring
    Busy, ///< arc
    Warning, ///< triangle
    Note, ///< i in a ring
    Running, ///< disc
    Degraded, ///< square
    Broken, ///< diamond
    Stopped ///< hollow square
};

/// Paints the mark centred into `area`; for delegates.
void paintMark(QPainter &painter, const QRectF &area, Mark mark, const Colors &colors);
QColor colorOf(Mark mark, const Colors &colors);

/// The mark as a widget of 16 x 16.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StateMark(Mark mark = Mark::Waiting, QWidget *parent = nullptr);

    Mark mark() const { return m_mark; }
    void setMark(Mark mark);
    QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
};

} // namespace ui
