// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/payload_view.h"

#include "ui/common/theme.h"

#include <QElapsedTimer>
#include <QTextCursor>

namespace ui {

PayloadView::PayloadView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setFont(monoFont());
    // Long lines without breaks are slow to lay out by words.
    setWordWrapMode(QTextOption::WrapAnywhere);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &PayloadView::addPieces);
}

void PayloadView::showPayload(const QByteArray &bytes)
{
    m_rest = FoldedText(bytes);
    setPlainText(m_rest.next());
    m_soon.start(0);
}

void PayloadView::showText(const QString &text)
{
    m_rest = FoldedText();
    m_soon.stop();
    setPlainText(text);
}

void PayloadView::addPieces()
{
    constexpr qint64 kTurn = 8; // ms
    QElapsedTimer spent;
    spent.start();
    while (!isWhole() && !spent.hasExpired(kTurn)) {
        QTextCursor end(document()); // not the view's own: that would scroll
        end.movePosition(QTextCursor::End);
        end.insertText(u'\n' + m_rest.next());
    }
    if (!isWhole()) {
        m_soon.start(0);
    }
}

} // namespace ui
