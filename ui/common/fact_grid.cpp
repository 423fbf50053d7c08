// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fact_grid.h"

#include "ui/common/colors.h"

#include <QGridLayout>

namespace ui {

FactGrid::FactGrid(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    constexpr int kBetween = 5;
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(kSpace4);
    m_grid->setVerticalSpacing(kBetween);
    m_grid->setColumnStretch(1, 1);
}

PlainLabel *FactGrid::addFact(const QString &name)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new PlainLabel(name, TextRole::Secondary, this), row, 0, Qt::AlignTop);
    auto *value = new PlainLabel({}, TextRole::Body, this, Wrap::Yes);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(name);
    m_grid->addWidget(value, row, 1);
    return value;
}

void FactGrid::addNote(QWidget *note)
{
    m_grid->addWidget(note, m_grid->rowCount(), 0, 1, 2);
}

} // namespace ui
