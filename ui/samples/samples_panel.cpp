// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_panel.h"

#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/session/screen_frame.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int kRowHeight = 28;
constexpr int kWidestKey = 200;

} // namespace

SamplesPanel::SamplesPanel(core::Engine &engine, QWidget *parent)
    : Card(parent), m_engine(engine), m_model(this),
      m_honesty(new PlainLabel({}, TextRole::Secondary, this)),
      m_jump(makeButton({}, ButtonRole::Link, this)), m_stack(new QStackedWidget(this)),
      m_table(new RowTable(kRowHeight, this))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace1);
    head->setSpacing(kSpace3);
    head->addWidget(new PlainLabel(tr("Samples"), TextRole::Strong, this));
    head->addWidget(m_honesty, 1);
    head->addWidget(m_jump);
    m_honesty->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(m_jump, &QPushButton::clicked, this, [this] {
        m_table->scrollToBottom();
        showFollow();
    });
    makeTable();
    auto *empty = new PlainLabel(tr("No message yet."), TextRole::Secondary, this);
    empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, kSpace1);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    showFollow();
}

void SamplesPanel::makeTable()
{
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Samples"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(SamplesModel::Value, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                if (row.isValid()) {
                    Q_EMIT chosen(m_model.sample(row.row()));
                }
            });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &SamplesPanel::showFollow);
}

void SamplesPanel::setFlow(const QString &flowId)
{
    if (flowId == m_flowId) {
        return;
    }
    m_flowId = flowId;
    m_newest = 0;
    m_unseen = 0;
    m_model.clear();
    m_stack->setCurrentIndex(0);
    m_honesty->clear();
    showFollow();
}

void SamplesPanel::setPaused(bool paused)
{
    m_isPaused = paused;
    m_seenAtPause = m_lastSeen;
}

void SamplesPanel::beat(double inPerSecond)
{
    if (m_flowId.isEmpty()) {
        return;
    }
    if (!m_isPaused) {
        pull(inPerSecond);
        return;
    }
    const core::SampleSlice slice =
        m_engine.samples(m_flowId, std::numeric_limits<std::uint64_t>::max(), 0);
    m_honesty->setText(tr("Paused – %1 new messages").arg(figure(slice.seen - m_seenAtPause)));
}

void SamplesPanel::pull(double inPerSecond)
{
    core::SampleSlice slice = m_engine.samples(m_flowId, m_newest, SamplesModel::kMostPerBeat);
    m_newest = std::max(m_newest, slice.newest);
    m_lastSeen = slice.seen;
    m_bytesKept = slice.bytesKept;
    m_bytesCap = slice.bytesCap;
    showHonesty(slice, inPerSecond);
    if (slice.samples.empty()) {
        return;
    }
    const bool follow = isAtBottom();
    const bool isFirst = m_model.rowCount() == 0;
    m_unseen += static_cast<int>(slice.samples.size());
    m_model.append(std::move(slice.samples));
    m_stack->setCurrentIndex(1);
    if (!m_areColumnsSized) {
        m_areColumnsSized = true;
        m_table->resizeColumnsToContents();
        m_table->setColumnWidth(SamplesModel::Key,
                                std::min(m_table->columnWidth(SamplesModel::Key), kWidestKey));
    }
    if (follow) {
        m_table->scrollToBottom();
    }
    showFollow();
    if (isFirst) {
        Q_EMIT firstRow();
    }
}

void SamplesPanel::showHonesty(const core::SampleSlice &slice, double inPerSecond)
{
    if (slice.seen == 0) {
        m_honesty->clear();
    } else if (slice.shown == slice.seen) {
        m_honesty->setText(tr("Showing every message (%1/s)").arg(figure(inPerSecond)));
    } else {
        m_honesty->setText(tr("Sampled: %1 of %2 messages were copied for the screen – nothing is "
                              "dropped from the flow")
                               .arg(figure(slice.shown), figure(slice.seen)));
    }
}

bool SamplesPanel::isAtBottom() const
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    return bar->value() >= bar->maximum() - 4;
}

void SamplesPanel::showFollow()
{
    if (isAtBottom()) {
        m_unseen = 0;
    }
    m_jump->setVisible(m_unseen > 0);
    if (m_unseen > 0) {
        m_jump->setText(tr("%n new – jump to latest", nullptr, m_unseen));
    }
}

bool SamplesPanel::hasChoice() const
{
    return m_table->currentIndex().isValid();
}

void SamplesPanel::chooseNewest()
{
    if (m_model.rowCount() > 0) {
        m_table->selectRow(m_model.rowCount() - 1);
    }
}

} // namespace ui
