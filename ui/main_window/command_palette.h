// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main_window/action_list.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListView;
QT_END_NAMESPACE

namespace ui {

/// The actions that fit what is typed, best first. Those that cannot run now are left out.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KeysRole = Qt::UserRole,
        GroupRole
    };
    using QAbstractListModel::QAbstractListModel;

    void setActions(QList<QAction *> actions);
    void setFilter(const QString &typed);
    QAction *action(int row) const { return m_shown.value(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<QAction *> m_all;
    QList<QAction *> m_shown;
};

/// Ctrl+K: type a few letters, Enter runs it. Lies over its window. GUI thread.
class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *window);

    void open(const QList<QAction *> &actions);
    QLineEdit *line() const { return m_line; }
    const PaletteModel &model() const { return m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void move(int step);
    void run();
    void leave();

    QLineEdit *m_line;
    QListView *m_list;
    PaletteModel m_model;
    QPointer<QWidget> m_focusBefore;
};

} // namespace ui
