// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/main_window/about_dialogs.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/document_desk.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/page_number.h"
#include "ui/problems/problems_panel.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

/// Everything the window can be told to do, and its menus.
namespace ui {
namespace {

QString fileGroup()
{
    return MainWindow::tr("&File");
}
QString editGroup()
{
    return MainWindow::tr("&Edit");
}
QString viewGroup()
{
    return MainWindow::tr("&View");
}
QString flowGroup()
{
    return MainWindow::tr("F&low");
}
QString toolsGroup()
{
    return MainWindow::tr("&Tools");
}
QString helpGroup()
{
    return MainWindow::tr("&Help");
}

} // namespace

void MainWindow::makeActions()
{
    makeFileActions();
    makeViewActions();
    makeFlowActions();
    makeHelpActions();
}

void MainWindow::makeFileActions()
{
    m_actions.add("file.open", fileGroup(), tr("&Open a workspace…"), QKeySequence::Open,
                  [this] { m_desk->open(); });
    m_actions.add("file.save", fileGroup(), tr("&Save"), QKeySequence::Save,
                  [this] { m_desk->save(); });
    m_actions.add("file.save_as", fileGroup(), tr("Save &as…"), QKeySequence::SaveAs,
                  [this] { m_desk->saveAs(); });
    m_actions.add("file.quit", fileGroup(), tr("&Quit"), QKeySequence::Quit, [this] { close(); });
    QUndoStack &stack = m_session.undoStack();
    m_actions.take("edit.undo", editGroup(), stack.createUndoAction(this, tr("Undo")),
                   QKeySequence::Undo);
    m_actions.take("edit.redo", editGroup(), stack.createRedoAction(this, tr("Redo")),
                   QKeySequence::Redo);
}

void MainWindow::makeViewActions()
{
    for (int page = 0; page < kPageCount; ++page) {
        m_actions.add(qPrintable(u"view.page_%1"_s.arg(page + 1)), viewGroup(),
                      m_nav->item(page)->text(), QKeySequence(u"Ctrl+%1"_s.arg(page + 1)),
                      [this, page] {
                          m_nav->setCurrentRow(page);
                          showIndex(page);
                          m_nav->setFocus(Qt::ShortcutFocusReason);
                      });
    }
    QAction *fold = m_actions.add("view.fold", viewGroup(), tr("Fold the na&vigation"),
                                  QKeySequence(Qt::Key_F9), [this] {
                                      m_foldWish = !m_nav->isFolded();
                                      m_parts.memory.set(u"navigation_folded"_s, *m_foldWish);
                                      showFolded();
                                  });
    fold->setShortcuts({QKeySequence(Qt::Key_F9), QKeySequence(u"Ctrl+B"_s)});
    m_actions.add("view.problems", viewGroup(), tr("&Problems"), QKeySequence(u"Ctrl+J"_s),
                  [this] { m_problems->setVisible(!m_problems->isVisible()); });
    m_actions.add("view.palette", viewGroup(), tr("Find or &run…"), QKeySequence(u"Ctrl+K"_s),
                  [this] { openPalette(); });
    makeColourActions();
}

void MainWindow::makeColourActions()
{
    auto *choice = new QActionGroup(this);
    const QString chosen = m_parts.memory.value(u"scheme"_s).toString();
    const auto add = [&](const char *id, const QString &text, const QString &scheme) {
        QAction *action =
            m_actions.add(id, viewGroup(), text, {}, [this, scheme] { useScheme(scheme); });
        action->setCheckable(true);
        action->setChecked(scheme == chosen);
        choice->addAction(action);
    };
    add("view.desktop_colours", tr("&Colours as the desktop"), {});
    add("view.light", tr("Li&ght colours"), u"light"_s);
    add("view.dark", tr("&Dark colours"), u"dark"_s);
}

void MainWindow::makeFlowActions()
{
    m_actions.add("flow.new", flowGroup(), tr("&New flow…"), QKeySequence::New,
                  [this] { showNewFlow({}); });
    m_actions.add("flow.start", flowGroup(), tr("&Start the chosen flows"),
                  QKeySequence(u"Ctrl+R"_s), [this] { flows().startChosen(); });
    m_actions.add("flow.stop", flowGroup(), tr("S&top the chosen flows"), QKeySequence(u"Ctrl+."_s),
                  [this] { flows().stopChosen(); });
    m_actions.add("flow.restart", flowGroup(), tr("&Restart the chosen flows"),
                  QKeySequence(u"Ctrl+Shift+R"_s), [this] { flows().restartChosen(); });
    m_actions.add("flow.find", flowGroup(), tr("&Find in the samples"), QKeySequence::Find, [this] {
        showPage(u"flows"_s);
        flows().samples().focusFilter();
    });
    m_actions.add("flow.jump", flowGroup(), tr("&Jump to a message…"), QKeySequence(u"Ctrl+G"_s),
                  [this] {
                      showPage(u"flows"_s);
                      flows().samples().askWhereTo();
                  });
    m_actions.add("flow.dead_letters", flowGroup(), tr("&Dead letters"),
                  QKeySequence(u"Ctrl+Shift+D"_s), [this] { showDeadLetters({}); });
    m_actions.add("flow.start_all", flowGroup(), tr("Start &all enabled flows"), {},
                  [this] { m_session.startEnabledFlows(); });
    m_actions.add("flow.stop_all", flowGroup(), tr("St&op all flows"), {},
                  [this] { m_session.engine().stopAll(); });
    m_actions.add("tools.new_source", toolsGroup(), tr("New &source…"), {},
                  [this] { showNewEntry(core::EndKind::Source); });
    m_actions.add("tools.new_endpoint", toolsGroup(), tr("New &endpoint…"), {},
                  [this] { showNewEntry(core::EndKind::Endpoint); });
}

void MainWindow::makeHelpActions()
{
    QAction *keys =
        m_actions.add("help.shortcuts", helpGroup(), tr("&Keyboard shortcuts"),
                      QKeySequence(u"Ctrl+?"_s), [this] { showShortcuts(this, m_actions); });
    keys->setShortcuts({QKeySequence(u"Ctrl+?"_s), QKeySequence(u"Ctrl+Shift+/"_s)});
    m_actions.add("help.about", helpGroup(), tr("&About Weir"), {}, [this] { showAbout(this); });
}

void MainWindow::makeMenus()
{
    for (const QString &group :
         {fileGroup(), editGroup(), viewGroup(), flowGroup(), toolsGroup(), helpGroup()}) {
        QMenu *menu = menuBar()->addMenu(group);
        menu->addActions(m_actions.of(group));
        if (group == fileGroup()) {
            auto *recent = new QMenu(tr("Open re&cent"), menu);
            menu->insertMenu(m_actions.action("file.save"), recent);
            connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
            menu->insertSeparator(m_actions.action("file.quit"));
        }
        if (group == viewGroup()) {
            menu->insertSeparator(m_actions.action("view.fold"));
            menu->insertSeparator(m_actions.action("view.desktop_colours"));
        }
    }
}

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    const QStringList files = m_parts.memory.recentFiles();
    for (const QString &file : files) {
        QString words = core::visibleText(file, 200);
        menu->addAction(words.replace(u'&', u"&&"_s), this,
                        [this, file] { m_desk->openFile(file); });
    }
    if (files.isEmpty()) {
        menu->addAction(tr("None yet"))->setEnabled(false);
    }
}

/// All actions, and the flows to go to.
void MainWindow::openPalette()
{
    QList<QAction *> all = m_actions.all();
    all.removeOne(m_actions.action("view.palette"));
    for (QAction *old : findChildren<QAction *>(u"palette.flow"_s)) {
        old->deleteLater();
    }
    for (const core::WorkspaceFlow &flow : m_session.workspace().flows) {
        QString words = tr("Show flow %1").arg(core::visibleText(flow.name, 64));
        auto *go = new QAction(words.replace(u'&', u"&&"_s), this);
        go->setObjectName(u"palette.flow"_s);
        connect(go, &QAction::triggered, this, [this, id = flow.id] { showFlow(id); });
        all.append(go);
    }
    m_palette->open(all);
}

void MainWindow::useScheme(const QString &name)
{
    m_parts.memory.set(u"scheme"_s, name);
    if (name.isEmpty()) {
        Q_EMIT desktopColoursWanted();
    } else {
        applyTheme(*qApp, name == "dark"_L1 ? Scheme::Dark : Scheme::Light);
    }
}

} // namespace ui
