// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entries_page.h"

#include "ui/common/card.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/editor/connection_edits.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kRowHeight = 40;

} // namespace

EntriesPage::EntriesPage(EditorHost &host, core::EndKind kind, QWidget *parent)
    : QWidget(parent), m_host(host), m_kind(kind), m_model(host, kind),
      m_table(new RowTable(kRowHeight, this)),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    m_note->setTone(Tone::Warning);
    m_note->hide();
    m_stack = new QStackedLayout;
    m_stack->addWidget(makeList());
    m_stack->addWidget(makeEmpty());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    column->addWidget(makeHead());
    column->addWidget(m_note);
    column->addLayout(m_stack, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EntriesPage::showSelected);
    connect(m_table, &QTableView::activated, this, [this] {
        if (m_edit->isEnabled()) {
            Q_EMIT editWanted(selected());
        }
    });
    workspaceChanged();
}

QWidget *EntriesPage::makeHead()
{
    const bool isSource = m_kind == core::EndKind::Source;
    auto *head = new QWidget(this);
    m_connections = makeButton(tr("Connections…"), ButtonRole::Plain, head);
    setPlainToolTip(m_connections, tr("Address, TLS and sign-in that several share"));
    m_edit = makeButton(tr("Edit"), ButtonRole::Plain, head);
    m_duplicate = makeButton(tr("Duplicate"), ButtonRole::Plain, head);
    m_delete = makeButton(tr("Delete"), ButtonRole::Plain, head);
    m_new = makeButton(isSource ? tr("New source") : tr("New endpoint"), ButtonRole::Primary, head);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    row->addWidget(
        new PlainLabel(isSource ? tr("Sources") : tr("Endpoints"), TextRole::Title, head));
    row->addStretch(1);
    row->addWidget(m_connections);
    row->addWidget(m_edit);
    row->addWidget(m_duplicate);
    row->addWidget(m_delete);
    row->addWidget(m_new);
    connect(m_connections, &QPushButton::clicked, this, &EntriesPage::connectionsWanted);
    connect(m_new, &QPushButton::clicked, this, &EntriesPage::newWanted);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(selected()); });
    connect(m_duplicate, &QPushButton::clicked, this, &EntriesPage::duplicateSelected);
    connect(m_delete, &QPushButton::clicked, this, &EntriesPage::deleteSelected);
    return head;
}

QWidget *EntriesPage::makeList()
{
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_table);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(m_kind == core::EndKind::Source ? tr("Sources") : tr("Endpoints"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(EntriesModel::Name, 200);
    m_table->setColumnWidth(EntriesModel::Type, 140);
    m_table->setColumnWidth(EntriesModel::UsedBy, 200);
    auto *remove = new QAction(tr("Delete"), m_table);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(remove);
    connect(remove, &QAction::triggered, this, &EntriesPage::deleteSelected);
    return card;
}

QWidget *EntriesPage::makeEmpty()
{
    const bool isSource = m_kind == core::EndKind::Source;
    auto *card = new Card(this);
    auto *what = new PlainLabel(isSource ? tr("No source yet") : tr("No endpoint yet"),
                                TextRole::Heading, card);
    auto *why = new PlainLabel(
        isSource ? tr("A source is where messages come from: a broker, a feed, or sample data.")
                 : tr("An endpoint is where messages go: a broker, a file, or the local store."),
        TextRole::Secondary, card, Wrap::Yes);
    auto *make = makeButton(tr("Make one"), ButtonRole::Primary, card);
    make->setAccessibleName(isSource ? tr("New source") : tr("New endpoint"));
    what->setAlignment(Qt::AlignHCenter);
    why->setAlignment(Qt::AlignHCenter);
    auto *column = new QVBoxLayout(card);
    column->setSpacing(kSpace3);
    column->addStretch(1);
    column->addWidget(what);
    column->addWidget(why);
    column->addWidget(make, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(make, &QPushButton::clicked, this, &EntriesPage::newWanted);
    return card;
}

void EntriesPage::workspaceChanged()
{
    const QString before = selected();
    m_model.reload();
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    const bool any = m_model.rowCount() > 0;
    for (QPushButton *button : {m_edit, m_duplicate, m_delete, m_new}) {
        button->setVisible(any);
    }
    m_connections->setVisible(any || !connectionsFor(m_host.workspace(), m_kind).empty());
    m_note->hide();
    select(before);
    showSelected();
}

void EntriesPage::select(const QString &name)
{
    const int row = m_model.rowOf(name);
    if (row >= 0) {
        m_table->selectRow(row);
    }
}

QString EntriesPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : m_model.nameAt(rows.front().row());
}

void EntriesPage::showSelected()
{
    const QString name = selected();
    m_edit->setEnabled(!name.isEmpty() && m_model.isKnownAt(m_model.rowOf(name)));
    m_duplicate->setEnabled(!name.isEmpty());
    m_delete->setEnabled(!name.isEmpty());
    m_note->hide();
}

void EntriesPage::duplicateSelected()
{
    core::Workspace workspace = m_host.workspace();
    const QString copy = duplicateEntry(workspace, m_kind, selected());
    if (!copy.isEmpty()) {
        m_host.changeWorkspace(std::move(workspace), tr("Duplicate %1").arg(selected()));
        workspaceChanged();
        select(copy);
    }
}

void EntriesPage::deleteSelected()
{
    const QString name = selected();
    const QStringList flows = flowsUsing(m_host.workspace(), m_kind, name);
    if (!flows.isEmpty()) {
        m_note->setText(tr("%1 stays: it is used by %2. Change or delete that first.")
                            .arg(name, flows.join(u", "_s)));
        m_note->show();
        return;
    }
    if (!name.isEmpty()) {
        core::Workspace workspace = m_host.workspace();
        removeEntry(workspace, m_kind, name);
        m_host.changeWorkspace(std::move(workspace), tr("Delete %1").arg(name));
        workspaceChanged();
    }
}

} // namespace ui
