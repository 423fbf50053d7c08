// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"
#include "ui/common/card.h"

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class MessageViews;

/// One dead letter: why it was refused and where it came from, beside what it holds.
class LetterDetail final : public Card
{
    Q_OBJECT

public:
    explicit LetterDetail(QWidget *parent = nullptr);

    /// `letter` may hold the beginning of its payload only.
    void show(const core::DeadLetter &letter);
    void clear(const QString &why); ///< nothing to show, and why

private:
    QWidget *makeFacts();
    QWidget *makeLetter();

    core::DeadLetter m_letter;
    QStackedWidget *m_whole;
    PlainLabel *m_nothing;
    PlainLabel *m_reason = nullptr;
    PlainLabel *m_cut = nullptr;
    QList<PlainLabel *> m_facts;
    MessageViews *m_views = nullptr;
};

} // namespace ui
