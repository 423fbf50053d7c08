// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/flow_log.h"

#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/logs/log_colors.h"
#include "ui/logs/log_filter.h"

namespace ui {

FlowLog::FlowLog(core::LogBook &book, QWidget *parent) : QPlainTextEdit(parent), m_book(book)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setMaximumBlockCount(kMost);
    setFrameShape(QFrame::NoFrame);
    setFont(monoFont());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setPlaceholderText(tr("Nothing was logged of this flow yet."));
    setAccessibleName(tr("Log of the flow"));
    new LogColors(this);
}

void FlowLog::setFlow(const QString &name)
{
    if (name != m_flow) {
        m_flow = name;
        m_newest = 0;
        clear();
    }
}

void FlowLog::take()
{
    const LogFilter own{.flow = core::visibleText(m_flow, 64)}; // as the book has it
    const std::vector<core::LogLine> lines = m_book.after(m_newest);
    QStringList fitting;
    for (const core::LogLine &line : lines) {
        if (!m_flow.isEmpty() && own.takes(line)) {
            fitting.append(shortText(line));
        }
    }
    m_newest = lines.empty() ? m_newest : lines.back().number;
    if (!fitting.isEmpty()) {
        appendPlainText(fitting.mid(std::max<qsizetype>(0, fitting.size() - kMost)).join(u'\n'));
    }
}

} // namespace ui
