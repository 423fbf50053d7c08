// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/paste_box.h"

#include <QKeyEvent>
#include <QMimeData>

namespace ui {

PasteBox::PasteBox(QWidget *parent) : QPlainTextEdit(parent)
{
    setAccessibleName(tr("Paste connection settings"));
    setAccessibleDescription(tr("Fills the form from a connection string, properties or a URL."));
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(fontMetrics().height() + 20);
}

void PasteBox::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText()) {
        Q_EMIT pasted(source->text());
    }
}

void PasteBox::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    constexpr int kSides = 12; // a longer one would be wrapped, and only half of it be seen
    const QStringList texts{tr("Paste a connection string, properties or a URL…"),
                            tr("Paste connection settings…"), tr("Paste…")};
    const auto fits = [&](const QString &text) {
        return fontMetrics().horizontalAdvance(text) <= viewport()->width() - kSides;
    };
    const auto longest = std::ranges::find_if(texts, fits);
    setPlaceholderText(longest == texts.end() ? QString() : *longest);
}

void PasteBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        release();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PasteBox::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason) {
        release();
    }
    QPlainTextEdit::focusOutEvent(event);
}

void PasteBox::release()
{
    const QString typed = toPlainText();
    clear();
    if (!typed.trimmed().isEmpty()) {
        Q_EMIT pasted(typed);
    }
}

} // namespace ui
