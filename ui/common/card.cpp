// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/card.h"

namespace ui {

Card::Card(QWidget *parent) : QFrame(parent)
{
    setProperty("card", true);
}

Rule::Rule(Qt::Orientation orientation, QWidget *parent) : QFrame(parent)
{
    setProperty("rule", true);
    if (orientation == Qt::Horizontal) {
        setFixedHeight(1);
    } else {
        setFixedWidth(1);
    }
}

Chip::Chip(const QString &text, QWidget *parent) : PlainLabel(text, TextRole::Body, parent)
{
    setProperty("chip", true);
    setAlignment(Qt::AlignCenter);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

} // namespace ui
