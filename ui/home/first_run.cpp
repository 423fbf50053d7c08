// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/first_run.h"

#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

FirstRun::FirstRun(PreviewFlow &preview, QWidget *parent)
    : QWidget(parent), m_live(new LiveCard(preview, this)),
      m_keep(makeButton(tr("Keep this as a flow"), ButtonRole::Primary, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace3);
    column->addWidget(new PlainLabel(tr("Move data and watch it move"), TextRole::Title, this));
    column->addWidget(new PlainLabel(
        tr("A source gives messages, a flow carries them, an endpoint takes them. This one runs "
           "already: made-up data, kept nowhere."),
        TextRole::Secondary, this, Wrap::Yes));
    column->addSpacing(kSpace1);
    column->addWidget(m_live);
    column->addLayout(makeButtons());
}

QLayout *FirstRun::makeButtons()
{
    auto *own = makeButton(tr("Connect my data"), ButtonRole::Plain, this);
    auto *open = makeButton(tr("Open a workspace"), ButtonRole::Plain, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(m_keep);
    row->addWidget(own);
    row->addWidget(open);
    row->addStretch(1);
    row->addWidget(new PlainLabel(tr("Enter keeps it, in a store on this computer"),
                                  TextRole::Secondary, this));
    connect(m_keep, &QPushButton::clicked, this, &FirstRun::keepWanted);
    connect(own, &QPushButton::clicked, this, &FirstRun::connectWanted);
    connect(open, &QPushButton::clicked, this, &FirstRun::openWanted);
    return row;
}

void FirstRun::keyPressEvent(QKeyEvent *event)
{
    // Reached when the control with the focus has no use for the key.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT keepWanted();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace ui
