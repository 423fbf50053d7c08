// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/hints_strip.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

HintsStrip::HintsStrip(QWidget *parent) : Card(parent)
{
    setAccessibleName(tr("Four things to try"));
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
    row->addWidget(new Rule(Qt::Vertical, this));
    row->addWidget(makeFailure());
    row->addStretch(1);
    row->addWidget(close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QWidget *HintsStrip::makeFailure()
{
    m_fail = makeButton({}, ButtonRole::Link, this);
    connect(m_fail, &QPushButton::clicked, this, [this] {
        if (m_isFailing) {
            Q_EMIT fixWanted();
        } else {
            Q_EMIT failureWanted();
        }
    });
    setFailing(false);
    auto *hint = new QWidget(this);
    auto *row = new QHBoxLayout(hint);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    row->addWidget(new Chip(QString::number(4), hint));
    row->addWidget(m_fail);
    return hint;
}

void HintsStrip::setFailing(bool isFailing)
{
    m_isFailing = isFailing;
    m_fail->setText(isFailing ? tr("Fix it") : tr("Make it fail"));
    setPlainToolTip(m_fail,
                    isFailing
                        ? tr("The store gets its own file back, and the flow goes on.")
                        : tr("The store's path leads nowhere until you fix it: see what Weir tells "
                             "of it. Nothing that is stored is touched."));
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
