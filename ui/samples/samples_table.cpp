// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_table.h"

#include "ui/samples/sample_export.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>

namespace ui {
namespace {

constexpr int kRowHeight = 28;
constexpr int kWidestKey = 200;

QByteArray keyOf(const core::Sample &sample)
{
    return sample.key + '\n';
}

QByteArray valueOf(const core::Sample &sample)
{
    return sample.payload + '\n';
}

} // namespace

SamplesTable::SamplesTable(QWidget *parent)
    : QWidget(parent), m_table(new RowTable(kRowHeight, this))
{
    m_table->setAccessibleName(tr("Samples"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_table);
    setFocusProxy(m_table);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &SamplesTable::scrolled);
    makeActions();
}

void SamplesTable::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_table->addAction(action);
    };
    add(tr("Copy row"), QKeySequence::Copy, [this] { copy(&jsonLine); });
    add(tr("Copy value"), {}, [this] { copy(&valueOf); });
    add(tr("Copy key"), {}, [this] { copy(&keyOf); });
    add(tr("Pause or resume"), Qt::Key_Space, [this] { Q_EMIT pauseWanted(); });
    add(tr("Jump to…"), {}, [this] { Q_EMIT jumpWanted(); });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void SamplesTable::copy(QByteArray (*textOf)(const core::Sample &)) const
{
    QByteArray text;
    for (const core::Sample &sample : chosenSamples()) {
        text += textOf(sample);
    }
    text.chop(1);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

void SamplesTable::setModel(SamplesModel &model)
{
    if (m_model == &model) {
        return;
    }
    m_model = &model;
    QItemSelectionModel *before = m_table->selectionModel();
    m_isChanging = true;
    m_table->setModel(&model);
    delete before;
    m_isChanging = false;
    m_table->horizontalHeader()->setSectionResizeMode(SamplesModel::Value, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SamplesTable::noteChoice);
    restoreChoice();
}

void SamplesTable::noteChoice(const QModelIndex &row)
{
    if (!m_isChanging && row.isValid()) {
        const core::Sample &sample = m_model->sample(row.row());
        m_chosen = sample.number;
        Q_EMIT chosen(sample);
    }
}

void SamplesTable::restoreChoice()
{
    const QModelIndex now = m_table->currentIndex();
    if (now.isValid() && m_model->sample(now.row()).number == m_chosen) {
        return; // the view kept it
    }
    m_isChanging = true;
    m_table->setAutoScroll(false);
    if (const int row = m_model->rowOf(m_chosen); m_chosen > 0 && row >= 0) {
        m_table->selectRow(row);
    } else {
        m_table->selectionModel()->clear(); // its message has left; the detail keeps a copy
    }
    m_table->setAutoScroll(true);
    m_isChanging = false;
}

void SamplesTable::change(const std::function<void()> &work)
{
    QScrollBar *bar = m_table->verticalScrollBar();
    const bool follows = isAtEnd();
    const int top = bar->value() / kRowHeight;
    const int within = bar->value() % kRowHeight;
    const std::uint64_t first = top < m_model->rowCount() ? m_model->sample(top).number : 0;
    m_isChanging = true;
    work();
    m_isChanging = false;
    restoreChoice();
    if (follows) {
        m_table->scrollToBottom();
    } else {
        m_table->settle();
        // Rows that left above must not move those that are being read.
        bar->setValue(m_model->lowerRow(first) * kRowHeight + within);
    }
}

bool SamplesTable::isAtEnd() const
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    return bar->value() >= bar->maximum() - 4;
}

void SamplesTable::jumpToEnd()
{
    m_table->scrollToBottom();
}

void SamplesTable::chooseLast()
{
    if (m_model->rowCount() > 0) {
        m_table->selectRow(m_model->rowCount() - 1);
    }
}

void SamplesTable::choose(int row)
{
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
    m_table->setFocus(Qt::OtherFocusReason);
}

std::vector<core::Sample> SamplesTable::chosenSamples() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::vector<core::Sample> samples;
    for (const QModelIndex &row : rows) {
        samples.push_back(m_model->sample(row.row()));
    }
    return samples;
}

void SamplesTable::sizeColumns()
{
    if (m_areColumnsSized || m_model->rowCount() == 0) {
        return;
    }
    m_areColumnsSized = true;
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(SamplesModel::Key,
                            std::min(m_table->columnWidth(SamplesModel::Key), kWidestKey));
}

} // namespace ui
