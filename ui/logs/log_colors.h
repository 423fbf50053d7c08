// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
QT_END_NAMESPACE

namespace ui {

/// Colours the level of each line, and what stands before and after it in grey; the words say the
/// same.
class LogColors final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit LogColors(QPlainTextEdit *text);

protected:
    void highlightBlock(const QString &line) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_text;
};

} // namespace ui
