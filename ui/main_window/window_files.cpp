// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letter_run.h"
#include "core/support/text.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/flow_page.h"
#include "ui/entries/entries_area.h"
#include "ui/home/home_page.h"
#include "ui/main_window/document_desk.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/page_number.h"
#include "ui/main_window/page_stack.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

/// What the window holds of its document: the title, open edits, flows that are no part of it.
namespace ui {

void MainWindow::openFile(const QString &file)
{
    m_desk->openFile(file);
}

void MainWindow::openInstead(const std::function<void()> &open)
{
    m_desk->openInstead(open);
}

/// No key ring took what was typed: how it is kept is for the person to say.
void MainWindow::askAboutSecrets(const QString &why)
{
    const QString path = m_host.lastSecrets().value(0); // "sources/orders/password"
    const bool isOfFlow = path.startsWith("flows/"_L1);
    const core::EndKind kind =
        path.startsWith("endpoints/"_L1) ? core::EndKind::Endpoint : core::EndKind::Source;
    const QString entry = path.section(u'/', 1, 1);
    m_notices->tell(
        u"secrets"_s, Mark::Warning,
        tr("The secret of %1 is not stored: %2. It works until you quit, unless you refer to a "
           "variable or a file instead.")
            .arg(core::visibleText(entry, 64), core::visibleText(why, 200)),
        {{.text = tr("Keep it until I quit")},
         {.text = tr("Use a variable or file…"), .run = [this, isOfFlow, kind, entry] {
              isOfFlow ? editFlow(entry) : showEntry(kind, entry);
          }}});
}

void MainWindow::showTitle()
{
    const core::Workspace &workspace = m_session.workspace();
    const QString file = QFileInfo(workspace.file).fileName();
    setWindowTitle(QString((file.isEmpty() ? tr("Unsaved workspace") : file) + u"[*] – Weir"_s));
    setWindowModified(m_session.isModified());
}

/// Flows that run and are no longer part of the document: deleted, undone, or of another file.
void MainWindow::stopOrphans()
{
    const core::Workspace &workspace = m_session.workspace();
    const auto isKnown = [&workspace](const QString &id) {
        return std::ranges::count(workspace.flows, core::flowIdOfRun(id), &core::WorkspaceFlow::id)
            > 0;
    };
    const bool hasHome = m_pages->made(kHomePage);
    for (const core::FlowSnapshot &flow : m_session.engine().snapshot()) {
        if (!isKnown(flow.id) && !(hasHome && home().preview().owns(flow.id))) {
            m_session.engine().stop(flow.id);
        }
    }
}

bool MainWindow::hasOpenEdits() const
{
    for (const int page : {kSourcesPage, kEndpointsPage}) {
        if (m_pages->made(page) && entries(page)->isEditing()
            && entries(page)->editor()->isDirty()) {
            return true;
        }
    }
    return m_flowPage && m_flowPage->isDirty();
}

bool MainWindow::saveOpenEdits()
{
    for (const int page : {kSourcesPage, kEndpointsPage}) {
        if (m_pages->made(page) && entries(page)->isEditing() && entries(page)->editor()->isDirty()
            && !entries(page)->editor()->saveDraft()) {
            m_nav->setCurrentRow(page);
            showIndex(page);
            return false;
        }
    }
    if (m_flowPage && m_flowPage->isDirty() && !m_flowPage->save()) {
        m_pages->showOther(m_flowPage);
        return false;
    }
    return true;
}

} // namespace ui
