// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/topic_delegate.h"

#include "ui/common/colors.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

#include <utility>

namespace ui {
namespace {

constexpr int kAround = 3; ///< above and below the lines

} // namespace

QSize TopicDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, m_lines * option.fontMetrics.height() + 2 * kAround};
}

void TopicDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString name = std::exchange(row.text, {});
    const QWidget *view = option.widget;
    view->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, view); // the ground
    const Colors &colors = colorsOf(view);
    const QRect inside = option.rect.adjusted(kSpace2, kAround, -kSpace2, -kAround);
    const int line = option.fontMetrics.height();
    const auto draw = [&](const QString &words, const QColor &color, int top,
                          Qt::TextElideMode elide) {
        painter->setPen(color);
        painter->drawText(QRect(inside.left(), top, inside.width(), line),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(words, elide, inside.width()));
    };
    painter->save();
    painter->setFont(option.font);
    draw(name, colors.text, inside.top(), Qt::ElideMiddle); // ends tell names apart
    if (m_lines > 1) {
        draw(index.data(kFactsRole).toString(), colors.secondary, inside.top() + line,
             Qt::ElideRight);
    }
    painter->restore();
}

} // namespace ui
