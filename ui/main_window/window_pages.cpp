// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/dead_letters_page.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/flow_page.h"
#include "ui/entries/entries_area.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/page_names.h"
#include "ui/main_window/page_number.h"
#include "ui/main_window/page_stack.h"
#include "ui/problems/problems_panel.h"

using namespace Qt::StringLiterals;

/// How the window gets to a page.
namespace ui {

bool MainWindow::showPage(const QString &name)
{
    m_problems->setVisible(name == "problems"_L1);
    if (const auto plain = numberOfPage(name)) {
        m_nav->setCurrentRow(*plain);
        showIndex(*plain);
        if (*plain == kFlowsPage) {
            flows().setFocused(name == "samples"_L1);
            flows().samples().chooseNewest();
        }
        return true;
    }
    if (name == "flow-editor"_L1) {
        showNewFlow({});
        return true;
    }
    if (name == "dead-letters"_L1) {
        showDeadLetters({});
        return true;
    }
    if (name == "palette"_L1) {
        openPalette();
        return true;
    }
    const QStringList parts = name.split(u':');
    if (parts.front() == "source-editor"_L1) {
        return showEditor(kSourcesPage, parts);
    }
    return parts.front() == "endpoint-editor"_L1 && showEditor(kEndpointsPage, parts);
}

void MainWindow::showRememberedPage()
{
    const int page = m_parts.memory.value(u"page"_s).toInt(kFlowsPage);
    m_nav->setCurrentRow(page >= 0 && page < kPageCount ? page : kFlowsPage);
    showIndex(m_nav->currentRow());
}

bool MainWindow::showEditor(int page, const QStringList &parts)
{
    const QString tab = parts.value(2, u"basic"_s);
    if (parts.size() > 3 || (tab != "basic"_L1 && tab != "advanced"_L1)) {
        return false;
    }
    m_nav->setCurrentRow(page);
    showIndex(page);
    return entries(page)->openNew(parts.value(1),
                                  tab == "basic"_L1 ? core::Tab::Basic : core::Tab::Advanced);
}

void MainWindow::showNewEntry(core::EndKind kind)
{
    const int page = kind == core::EndKind::Source ? kSourcesPage : kEndpointsPage;
    m_nav->setCurrentRow(page);
    showIndex(page);
    if (!entries(page)->isEditing()) { // what is typed there already stays
        entries(page)->openNew();
    }
}

void MainWindow::showEntry(core::EndKind kind, const QString &name)
{
    const int page = kind == core::EndKind::Source ? kSourcesPage : kEndpointsPage;
    m_nav->setCurrentRow(page);
    showIndex(page);
    if (!entries(page)->isEditing() || !entries(page)->editor()->isDirty()) {
        entries(page)->openEntry(name);
    }
}

void MainWindow::showNewFlow(const QString &source)
{
    if (!m_flowPage) {
        m_flowPage = new FlowPage(m_host, this);
        connect(m_flowPage, &FlowPage::closed, this, [this] {
            m_nav->setCurrentRow(kFlowsPage);
            showIndex(kFlowsPage);
        });
    }
    m_nav->setCurrentRow(kFlowsPage);
    if (!m_flowPage->isDirty()) {
        m_flowPage->openNew(source);
    }
    m_pages->showOther(m_flowPage);
}

void MainWindow::showFlow(const QString &flowId)
{
    m_nav->setCurrentRow(kFlowsPage);
    showIndex(kFlowsPage);
    flows().chooseFlow(flowId);
}

/// Of one flow, or of all for an empty id.
void MainWindow::showDeadLetters(const QString &flowId)
{
    if (!m_deadLetters) {
        m_deadLetters = new DeadLettersPage(m_session, this);
        connect(m_deadLetters, &DeadLettersPage::backWanted, this,
                [this] { showIndex(kFlowsPage); });
    }
    m_nav->setCurrentRow(kFlowsPage);
    m_deadLetters->setFlow(flowId);
    m_pages->showOther(m_deadLetters);
}

EntriesArea *MainWindow::entries(int page) const
{
    return static_cast<EntriesArea *>(m_pages->page(page));
}

} // namespace ui
