// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/payload_text.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace ui {

/// Shows a payload of any make without holding the window up: its beginning at once, the rest in
/// pieces between other work. GUI thread.
class PayloadView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PayloadView(QWidget *parent = nullptr);

    void showPayload(const QByteArray &bytes);
    void showText(const QString &text); ///< short enough to be taken in at once
    bool isWhole() const { return m_rest.atEnd(); }

private:
    void addPieces();

    FoldedText m_rest;
    QTimer m_soon;
};

} // namespace ui
