// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/connections_page.h"

#include "core/support/text.h"
#include "core/workspace/connections.h"
#include "ui/common/card.h"
#include "ui/common/empty_state.h"
#include "ui/common/question.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/editor/connection_edits.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/name_row.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kRowHeight = 40;
constexpr qsizetype kNamedUsers = 8;

QString someOf(const QStringList &users)
{
    const QString named = core::visibleText(users.mid(0, kNamedUsers).join(u", "_s), 600);
    return users.size() <= kNamedUsers
        ? named
        : ConnectionsPage::tr("%1 and %2 more").arg(named).arg(users.size() - kNamedUsers);
}

} // namespace

ConnectionsPage::ConnectionsPage(EditorHost &host, core::EndKind kind, QWidget *parent)
    : QWidget(parent), m_host(host), m_kind(kind), m_model(host, kind),
      m_table(new RowTable(kRowHeight, this))
{
    m_stack = new QStackedLayout;
    m_stack->addWidget(makeList());
    m_stack->addWidget(new EmptyState(
        kind == core::EndKind::Source ? u"sources"_s : u"endpoints"_s, tr("No shared connection"),
        kind == core::EndKind::Source
            ? tr("Several sources can share an address, TLS and sign-in: open one, and choose "
                 "“Share the settings below…” at Connection on its tab Advanced.")
            : tr("Several endpoints can share an address, TLS and sign-in: open one, and choose "
                 "“Share the settings below…” at Connection on its tab Advanced."),
        {}, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    column->addLayout(makeHead());
    column->addWidget(makeRename());
    column->addLayout(m_stack, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ConnectionsPage::showSelected);
    connect(m_table, &QTableView::activated, this, &ConnectionsPage::edit);
    workspaceChanged();
}

QLayout *ConnectionsPage::makeHead()
{
    const bool isSource = m_kind == core::EndKind::Source;
    auto *back = makeButton(isSource ? tr("Back to sources") : tr("Back to endpoints"),
                            ButtonRole::Plain, this);
    m_edit = makeButton(tr("Change settings…"), ButtonRole::Plain, this);
    setPlainToolTip(m_edit,
                    tr("Opens one that uses it; “Change it for all” stands there beside the "
                       "connection."));
    m_rename = makeButton(tr("Rename…"), ButtonRole::Plain, this);
    m_delete = makeButton(tr("Delete…"), ButtonRole::Plain, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(
        new PlainLabel(isSource ? tr("Connections of sources") : tr("Connections of endpoints"),
                       TextRole::Title, this));
    row->addStretch(1);
    row->addWidget(back);
    row->addWidget(m_edit);
    row->addWidget(m_rename);
    row->addWidget(m_delete);
    connect(back, &QPushButton::clicked, this, &ConnectionsPage::backWanted);
    connect(m_edit, &QPushButton::clicked, this, &ConnectionsPage::edit);
    connect(m_rename, &QPushButton::clicked, this, &ConnectionsPage::beginRename);
    connect(m_delete, &QPushButton::clicked, this, &ConnectionsPage::askDelete);
    return row;
}

QWidget *ConnectionsPage::makeRename()
{
    m_renameCard = new Card(this);
    m_name = new NameRow(tr("Whoever uses the connection follows."), [this](const QString &name) {
        return connectionNameProblem(m_host.workspace(), m_renamed, name);
    });
    auto *take = makeButton(tr("Rename"), ButtonRole::Primary, m_renameCard);
    auto *leave = makeButton(tr("Cancel"), ButtonRole::Plain, m_renameCard);
    auto *row = new QHBoxLayout(m_renameCard);
    row->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    row->setSpacing(kSpace2);
    row->addWidget(m_name, 1);
    row->addWidget(take, 0, Qt::AlignTop);
    row->addWidget(leave, 0, Qt::AlignTop);
    auto *escape = new QShortcut(QKeySequence::Cancel, m_renameCard);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &ConnectionsPage::leaveRename);
    connect(take, &QPushButton::clicked, this, &ConnectionsPage::rename);
    connect(leave, &QPushButton::clicked, this, &ConnectionsPage::leaveRename);
    connect(m_name, &NameRow::entered, this, &ConnectionsPage::rename);
    m_renameCard->hide();
    return m_renameCard;
}

QWidget *ConnectionsPage::makeList()
{
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setAccessibleName(tr("Connections"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *remove = new QAction(tr("Delete"), m_table);
    remove->setShortcut(QKeySequence::Delete);
    auto *rename = new QAction(tr("Rename"), m_table);
    rename->setShortcut(Qt::Key_F2);
    for (QAction *action : {rename, remove}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
    }
    connect(remove, &QAction::triggered, this, &ConnectionsPage::askDelete);
    connect(rename, &QAction::triggered, this, &ConnectionsPage::beginRename);
    return card;
}

void ConnectionsPage::workspaceChanged()
{
    const QString before = selected();
    m_model.reload();
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (m_model.rowOf(m_renamed) < 0) {
        leaveRename(); // it is gone, by undo or with its file
    }
    select(before);
    showSelected();
}

void ConnectionsPage::select(const QString &name)
{
    if (const int row = m_model.rowOf(name); row >= 0) {
        m_table->selectRow(row);
    }
}

QString ConnectionsPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : m_model.nameAt(rows.front().row());
}

void ConnectionsPage::showSelected()
{
    const QString name = selected();
    m_edit->setEnabled(!name.isEmpty() && !connectionUsers(m_host.workspace(), name).isEmpty());
    m_rename->setEnabled(!name.isEmpty());
    m_delete->setEnabled(!name.isEmpty());
    if (m_renamed != name) {
        leaveRename();
    }
}

void ConnectionsPage::edit()
{
    const QStringList users = connectionUsers(m_host.workspace(), selected());
    if (!users.isEmpty()) {
        Q_EMIT editWanted(users.front());
    }
}

void ConnectionsPage::beginRename()
{
    if (const QString name = selected(); !name.isEmpty()) {
        m_renamed = name;
        m_name->setName(name);
        m_renameCard->show();
        m_name->setFocus(Qt::OtherFocusReason);
        m_name->selectAll();
    }
}

void ConnectionsPage::rename()
{
    if (m_renamed.isEmpty() || !m_name->accept()) {
        return;
    }
    const QString before = m_renamed;
    const QString name = m_name->name();
    leaveRename();
    if (name == before) {
        return;
    }
    core::Workspace workspace = m_host.workspace();
    renameConnection(workspace, before, name);
    m_host.changeWorkspace(std::move(workspace), tr("Rename %1").arg(before));
    workspaceChanged();
    select(name);
}

void ConnectionsPage::leaveRename()
{
    m_renamed.clear();
    m_renameCard->hide();
}

void ConnectionsPage::askDelete()
{
    const QString name = selected();
    if (name.isEmpty()) {
        return;
    }
    const QStringList users = connectionUsers(m_host.workspace(), name);
    const QString shown = core::visibleText(name, 64);
    ask(this,
        {.text = users.isEmpty() ? tr("Delete the connection %1?").arg(shown)
                                 : tr("%1 is used by %2.").arg(shown, someOf(users)),
         .detail = users.isEmpty()
             ? tr("Nobody uses it. Undo brings it back.")
             : tr("Without it each keeps a copy of the settings as its own, and goes on as before. "
                  "They are no longer changed together. Undo brings it back."),
         .first = users.isEmpty() ? tr("Delete") : tr("Give each its own copy"),
         .onFirst = [this, name] { remove(name); }});
}

void ConnectionsPage::remove(const QString &name)
{
    core::Workspace workspace = m_host.workspace();
    core::removeConnection(workspace, name);
    m_host.changeWorkspace(std::move(workspace), tr("Delete %1").arg(name));
    workspaceChanged();
}

} // namespace ui
