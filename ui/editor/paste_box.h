// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace ui {

/// Takes connection settings as they were received. What is pasted or dropped is never shown: it
/// may hold a password. What is typed leaves with Enter or the focus.
class PasteBox final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PasteBox(QWidget *parent = nullptr);

Q_SIGNALS:
    void pasted(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void release();
};

} // namespace ui
