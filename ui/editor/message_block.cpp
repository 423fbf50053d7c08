// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/message_block.h"

#include "ui/common/colors.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace ui {
namespace {

constexpr int kMostLines = 4;

/// Breaks the text into lines of this width; true when some of it is left over.
bool lay(QTextLayout &layout, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal top = 0;
    bool isWhole = false;
    for (int number = 0; number < kMostLines; ++number) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            isWhole = true;
            break;
        }
        line.setLineWidth(width);
        line.setPosition({0, top});
        top += line.height();
    }
    isWhole = isWhole || !layout.createLine().isValid();
    layout.endLayout();
    return !isWhole;
}

} // namespace

MessageBlock::MessageBlock(const QString &text, QWidget *parent) : QWidget(parent), m_text(text)
{
    setFont(monoFont());
    setAccessibleName(text);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize MessageBlock::sizeHint() const
{
    return {240, heightForWidth(std::max(width(), 240))};
}

int MessageBlock::heightForWidth(int width) const
{
    QTextLayout layout(m_text, monoFont());
    lay(layout, width);
    const int lines = std::clamp(layout.lineCount(), 1, kMostLines);
    return lines * QFontMetrics(monoFont()).lineSpacing() + 2;
}

void MessageBlock::paintEvent(QPaintEvent *)
{
    QTextLayout layout(m_text, monoFont());
    const bool isCut = lay(layout, width());
    QPainter painter(this);
    painter.setPen(colorsOf(this).text);
    for (int index = 0; index < std::min(layout.lineCount(), kMostLines); ++index) {
        const QTextLine line = layout.lineAt(index);
        const bool isLast = isCut && index == kMostLines - 1;
        const QString part = m_text.mid(line.textStart(), line.textLength());
        const QFontMetrics metrics(monoFont());
        const int baseline = index * metrics.lineSpacing() + metrics.ascent();
        painter.setFont(monoFont());
        painter.drawText(0, baseline,
                         isLast ? metrics.elidedText(QString(part + u"……"), Qt::ElideRight, width())
                                : part);
    }
}

} // namespace ui
