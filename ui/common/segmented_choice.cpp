// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/segmented_choice.h"

#include "ui/common/theme.h"
#include "ui/common/wrap_layout.h"

#include <QFocusEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

namespace ui {
namespace {

constexpr int kSide = 8; ///< so that four usual words fit beside a label
constexpr int kAbove = 7;
constexpr int kLowAbove = 3;

QFont boldOf(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

/// A radio button for keys and screen readers, painted as one part of a bar.
class Segment final : public QRadioButton
{
public:
    Segment(const QString &text, QSize margin, QWidget *parent)
        : QRadioButton(text, parent), m_margin(margin)
    {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(boldOf(font()));
        return {metrics.horizontalAdvance(text()) + 2 * m_margin.width() + 1,
                metrics.height() + 2 * m_margin.height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent *) override
    {
        const Colors &colors = colorsOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF inside = QRectF(rect()).adjusted(2, 2, -2, -2);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? colors.selection : colors.hover);
            painter.drawRoundedRect(inside, kControlRadius - 2, kControlRadius - 2);
        }
        if (hasFocus()) {
            painter.setPen(QPen(colors.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(inside, kControlRadius - 2, kControlRadius - 2);
        }
        painter.setFont(isChecked() ? boldOf(font()) : font());
        painter.setPen(isEnabled() ? colors.text : colors.secondary);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    QSize m_margin; ///< beside and above the text
};

} // namespace

SegmentedChoice::SegmentedChoice(Height height, QWidget *parent)
    : QWidget(parent), m_height(height), m_group(this)
{
    new WrapLayout(this); // takes itself to the widget
    QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_group, &QButtonGroup::idClicked, this, &SegmentedChoice::currentChanged);
}

void SegmentedChoice::addOption(const QString &text)
{
    const QSize margin(kSide, m_height == Height::Low ? kLowAbove : kAbove);
    auto *segment = new Segment(text, margin, this);
    segment->setAccessibleName(text);
    m_group.addButton(segment, count());
    layout()->addWidget(segment);
    if (!focusProxy()) {
        setFocusProxy(segment);
    }
}

void SegmentedChoice::setCurrent(int index)
{
    if (QAbstractButton *button = m_group.button(index)) {
        button->setChecked(true);
        setFocusProxy(button);
        update();
    }
}

void SegmentedChoice::setOptionEnabled(int index, bool enabled, const QString &reason)
{
    if (QAbstractButton *button = m_group.button(index)) {
        button->setEnabled(enabled);
        setPlainToolTip(button, enabled ? QString() : reason);
    }
}

void SegmentedChoice::setOptionName(int index, const QString &accessibleName)
{
    if (QAbstractButton *button = m_group.button(index)) {
        button->setAccessibleName(accessibleName);
    }
}

void SegmentedChoice::setErrorMark(bool on)
{
    m_error = on;
    update();
}

int SegmentedChoice::widthFor(const QStringList &texts, const QFont &font)
{
    const QFontMetrics metrics(boldOf(font));
    int width = 0;
    for (const QString &text : texts) {
        width += metrics.horizontalAdvance(text) + 2 * kSide + 1;
    }
    return width;
}

void SegmentedChoice::paintEvent(QPaintEvent *)
{
    const Colors &colors = colorsOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int first = 0, next = 0; first < count(); first = next) { // a bar for each line of them
        QRect bar = m_group.button(first)->geometry();
        for (next = first + 1; next < count() && m_group.button(next)->y() == bar.y(); ++next) {
            bar |= m_group.button(next)->geometry();
        }
        painter.setPen(QPen(m_error ? colors.error : colors.line, 1));
        painter.setBrush(colors.panel);
        painter.drawRoundedRect(QRectF(bar).adjusted(0.5, 0.5, -0.5, -0.5), kControlRadius,
                                kControlRadius);
        painter.setPen(QPen(colors.line, 1));
        for (int i = first + 1; i < next; ++i) {
            const double x = m_group.button(i)->x() + 0.5;
            painter.drawLine(QPointF(x, bar.top() + 1), QPointF(x, bar.bottom()));
        }
    }
}

void SegmentedChoice::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (QAbstractButton *button = m_group.checkedButton()) {
        button->setFocus(event->reason());
    }
}

} // namespace ui
