// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plain_label.h"

class QGridLayout;

namespace ui {

/// Names on the left, what is known of them on the right, to be selected and read aloud.
class FactGrid final : public QWidget
{
    Q_OBJECT

public:
    explicit FactGrid(QWidget *parent = nullptr);

    PlainLabel *addFact(const QString &name);
    /// A line over both columns.
    void addNote(QWidget *note);

private:
    QGridLayout *m_grid;
};

} // namespace ui
