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
    const bool isEndpoint = parts.front().startsWith("endpoint"_L1);
    const int page = isEndpoint ? kEndpointsPage : kSourcesPage;
    if (parts.front() == "source"_L1 || parts.front() == "endpoint"_L1) {
        showEntry(isEndpoint ? core::EndKind::Endpoint : core::EndKind::Source, parts.value(1));
        if (entries(page)->isEditing()) {
            entries(page)->editor()->setTab(parts.value(2) == "advanced"_L1 ? core::Tab::Advanced
                                                                            : core::Tab::Basic);
        }
        return entries(page)->isEditing();
    }
    return parts.front().endsWith("-editor"_L1) && showEditor(page, parts);
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

FlowPage &MainWindow::flowPage()
{
    if (!m_flowPage) {
        m_flowPage = new FlowPage(m_host, this);
        connect(m_flowPage, &FlowPage::closed, this, [this] {
            m_nav->setCurrentRow(kFlowsPage);
            showIndex(kFlowsPage);
        });
    }
    return *m_flowPage;
}

void MainWindow::showNewFlow(const QString &source)
{
    m_nav->setCurrentRow(kFlowsPage);
    if (!flowPage().isDirty()) { // what is typed there already stays
        flowPage().openNew(source);
    }
    m_pages->showOther(m_flowPage);
}

void MainWindow::editFlow(const QString &name)
{
    m_nav->setCurrentRow(kFlowsPage);
    if (flowPage().isDirty() || flowPage().openFlow(name)) {
        m_pages->showOther(m_flowPage);
    }
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
