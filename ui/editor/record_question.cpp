// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/record_question.h"

#include "core/support/text.h"
#include "ui/common/question.h"
#include "ui/editor/live_pane.h"

using namespace Qt::StringLiterals;

namespace ui {

void askForRecord(QWidget *parent, const QStringList &topics, std::function<void()> agreed)
{
    constexpr qsizetype kMostNamed = 8;
    QStringList shown;
    for (const QString &topic : topics.mid(0, kMostNamed)) {
        shown.append(core::visibleText(topic, 249));
    }
    if (topics.size() > kMostNamed) {
        shown.append(u"…"_s);
    }
    ask(parent,
        {.text = LivePane::tr("Write a test record to %1?").arg(shown.join(u", "_s)),
         .detail = LivePane::tr(
             "One record with the value weir-test and the header weir-test: 1 is written to each "
             "topic. It stays there, and everybody who reads the topic gets it."),
         .first = LivePane::tr("Write nothing"),
         .second = LivePane::tr("Write the record"),
         .onSecond = std::move(agreed)});
}

} // namespace ui
