// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/notice_bar.h"

#include "ui/common/card.h"
#include "ui/common/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

NoticeBar::NoticeBar(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(kSpace3, kSpace3, kSpace3, 0);
    m_column->setSpacing(kSpace2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void NoticeBar::tell(const QString &key, Mark mark, const QString &text,
                     const QList<NoticeAction> &actions)
{
    dismiss(key);
    if (m_order.size() >= kMost) {
        dismiss(m_order.front());
    }
    QWidget *notice = makeNotice(key, mark, text, actions);
    m_column->addWidget(notice);
    m_order.append(key);
    m_notices.insert(key, notice);
    show();
}

void NoticeBar::dismiss(const QString &key)
{
    if (QWidget *notice = m_notices.take(key)) {
        m_order.removeAll(key);
        m_column->removeWidget(notice);
        notice->hide();
        notice->deleteLater(); // its own button may have asked for it
    }
    setVisible(!m_order.isEmpty());
}

QWidget *NoticeBar::makeNotice(const QString &key, Mark mark, const QString &text,
                               const QList<NoticeAction> &actions)
{
    auto *card = new Card(this);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    row->setSpacing(kSpace2);
    row->addWidget(new StateMark(mark, card));
    row->addWidget(new PlainLabel(text, TextRole::Body, card, Wrap::Yes), 1);
    for (const NoticeAction &action : actions) {
        auto *button = makeButton(action.text, ButtonRole::Plain, card);
        connect(button, &QPushButton::clicked, this, [this, key, run = action.run] {
            dismiss(key);
            if (run) {
                run();
            }
        });
        row->addWidget(button);
    }
    auto *close = makeButton(tr("Dismiss"), ButtonRole::Link, card);
    close->setAccessibleName(tr("Dismiss: %1").arg(text.left(80)));
    connect(close, &QPushButton::clicked, this, [this, key] { dismiss(key); });
    row->addWidget(close);
    card->setAccessibleName(text);
    return card;
}

} // namespace ui
