// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace ui {

/// What a question before losing something offers; the first is what Enter takes.
struct Question
{
    QString text = {};
    QString detail = {};
    QString first = {}; ///< the safe way on
    std::function<void()> onFirst = {};
    QString second = {}; ///< empty: not offered
    std::function<void()> onSecond = {};
    std::function<void()> onCancel = {};
    bool isSecondHarmful = true; ///< it throws something away
    QString never = {}; ///< a box to tick; empty: not offered
    std::function<void()> onNever = {}; ///< it was ticked when the first was taken
};

/// Asks over `parent` without holding up anything; Esc is Cancel. GUI thread.
void ask(QWidget *parent, const Question &question);

} // namespace ui
