// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/elided_text.h"

#include "ui/common/theme.h"

#include <QPainter>

namespace ui {

ElidedText::ElidedText(TextRole role, QWidget *parent) : QWidget(parent), m_role(role)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QFont ElidedText::fontOfRole() const
{
    constexpr int kNative = 11; // px
    QFont shown = m_role == TextRole::Mono ? monoFont()
        : m_role == TextRole::Native       ? monoFont(kNative)
                                           : font();
    if (m_role == TextRole::Strong) {
        shown.setWeight(QFont::DemiBold);
    } else if (m_role == TextRole::Secondary) {
        shown.setPixelSize(12);
    }
    return shown;
}

void ElidedText::setText(const QString &text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    showWhole();
    update();
}

void ElidedText::setTone(Tone tone)
{
    m_isError = tone == Tone::Error;
    update();
}

QSize ElidedText::sizeHint() const
{
    const QFontMetrics metrics(fontOfRole());
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height() + 2};
}

QSize ElidedText::minimumSizeHint() const
{
    return {24, sizeHint().height()};
}

void ElidedText::showWhole()
{
    setPlainToolTip(this, sizeHint().width() > width() ? m_text : QString());
}

void ElidedText::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showWhole();
}

void ElidedText::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(this);
    QPainter painter(this);
    painter.setFont(fontOfRole());
    const bool isQuiet = m_role == TextRole::Secondary || m_role == TextRole::Native;
    painter.setPen(m_isError ? colors.error : isQuiet ? colors.secondary : colors.text);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_text, m_mode, width()));
}

} // namespace ui
