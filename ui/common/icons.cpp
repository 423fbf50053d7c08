// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include "ui/common/colors.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QPixmap drawn(const QString &name, const QColor &color, int side, qreal ratio)
{
    QPixmap pixmap(QSize(side, side) * std::ceil(side * ratio) / side);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QFile file(u":/weir/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return pixmap;
    }
    QByteArray drawing = file.readAll();
    drawing.replace("#000000", color.name().toLatin1());
    QSvgRenderer renderer(drawing);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, side, side));
    return pixmap;
}

} // namespace

QPixmap iconPixmap(const QString &name, const QColor &color, int side, qreal ratio)
{
    static QHash<QString, QPixmap> known; // few names, two themes, one or two sizes
    const QString key = u"%1 %2 %3 %4"_s.arg(name, color.name()).arg(side).arg(ratio);
    auto found = known.find(key);
    if (found == known.end()) {
        found = known.insert(key, drawn(name, color, side, ratio));
    }
    return *found;
}

void paintIcon(QPainter &painter, const QRect &area, const QString &name, const QColor &color,
               int side)
{
    const QPoint corner(area.center().x() - side / 2 + 1, area.center().y() - side / 2 + 1);
    painter.drawPixmap(corner,
                       iconPixmap(name, color, side, painter.device()->devicePixelRatioF()));
}

IconMark::IconMark(const QString &name, int side, QWidget *parent)
    : QWidget(parent), m_name(name), m_side(side)
{
    setFixedSize(side, side);
}

void IconMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0,
                       iconPixmap(m_name, colorsOf(this).secondary, m_side, devicePixelRatioF()));
}

} // namespace ui
