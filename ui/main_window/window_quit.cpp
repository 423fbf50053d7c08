// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/question.h"
#include "ui/flows/state_words.h"
#include "ui/home/home_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/page_number.h"
#include "ui/main_window/page_stack.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

/// What is asked before the window closes.
namespace ui {
namespace {

constexpr auto kAsks = "asks_before_flows_stop"_L1;

/// As a shell takes it, whatever the file is called.
QString runCommand(const QString &file)
{
    QString quoted = file;
    return u"weirctl run '"_s + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

/// Sample data for the eyes is nobody's loss.
int MainWindow::runningFlows() const
{
    const PreviewFlow *preview = m_pages->made(kHomePage)
        ? &static_cast<HomePage *>(m_pages->page(kHomePage))->preview()
        : nullptr;
    const std::vector<core::FlowSnapshot> flows = m_session.engine().snapshot();
    return static_cast<int>(std::ranges::count_if(flows, [preview](const auto &flow) {
        return isAtWork(flow.status.state) && !(preview && preview->owns(flow.id));
    }));
}

bool MainWindow::asksBeforeFlowsStop() const
{
    return m_parts.memory.value(kAsks).toBool(true) && runningFlows() > 0;
}

void MainWindow::whenFlowsMayStop(const std::function<void()> &next)
{
    if (!asksBeforeFlowsStop()) {
        next();
        return;
    }
    const QString command = runCommand(m_session.workspace().file);
    const bool hasFile = !m_session.workspace().file.isEmpty();
    const QString goOn = tr("At the next start each goes on where it stopped, as far as its source "
                            "keeps what comes in the meantime.");
    ask(this,
        {.text = tr("Quitting stops the flows that run: %1").arg(runningFlows()),
         .detail = hasFile
             ? tr("%1 Without a window they run by %2.").arg(goOn, core::visibleText(command, 300))
             : goOn,
         .first = tr("Stop them and quit"),
         .onFirst = next,
         .second = hasFile ? tr("Copy that command") : QString(),
         .onSecond =
             [this, command] {
                 QGuiApplication::clipboard()->setText(command);
                 m_notices->tell(u"run_command"_s, Mark::Note,
                                 tr("Copied: run it in a terminal once this window is closed."));
             },
         .isSecondHarmful = false,
         .never = tr("Do not ask again"),
         .onNever = [this] { m_parts.memory.set(kAsks, false); }});
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose || (!m_session.isModified() && !hasOpenEdits() && !asksBeforeFlowsStop())) {
        remember();
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    whenSaved(tr("The workspace has changes that are not saved."), [this] {
        whenFlowsMayStop([this] {
            m_mayClose = true;
            // Not from within this very event: a window that is closing is not closed once more.
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
    });
}

} // namespace ui
