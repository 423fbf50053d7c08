// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/about_dialogs.h"

#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/main_window/action_list.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QSysInfo>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// Only a context for translators.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ui::AboutDialogs)
};

QDialog *makeDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    return dialog;
}

void addClose(QDialog *dialog, QBoxLayout *row)
{
    auto *close = makeButton(Words::tr("Close"), ButtonRole::Primary, dialog);
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    row->addStretch(1);
    row->addWidget(close);
}

QString systemReport()
{
    return u"Weir %1, Qt %2, %3, %4, %5\n"_s.arg(
        QGuiApplication::applicationVersion(), QString::fromLatin1(qVersion()),
        QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(),
        QGuiApplication::platformName());
}

} // namespace

void showShortcuts(QWidget *parent, const ActionList &actions)
{
    QDialog *dialog = makeDialog(parent, Words::tr("Keyboard shortcuts"));
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, kSpace4, 0);
    grid->setHorizontalSpacing(kSpace4 * 2);
    grid->setVerticalSpacing(kSpace2);
    for (const QAction *action : actions.all()) {
        const QString keys =
            QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty()) {
            const int row = grid->rowCount();
            grid->addWidget(new PlainLabel(ActionList::wordsOf(action), TextRole::Body, content),
                            row, 0);
            grid->addWidget(new PlainLabel(keys, TextRole::Mono, content), row, 1);
        }
    }
    grid->setColumnStretch(0, 1);
    auto *area = new QScrollArea(dialog);
    area->setWidgetResizable(true);
    area->setAccessibleName(dialog->windowTitle());
    area->setWidget(content);
    dialog->layout()->addWidget(area);
    auto *row = new QHBoxLayout;
    addClose(dialog, row);
    static_cast<QVBoxLayout *>(dialog->layout())->addLayout(row);
    dialog->resize(460, 520);
    dialog->open();
}

void showAbout(QWidget *parent)
{
    QDialog *dialog = makeDialog(parent, Words::tr("About Weir"));
    QLayout *column = dialog->layout();
    column->addWidget(new PlainLabel(
        Words::tr("Weir %1").arg(QGuiApplication::applicationVersion()), TextRole::Title, dialog));
    column->addWidget(
        new PlainLabel(Words::tr("Streams from brokers and feeds into brokers, files and a local "
                                 "store. Free software: GPL-3.0 or later."),
                       TextRole::Body, dialog, Wrap::Yes));
    column->addWidget(new PlainLabel(systemReport().trimmed(), TextRole::Mono, dialog, Wrap::Yes));
    auto *row = new QHBoxLayout;
    auto *copy = makeButton(Words::tr("Copy system report"), ButtonRole::Plain, dialog);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [] { QGuiApplication::clipboard()->setText(systemReport()); });
    row->addWidget(copy);
    addClose(dialog, row);
    static_cast<QVBoxLayout *>(column)->addLayout(row);
    dialog->setMinimumWidth(420);
    dialog->open();
}

} // namespace ui
