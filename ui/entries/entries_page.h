// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/entries/entries_model.h"

#include <QWidget>

class QPushButton;
class QStackedLayout;
class QTableView;

namespace ui {

class PlainLabel;

/// The list of sources, or of endpoints, with what can be done to them.
class EntriesPage final : public QWidget
{
    Q_OBJECT

public:
    EntriesPage(EditorHost &host, core::EndKind kind, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    void select(const QString &name);

public Q_SLOTS:
    void workspaceChanged();
    void duplicateSelected();
    void deleteSelected(); ///< refused, with the reason, while a flow uses it

Q_SIGNALS:
    void newWanted();
    void editWanted(const QString &name);
    void connectionsWanted(); ///< the list of what several share

private:
    QWidget *makeHead();
    QWidget *makeList();
    QWidget *makeEmpty();
    QString selected() const;
    void showSelected();

    EditorHost &m_host;
    core::EndKind m_kind;
    EntriesModel m_model;
    QTableView *m_table;
    PlainLabel *m_note;
    QPushButton *m_connections = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_delete = nullptr;
    QPushButton *m_new = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ui
