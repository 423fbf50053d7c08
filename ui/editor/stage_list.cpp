// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/stage_list.h"

#include <QVBoxLayout>

namespace ui {

StageList::StageList(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (std::size_t index = 0; index < m_rows.size(); ++index) {
        m_rows[index] = new StageRow(static_cast<core::StageId>(index), this);
        column->addWidget(m_rows[index]);
        connect(m_rows[index], &StageRow::fieldChosen, this, &StageList::fieldChosen);
        connect(m_rows[index], &StageRow::proposalChosen, this, &StageList::proposalChosen);
    }
    hideRare();
}

void StageList::showMessages(bool shown)
{
    row(core::StageId::Message)->setVisible(shown);
}

/// Only few systems have these: they show once they are reported.
void StageList::hideRare()
{
    row(core::StageId::Names)->hide();
    row(core::StageId::Registry)->hide();
}

bool StageList::isHidden(std::size_t index) const
{
    return index < m_rows.size() && m_rows[index]->isHidden();
}

StageRow *StageList::row(core::StageId stage) const
{
    return m_rows[static_cast<std::size_t>(stage)];
}

void StageList::clear()
{
    for (StageRow *row : m_rows) {
        row->setWaiting();
    }
}

void StageList::begin(core::StageId last)
{
    clear();
    hideRare();
    m_next = 0;
    m_last = static_cast<std::size_t>(last);
    m_failedWord.clear();
    m_rows.front()->setBusy();
    for (std::size_t index = m_last + 1; index < m_rows.size(); ++index) {
        m_rows[index]->setWaiting(index == m_last + 1 ? tr("waits for Test") : QString());
    }
}

void StageList::add(const core::TestStage &stage, const QString &fieldLabel)
{
    const auto index = static_cast<std::size_t>(stage.stage);
    for (; m_next < index; ++m_next) {
        m_rows[m_next]->setWaiting(m_rows[m_next]->mark() == Mark::Busy ? tr("not needed here")
                                                                        : QString());
    }
    m_rows[index]->setResult(stage, fieldLabel);
    if (stage.stage == core::StageId::Names || stage.stage == core::StageId::Registry) {
        m_rows[index]->show();
    }
    m_next = std::max(m_next, index + 1);
    while (m_next <= m_last && isHidden(m_next)) {
        ++m_next; // nobody sees that it is awaited
    }
    if (stage.state == core::StageState::Failed) {
        m_failedWord = stageWord(stage.stage);
    } else if (m_failedWord.isEmpty() && m_next <= m_last) {
        m_rows[m_next]->setBusy();
    }
}

void StageList::end()
{
    bool isFirst = true;
    for (std::size_t index = m_next; index <= m_last; ++index) {
        m_rows[index]->setWaiting(
            isFirst && !m_failedWord.isEmpty() ? tr("waits for %1").arg(m_failedWord) : QString());
        isFirst = false;
    }
}

} // namespace ui
