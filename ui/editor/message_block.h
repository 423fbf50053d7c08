// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace ui {

/// A payload in the face of typewriters, broken anywhere, at most four lines. Text is data here:
/// nothing in it has a meaning.
class MessageBlock final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBlock(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace ui
