// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/entries/connections_model.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
class QStackedLayout;
QT_END_NAMESPACE

namespace ui {

class NameRow;
class RowTable;

/// The shared connections of sources, or of endpoints: who uses each, a new name for one, and the
/// end of one. They are made and changed in the form of whoever uses them.
class ConnectionsPage final : public QWidget
{
    Q_OBJECT

public:
    ConnectionsPage(EditorHost &host, core::EndKind kind, QWidget *parent = nullptr);

    RowTable *table() const { return m_table; }
    const ConnectionsModel &model() const { return m_model; }
    NameRow *nameRow() const { return m_name; } ///< shown while a new name is typed
    void select(const QString &name);

public Q_SLOTS:
    void workspaceChanged();
    void beginRename();
    void rename(); ///< to what the name row holds; stays open when that cannot be
    void leaveRename();
    void askDelete(); ///< says who uses it

Q_SIGNALS:
    void backWanted();
    void editWanted(const QString &entry); ///< the form that holds its settings

private:
    QLayout *makeHead();
    QWidget *makeRename();
    QWidget *makeList();
    QString selected() const;
    void edit();
    void remove(const QString &name);
    void showSelected();

    EditorHost &m_host;
    core::EndKind m_kind;
    ConnectionsModel m_model;
    QString m_renamed; ///< as it is called until the new name is taken
    RowTable *m_table;
    NameRow *m_name = nullptr;
    QWidget *m_renameCard = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_rename = nullptr;
    QPushButton *m_delete = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ui
