// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/hints_strip.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

HintsStrip::HintsStrip(QWidget *parent) : Card(parent)
{
    setAccessibleName(tr("Three things to try"));
    auto *close = makeButton(tr("Dismiss"), ButtonRole::Link, this);
    close->setAccessibleName(tr("Dismiss the hints"));
    connect(close, &QPushButton::clicked, this, &HintsStrip::dismissed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    row->setSpacing(kSpace3);
    row->addWidget(
        makeHint(1, tr("Look into a message"), tr("Newest"), &HintsStrip::messageWanted));
    row->addWidget(new Rule(Qt::Vertical, this));
    row->addWidget(makeHint(2, tr("See the stored rows"), tr("Store"), &HintsStrip::storeWanted));
    row->addWidget(new Rule(Qt::Vertical, this));
    row->addWidget(
        makeHint(3, tr("Connect your own data"), tr("New source"), &HintsStrip::sourceWanted));
    row->addStretch(1);
    row->addWidget(close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QWidget *HintsStrip::makeHint(int number, const QString &words, const QString &action,
                              void (HintsStrip::*signal)())
{
    auto *hint = new QWidget(this);
    auto *go = makeButton(action, ButtonRole::Link, hint);
    go->setAccessibleName(words);
    connect(go, &QPushButton::clicked, this, signal);
    auto *row = new QHBoxLayout(hint);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    row->addWidget(new Chip(QString::number(number), hint));
    row->addWidget(new PlainLabel(words, TextRole::Body, hint));
    row->addWidget(go);
    return hint;
}

} // namespace ui
