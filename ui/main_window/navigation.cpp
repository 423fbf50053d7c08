// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/navigation.h"

#include "ui/common/colors.h"
#include "ui/common/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

namespace ui {
namespace {

constexpr int kWide = 172;
constexpr int kNarrow = 56;
constexpr int kRow = 36;
constexpr int kIcon = 20;

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

void paintGround(QPainter &painter, const QRectF &area, QStyle::State state, const Colors &colors)
{
    const bool isChosen = state.testFlag(QStyle::State_Selected);
    QPainterPath shape;
    shape.addRoundedRect(area, kControlRadius, kControlRadius);
    painter.save();
    painter.setClipPath(shape);
    if (isChosen || state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(area, isChosen ? colors.selection : colors.hover);
    }
    if (isChosen) {
        painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), colors.accent);
    }
    painter.restore();
    if (isChosen && state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(colors.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), kControlRadius,
                                kControlRadius);
    }
}

void paintBadge(QPainter &painter, const QRectF &area, int count, bool isFolded,
                const Colors &colors)
{
    QFont font = weighted(painter.font(), QFont::DemiBold);
    font.setPixelSize(11);
    painter.setFont(font);
    const QString text = count > 99 ? QStringLiteral("99+") : QString::number(count);
    const double height = isFolded ? 14 : 18;
    const double width =
        std::max(height, painter.fontMetrics().horizontalAdvance(text) + (isFolded ? 6.0 : 10.0));
    const QRectF pill = isFolded
        ? QRectF(area.right() - width, area.top() + 1, width, height)
        : QRectF(area.right() - 10 - width, area.center().y() - height / 2, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.error);
    painter.drawRoundedRect(pill, height / 2, height / 2);
    painter.setPen(colors.panel);
    painter.drawText(pill, Qt::AlignCenter, text);
}

class NavigationDelegate final : public QStyledItemDelegate
{
public:
    explicit NavigationDelegate(Navigation *list) : QStyledItemDelegate(list), m_list(*list) { }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, std::max(kRow, option.fontMetrics.height() + 18)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(schemeOf(option.palette));
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect area = option.rect.adjusted(8, 1, -8, -1);
        paintGround(*painter, area, option.state, colors);
        const bool isFolded = m_list.isFolded();
        const QRect place =
            isFolded ? area : QRect(area.left() + 11, area.top(), kIcon, area.height());
        paintIcon(*painter, place, index.data(Navigation::IconRole).toString(),
                  isChosen ? colors.accent : colors.secondary, kIcon);
        if (!isFolded) {
            painter->setPen(colors.text);
            painter->setFont(weighted(option.font, isChosen ? QFont::DemiBold : QFont::Normal));
            painter->drawText(area.adjusted(kIcon + 21, 0, -8, 0), Qt::AlignVCenter,
                              index.data().toString());
        }
        if (const int count = index.data(Navigation::BadgeRole).toInt(); count > 0) {
            paintBadge(*painter, area, count, isFolded, colors);
        }
        painter->restore();
    }

private:
    const Navigation &m_list;
};

} // namespace

Navigation::Navigation(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Pages"));
    setProperty("frameless", true);
    setItemDelegate(new NavigationDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportMargins(0, 10, 0, 0);
    setFixedWidth(kWide);
}

void Navigation::addPage(const QString &name, const QString &icon)
{
    auto *item = new QListWidgetItem(name, this);
    item->setData(IconRole, icon);
    showName(count() - 1);
}

void Navigation::setBadge(int page, int count)
{
    if (badge(page) != count) {
        item(page)->setData(BadgeRole, count);
        showName(page);
    }
}

int Navigation::badge(int page) const
{
    return item(page)->data(BadgeRole).toInt();
}

void Navigation::setFolded(bool folded)
{
    if (folded == m_isFolded) {
        return;
    }
    m_isFolded = folded;
    setFixedWidth(folded ? kNarrow : kWide);
    for (int page = 0; page < count(); ++page) {
        showName(page);
    }
    viewport()->update();
}

void Navigation::showName(int page)
{
    QListWidgetItem *row = item(page);
    const int problems = badge(page);
    row->setData(Qt::AccessibleTextRole,
                 problems > 0 ? tr("%1, problems: %2").arg(row->text()).arg(problems)
                              : row->text());
    row->setData(Qt::ToolTipRole, m_isFolded ? row->text() : QString());
}

} // namespace ui
