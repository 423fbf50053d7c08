// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/type_tile.h"

#include "ui/common/colors.h"
#include "ui/common/plain_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace ui {

TypeTile::TypeTile(TypeCard card, QWidget *parent)
    : QAbstractButton(parent), m_card(std::move(card))
{
    setCheckable(true);
    setAccessibleName(m_card.label);
    setAccessibleDescription(tr("%1 %2.").arg(m_card.sentence, guaranteeText(m_card.guarantee)));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2 + 2);
    column->setSpacing(2);
    column->addWidget(new PlainLabel(m_card.label, TextRole::Strong, this, Wrap::Yes));
    column->addWidget(new PlainLabel(m_card.sentence, TextRole::Secondary, this, Wrap::Yes));
    auto *guarantee =
        new PlainLabel(guaranteeText(m_card.guarantee), TextRole::Secondary, this, Wrap::Yes);
    guarantee->setTone(m_card.guarantee == core::Guarantee::AtMostOnce ? Tone::Warning
                                                                       : Tone::Accent);
    column->addWidget(guarantee);
    for (PlainLabel *label : findChildren<PlainLabel *>()) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
}

QSize TypeTile::sizeHint() const
{
    return layout()->sizeHint();
}

int TypeTile::heightForWidth(int width) const
{
    return layout()->heightForWidth(width);
}

void TypeTile::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = isChecked() || hasFocus();
    painter.setBrush(isChecked() ? colors.selection : underMouse() ? colors.hover : colors.panel);
    painter.setPen(QPen(marked ? colors.accent : colors.line, isChecked() ? 2.0 : 1.0));
    const qreal inset = isChecked() ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), kPanelRadius,
                            kPanelRadius);
}

} // namespace ui
