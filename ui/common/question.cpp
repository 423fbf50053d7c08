// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/question.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>

namespace ui {

void ask(QWidget *parent, const Question &question)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    // One text: the format of QMessageBox's second label cannot be set.
    box->setText(question.detail.isEmpty()
                     ? question.text
                     : QString(question.text + QStringLiteral("\n\n") + question.detail));
    QPushButton *first = box->addButton(question.first, QMessageBox::AcceptRole);
    QPushButton *second = nullptr;
    if (!question.second.isEmpty()) {
        second = box->addButton(question.second,
                                question.isSecondHarmful ? QMessageBox::DestructiveRole
                                                         : QMessageBox::ActionRole);
    }
    box->addButton(QMessageBox::Cancel);
    if (!question.never.isEmpty()) {
        box->setCheckBox(new QCheckBox(question.never, box));
    }
    box->setDefaultButton(first);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(box, &QMessageBox::buttonClicked, parent,
                     [question, box, first, second](const QAbstractButton *clicked) {
                         if (clicked == first && box->checkBox() && box->checkBox()->isChecked()
                             && question.onNever) {
                             question.onNever();
                         }
                         if (clicked == first && question.onFirst) {
                             question.onFirst();
                         } else if (clicked == second && question.onSecond) {
                             question.onSecond();
                         } else if (clicked != first && clicked != second && question.onCancel) {
                             question.onCancel();
                         }
                     });
    box->open();
}

} // namespace ui
