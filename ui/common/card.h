// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plain_label.h"

#include <QFrame>

namespace ui {

/// A panel with a line around it. Its content is laid out by its user.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
};

/// A line of one pixel between parts of a panel.
class Rule final : public QFrame
{
    Q_OBJECT

public:
    explicit Rule(Qt::Orientation orientation, QWidget *parent = nullptr);
};

/// A word or number in a rounded field: counts, guarantees, tags.
class Chip final : public PlainLabel
{
    Q_OBJECT

public:
    explicit Chip(const QString &text = {}, QWidget *parent = nullptr);
};

} // namespace ui
