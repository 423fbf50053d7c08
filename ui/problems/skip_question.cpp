// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/skip_question.h"

#include "core/support/text.h"
#include "ui/common/question.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {
namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ui::SkipQuestion", text);
}

} // namespace

void askToSkip(QWidget *parent, const QString &flow, const core::LanePlace &place,
               const std::function<void()> &skip)
{
    ask(parent,
        {.text =
             words(QT_TRANSLATE_NOOP("ui::SkipQuestion",
                                     "%1: skip past the batch at offset %2 of %3?"))
                 .arg(core::visibleText(flow, 64), QLocale().toString(qlonglong(place.position)),
                      core::visibleText(place.lane, 200)),
         .detail = words(QT_TRANSLATE_NOOP(
             "ui::SkipQuestion",
             "The messages in it do not arrive. A dead letter keeps its offsets, and the flow "
             "reads on behind it. Another batch that cannot be read stops the flow again.")),
         .first = words(QT_TRANSLATE_NOOP("ui::SkipQuestion", "Leave it")),
         .onFirst = {},
         .second = words(QT_TRANSLATE_NOOP("ui::SkipQuestion", "Skip past this batch")),
         .onSecond = skip});
}

} // namespace ui
