// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flows_table.h"

#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/flows/flow_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int kRowHeight = 48;
constexpr int kMostRows = 5; ///< more of them scroll
constexpr int kLeastName = 190;
constexpr int kLeastState = 130;

struct Width
{
    FlowsModel::Column column;
    int pixels;
};
/// What is left out first stands last.
constexpr Width kWidths[] = {{FlowsModel::In, 72},         {FlowsModel::Out, 72},
                             {FlowsModel::Lag, 68},        {FlowsModel::Trend, 116},
                             {FlowsModel::Rejected, 86},   {FlowsModel::Guarantee, 122},
                             {FlowsModel::LastMessage, 72}};

} // namespace

FlowsTable::FlowsTable(QWidget *parent)
    : Card(parent), m_model(this), m_sorted(this), m_table(new RowTable(kRowHeight, this)),
      m_empty(makeEmpty())
{
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_table);
    column->addWidget(m_empty);
}

QWidget *FlowsTable::makeEmpty()
{
    auto *empty = new QWidget(this);
    auto *make = makeButton(tr("New flow"), ButtonRole::Plain, empty);
    auto *sample = makeButton(tr("Sample data"), ButtonRole::Plain, empty);
    connect(sample, &QPushButton::clicked, this, &FlowsTable::sampleDataWanted);
    connect(make, &QPushButton::clicked, this, &FlowsTable::newFlowWanted);
    auto *column = new QVBoxLayout(empty);
    column->setContentsMargins(kSpace4, 2 * kSpace4, kSpace4, 2 * kSpace4);
    column->setSpacing(kSpace2);
    column->addWidget(new PlainLabel(tr("Nothing is flowing yet"), TextRole::Heading, empty), 0,
                      Qt::AlignHCenter);
    column->addWidget(new PlainLabel(tr("A flow carries messages from a source to endpoints."),
                                     TextRole::Secondary, empty),
                      0, Qt::AlignHCenter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace2);
    buttons->addStretch(1);
    buttons->addWidget(make);
    buttons->addWidget(sample);
    buttons->addStretch(1);
    column->addLayout(buttons);
    return empty;
}

void FlowsTable::makeTable()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(FlowsModel::SortRole);
    m_sorted.setDynamicSortFilter(false); // rows never move by themselves
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new FlowDelegate(m_table));
    m_table->setAccessibleName(tr("Flows"));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // the document's order
    m_table->setSortingEnabled(true);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FlowsTable::currentChanged);
    connect(m_table, &RowTable::clicked, this, [this](const QModelIndex &cell) {
        if (cell.column() == FlowsModel::Rejected && cell.data(FlowsModel::LettersRole).toBool()) {
            Q_EMIT deadLettersWanted(m_model.flowId(m_sorted.mapToSource(cell).row()));
        }
    });
}

void FlowsTable::setWorkspace(const core::Workspace &workspace, const core::Registry &registry)
{
    const QString chosen = currentId();
    m_model.setWorkspace(workspace, registry);
    const int rows = m_model.rowCount();
    m_table->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    fitRows();
    chooseFlow(m_model.rowOf(chosen) >= 0 || rows == 0 ? chosen : m_model.flowId(0));
    if (rows == 0) {
        Q_EMIT currentChanged();
    }
}

void FlowsTable::chooseFlow(const QString &flowId)
{
    if (const int row = m_model.rowOf(flowId); row >= 0) {
        m_table->selectRow(m_sorted.mapFromSource(m_model.index(row, 0)).row());
    }
}

QString FlowsTable::currentId() const
{
    const QModelIndex row = m_sorted.mapToSource(m_table->currentIndex());
    return row.isValid() ? m_model.flowId(row.row()) : QString();
}

QStringList FlowsTable::chosenNames() const
{
    QStringList names;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        names.append(m_model.flowName(m_sorted.mapToSource(row).row()));
    }
    return names;
}

void FlowsTable::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitColumns();
    fitRows();
}

void FlowsTable::fitRows()
{
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + kRowHeight * std::clamp(m_model.rowCount(), 1, kMostRows));
}

void FlowsTable::fitColumns()
{
    int left = width() - 2 - kLeastName - kLeastState;
    bool isFull = false; // no lesser column takes the place of one that does not fit
    for (const Width &one : kWidths) {
        isFull = isFull || one.pixels > left;
        m_table->setColumnHidden(one.column, isFull);
        m_table->setColumnWidth(one.column, one.pixels);
        left -= isFull ? 0 : one.pixels;
    }
    left = std::max(left, 0);
    const int more = left * 2 / 3;
    m_table->setColumnWidth(FlowsModel::Flow, kLeastName + more);
    m_table->setColumnWidth(FlowsModel::State, kLeastState + left - more);
}

} // namespace ui
