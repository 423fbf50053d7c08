// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/wrap_layout.h"

#include "ui/common/colors.h"

namespace ui {

WrapLayout::~WrapLayout() = default;

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem *WrapLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    if (!itemAt(index)) {
        return nullptr;
    }
    const auto place = m_items.begin() + index;
    QLayoutItem *taken = place->release();
    m_items.erase(place);
    return taken;
}

template <typename Place>
int WrapLayout::walk(const QRect &area, Place place) const
{
    QPoint at = area.topLeft();
    int lineHeight = 0;
    for (const auto &item : m_items) {
        const QSize size = item->sizeHint();
        if (at.x() > area.left() && at.x() + size.width() > area.left() + area.width()) {
            at = QPoint(area.left(), at.y() + lineHeight + kSpace1);
            lineHeight = 0;
        }
        place(*item, QRect(at, size));
        at.rx() += size.width();
        lineHeight = std::max(lineHeight, size.height());
    }
    return at.y() + lineHeight - area.top();
}

int WrapLayout::heightForWidth(int width) const
{
    return walk({0, 0, width, 0}, [](QLayoutItem &, const QRect &) {});
}

QSize WrapLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        const QSize one = item->sizeHint();
        size = {size.width() + one.width(), std::max(size.height(), one.height())};
    }
    return size;
}

QSize WrapLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        size = size.expandedTo(item->sizeHint());
    }
    return size;
}

void WrapLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    walk(area, [](QLayoutItem &item, const QRect &place) { item.setGeometry(place); });
}

} // namespace ui
