// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/empty_state.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr int kLine = 420; ///< about 70 letters

} // namespace

EmptyState::EmptyState(const QString &icon, const QString &heading, const QString &sentence,
                       const QString &action, QWidget *parent)
    : QWidget(parent), m_heading(new PlainLabel({}, TextRole::Heading, this)),
      m_sentence(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_action(makeButton({}, ButtonRole::Primary, this))
{
    constexpr int kIcon = 40;
    m_heading->setAlignment(Qt::AlignHCenter);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(kLine);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(kSpace2);
    column->addStretch(2);
    column->addWidget(new IconMark(icon, kIcon, this), 0, Qt::AlignHCenter);
    column->addSpacing(kSpace1);
    column->addWidget(m_heading);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace1);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::wanted);
    setTexts(heading, sentence, action);
}

void EmptyState::setTexts(const QString &heading, const QString &sentence, const QString &action)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    m_sentence->ensurePolished(); // the style sheet's font decides how many lines there are
    // centred items forget it; a label without words has no such height
    m_sentence->setMinimumHeight(std::max(0, m_sentence->heightForWidth(kLine)));
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

} // namespace ui
