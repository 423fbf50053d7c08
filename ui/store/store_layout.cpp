// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/card.h"
#include "ui/common/elided_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/store/store_page.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

/// How the page is laid out.
namespace ui {
namespace {

constexpr int kTablesHeight = 150;
constexpr int kSqlHeight = 74;

} // namespace

void StorePage::layOut()
{
    auto *noStore = new EmptyState(
        u"store"_s, tr("No store in this workspace"),
        tr("A store keeps messages as rows of a file on this computer, to be read with SQL."),
        tr("New endpoint"), this);
    connect(noStore, &EmptyState::wanted, this, &StorePage::newEndpointWanted);
    connect(m_noTable, &EmptyState::wanted, this, &StorePage::flowsWanted);
    auto *content = new QWidget(this);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(kSpace3);
    inside->addWidget(makeTables());
    inside->addWidget(makeEditor());
    inside->addWidget(makeRows(), 1);
    m_stack->addWidget(content);
    m_stack->addWidget(noStore);
    m_stack->addWidget(m_noTable);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    column->addLayout(makeHead());
    column->addWidget(m_stack, 1);
}

QLayout *StorePage::makeHead()
{
    m_files->setAccessibleName(tr("Store"));
    m_files->setMinimumWidth(160);
    m_path->setElideMode(Qt::ElideMiddle);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace3);
    row->addWidget(new PlainLabel(tr("Store"), TextRole::Title, this));
    row->addWidget(m_path, 1);
    row->addWidget(m_files);
    row->addWidget(m_saveCopy);
    row->addWidget(m_refresh);
    connect(m_files, &QComboBox::currentIndexChanged, this, &StorePage::handleFile);
    connect(m_refresh, &QPushButton::clicked, this, &StorePage::refresh);
    return row;
}

QWidget *StorePage::makeTables()
{
    auto *card = new Card(this);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_tables);
    card->setFixedHeight(kTablesHeight);
    m_tables->setModel(&m_tableModel);
    m_tables->setAccessibleName(tr("Tables"));
    m_tables->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView *header = m_tables->horizontalHeader();
    header->setSectionResizeMode(TablesModel::Name, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{TablesModel::Kind, 130},
                                          {TablesModel::Rows, 130},
                                          {TablesModel::Size, 120},
                                          {TablesModel::Oldest, 150}};
    for (const auto &[column, width] : widths) {
        m_tables->setColumnWidth(column, width);
    }
    connect(m_tables->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StorePage::chooseTable);
    return card;
}

QWidget *StorePage::makeEditor()
{
    auto *place = new QWidget(this);
    m_sql->setFont(monoFont());
    m_sql->setAccessibleName(tr("SELECT statement"));
    m_sql->setPlaceholderText(tr("SELECT … – reading only, 10 seconds at most"));
    m_sql->setTabChangesFocus(true);
    m_sql->setFixedHeight(kSqlHeight);
    m_sql->installEventFilter(this);
    connect(m_run, &QPushButton::clicked, this, &StorePage::run);
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace3);
    row->addWidget(m_sql, 1);
    row->addWidget(m_run, 0, Qt::AlignTop);
    return place;
}

QWidget *StorePage::makeRows()
{
    auto *card = new Card(this);
    m_rows->setModel(&m_result);
    m_rows->setAccessibleName(tr("Rows"));
    m_rows->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    foot->setSpacing(kSpace2);
    foot->addWidget(m_outcome, 1);
    for (QPushButton *button : {m_newer, m_older, m_copy, m_save}) {
        foot->addWidget(button);
    }
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    inside->addWidget(m_rows, 1);
    inside->addWidget(new Rule(Qt::Horizontal, card));
    inside->addLayout(foot);
    return card;
}

} // namespace ui
