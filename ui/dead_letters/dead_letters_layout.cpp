// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/card.h"
#include "ui/common/elided_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/dead_letters/dead_letters_page.h"
#include "ui/dead_letters/letter_detail.h"
#include "ui/dead_letters/retry_strip.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

/// How the page is laid out.
namespace ui {
namespace {

constexpr int kLeastReason = 200;

struct Width
{
    LettersModel::Column column;
    int pixels;
};
/// What is left out first stands last; the reason takes the rest. The detail has them all.
constexpr Width kWidths[] = {{LettersModel::Stored, 126},   {LettersModel::Place, 150},
                             {LettersModel::Flow, 120},     {LettersModel::Size, 84},
                             {LettersModel::Endpoint, 110}, {LettersModel::Code, 170}};

} // namespace

void DeadLettersPage::layOut()
{
    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(makeList());
    split->addWidget(m_detail);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setHandleWidth(kSpace3);
    split->setProperty("gap", true);
    auto *content = new QWidget(this);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(kSpace2);
    inside->addWidget(m_note);
    inside->addWidget(split, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_nothing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace3);
    column->setSpacing(kSpace2);
    column->addLayout(makeHead());
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);
}

QLayout *DeadLettersPage::makeHead()
{
    m_path->setElideMode(Qt::ElideMiddle);
    m_flows->setAccessibleName(tr("Flow"));
    m_flows->setMinimumWidth(180);
    auto *back = makeButton(tr("Back to the flows"), ButtonRole::Plain, this);
    connect(back, &QPushButton::clicked, this, &DeadLettersPage::backWanted);
    connect(m_flows, &QComboBox::activated, this,
            [this] { setFlow(m_flows->currentData().toString()); });
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace3);
    row->addWidget(new PlainLabel(tr("Dead letters"), TextRole::Title, this));
    row->addWidget(m_path, 1);
    row->addWidget(m_flows);
    row->addWidget(back);
    return row;
}

QWidget *DeadLettersPage::makeList()
{
    auto *card = new Card(this);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Dead letters"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(LettersModel::Reason, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DeadLettersPage::chooseRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DeadLettersPage::showActions);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    inside->addWidget(m_table, 1);
    inside->addWidget(new Rule(Qt::Horizontal, card));
    inside->addLayout(makeActions());
    card->setMinimumHeight(160);
    return card;
}

QLayout *DeadLettersPage::makeActions()
{
    const auto on = [this](QPushButton *button, auto work) {
        connect(button, &QPushButton::clicked, this, work);
    };
    on(m_retryChosen, [this] { begin(chosen()); });
    on(m_retryAll, [this] { begin(all()); });
    on(m_saveChosen, [this] { askWhere(chosen()); });
    on(m_saveAll, [this] { askWhere(all()); });
    on(m_deleteChosen, [this] { askToDelete(chosen()); });
    on(m_deleteAll, [this] { askToDelete(all()); });
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    row->setSpacing(kSpace2);
    row->addWidget(m_outcome, 1);
    for (QPushButton *button :
         {m_retryChosen, m_retryAll, m_saveChosen, m_saveAll, m_deleteChosen, m_deleteAll}) {
        row->addWidget(button);
    }
    return row;
}

void DeadLettersPage::fitColumns()
{
    int left = width() - 2 * kSpace4 - kLeastReason;
    bool isFull = false; // no lesser column takes the place of one that does not fit
    for (const Width &one : kWidths) {
        isFull = isFull || one.pixels > left;
        m_table->setColumnHidden(one.column, isFull);
        m_table->setColumnWidth(one.column, one.pixels);
        left -= isFull ? 0 : one.pixels;
    }
}

void DeadLettersPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

} // namespace ui
