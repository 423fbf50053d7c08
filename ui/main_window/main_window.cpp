// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/editor/flow_page.h"
#include "ui/entries/entries_area.h"
#include "ui/main_window/status_line.h"
#include "ui/problems/problems_panel.h"

#include <QCloseEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

enum PageIndex
{
    Flows,
    Sources,
    Endpoints
};
constexpr std::size_t kMostCosts = 10'000;

} // namespace

MainWindow::MainWindow(Session &session, SessionHost &host, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_host(host), m_nav(new QListWidget(this)),
      m_pages(new QStackedWidget(this)), m_flows(new FlowsPage(session, this)),
      m_problems(new ProblemsPanel(this)), m_status(new StatusLine(this))
{
    resize(1520, 850);
    setMinimumSize(900, 600);
    m_nav->addItems({tr("Flows"), tr("Sources"), tr("Endpoints")});
    m_nav->setAccessibleName(tr("Pages"));
    m_nav->setFixedWidth(172);
    m_nav->setSpacing(3);
    m_nav->setStyleSheet(
        u"QListWidget::item { padding: 8px 10px; border-radius: 6px; }"
        "QListWidget::item:selected { background: palette(highlight); color: palette(text); }"_s);
    m_nav->setProperty("frameless", true);
    m_areas[Flows] = m_flows;
    m_pages->addWidget(m_flows);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_pages, 1);
    m_problems->setFixedHeight(220);
    m_problems->hide();
    right->addWidget(m_problems);
    auto *content = new QWidget(this);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addWidget(new Rule(Qt::Vertical, content));
    row->addLayout(right, 1);
    setCentralWidget(content);
    setStatusBar(m_status);
    connect(m_status, &StatusLine::problemsWanted, m_problems, &QWidget::show);
    makeMenus();
    connect(m_nav, &QListWidget::currentRowChanged, this, &MainWindow::showIndex);
    m_nav->setCurrentRow(Flows);
    connect(m_problems, &ProblemsPanel::closeWanted, m_problems, &QWidget::hide);
    connect(m_problems, &ProblemsPanel::flowWanted, this, [this](const QString &id) {
        m_nav->setCurrentRow(Flows);
        m_flows->chooseFlow(id);
    });
    connect(m_flows, &FlowsPage::newFlowWanted, this, [this] { showNewFlow({}); });
    connect(&m_session, &Session::failed, this, &MainWindow::showFailure);
    connect(&m_session, &Session::saved, this, [this] {
        if (std::exchange(m_closeOnceSaved, false)) {
            close();
        }
    });
    connect(&m_session, &Session::workspaceChanged, this, &MainWindow::showTitle);
    connect(&m_session.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::showTitle);
    connect(&m_clock, &QTimer::timeout, this, &MainWindow::beat);
    showTitle();
    m_clock.start(250ms);
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Open…"), QKeySequence::Open, this, &MainWindow::open);
    file->addAction(tr("&Save"), QKeySequence::Save, this, &MainWindow::save);
    file->addAction(tr("Save &as…"), QKeySequence::SaveAs, this, &MainWindow::saveAs);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_session.undoStack().createUndoAction(edit);
    undo->setShortcut(QKeySequence::Undo);
    QAction *redo = m_session.undoStack().createRedoAction(edit);
    redo->setShortcut(QKeySequence::Redo);
    edit->addActions({undo, redo});
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (int page = Flows; page <= Endpoints; ++page) {
        view->addAction(m_nav->item(page)->text(), QKeySequence(u"Ctrl+%1"_s.arg(page + 1)), this,
                        [this, page] { m_nav->setCurrentRow(page); });
    }
    view->addAction(tr("&Problems"), this,
                    [this] { m_problems->setVisible(!m_problems->isVisible()); });
    QMenu *flow = menuBar()->addMenu(tr("F&low"));
    flow->addAction(tr("&New flow…"), QKeySequence::New, this, [this] { showNewFlow({}); });
    flow->addAction(tr("&Start"), QKeySequence(u"Ctrl+R"_s), m_flows, &FlowsPage::startChosen);
    flow->addAction(tr("S&top"), QKeySequence(u"Ctrl+."_s), m_flows, &FlowsPage::stopChosen);
    flow->addAction(tr("&Restart"), m_flows, &FlowsPage::restartChosen);
}

QWidget *MainWindow::area(int page)
{
    if (!m_areas[page]) {
        const auto kind = page == Sources ? core::EndKind::Source : core::EndKind::Endpoint;
        auto *made = new EntriesArea(m_host, kind, this);
        connect(&m_session, &Session::workspaceChanged, made, &EntriesArea::workspaceChanged);
        connect(made, &EntriesArea::flowWanted, this, &MainWindow::showNewFlow);
        m_areas[page] = made;
        m_pages->addWidget(made);
    }
    return m_areas[page];
}

void MainWindow::showIndex(int page)
{
    if (page >= Flows && page <= Endpoints) {
        m_pages->setCurrentWidget(area(page));
    }
}

bool MainWindow::showPage(const QString &name)
{
    m_problems->setVisible(name == "problems"_L1);
    m_flows->setFocused(name == "samples"_L1);
    if (name == "flows"_L1 || name == "samples"_L1 || name == "problems"_L1) {
        m_nav->setCurrentRow(Flows);
        m_flows->samples().chooseNewest();
        return true;
    }
    if (name == "flow-editor"_L1) {
        showNewFlow({});
        return true;
    }
    if (name == "sources"_L1 || name == "endpoints"_L1) {
        m_nav->setCurrentRow(name == "sources"_L1 ? Sources : Endpoints);
        return true;
    }
    const QStringList parts = name.split(u':');
    if (parts.front() == "source-editor"_L1) {
        return showEditor(Sources, parts);
    }
    return parts.front() == "endpoint-editor"_L1 && showEditor(Endpoints, parts);
}

bool MainWindow::showEditor(int page, const QStringList &parts)
{
    const QString tab = parts.value(2, u"basic"_s);
    if (parts.size() > 3 || (tab != "basic"_L1 && tab != "advanced"_L1)) {
        return false;
    }
    m_nav->setCurrentRow(page);
    return static_cast<EntriesArea *>(area(page))
        ->openNew(parts.value(1), tab == "basic"_L1 ? core::Tab::Basic : core::Tab::Advanced);
}

void MainWindow::showNewFlow(const QString &source)
{
    if (!m_flowPage) {
        m_flowPage = new FlowPage(m_host, this);
        m_pages->addWidget(m_flowPage);
        connect(m_flowPage, &FlowPage::closed, this, [this] {
            m_nav->setCurrentRow(Flows);
            showIndex(Flows);
        });
    }
    m_nav->setCurrentRow(Flows);
    m_flowPage->openNew(source);
    m_pages->setCurrentWidget(m_flowPage);
}

void MainWindow::beat()
{
    if (!isVisible() || isMinimized()) {
        return;
    }
    QElapsedTimer cost;
    cost.start();
    const ScreenFrame frame{.flows = m_session.engine().snapshot(),
                            .problems = m_session.engine().problems(),
                            .samples = m_session.engine().sampleMemory(),
                            .beat = m_beats++};
    if (m_pages->currentWidget() == m_flows) {
        m_flows->beat(frame);
    }
    if (m_problems->isVisible()) {
        m_problems->show(frame.problems);
    }
    m_status->showFrame(frame);
    if (m_costs.size() < kMostCosts) {
        m_costs.push_back(static_cast<double>(cost.nsecsElapsed()) / 1e6);
    }
}

void MainWindow::open()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a workspace"), {},
                                                      tr("Workspaces (*.weir.yaml)"));
    if (!file.isEmpty()) {
        m_session.load(file);
    }
}

void MainWindow::save()
{
    if (m_session.workspace().file.isEmpty()) {
        saveAs();
    } else {
        m_session.save();
    }
}

void MainWindow::saveAs()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the workspace"), {},
                                                      tr("Workspaces (*.weir.yaml)"));
    if (!file.isEmpty()) {
        m_session.saveAs(file);
    }
}

void MainWindow::showFailure(const QString &what, const core::Error &error)
{
    m_closeOnceSaved = false;
    m_status->showMessage(QString(core::visibleText(what, 120) + u": "_s
                                  + core::visibleText(error.message, 300) + u' '
                                  + core::visibleText(error.fix, 200)),
                          20'000);
}

void MainWindow::showTitle()
{
    const core::Workspace &workspace = m_session.workspace();
    const QString file = QFileInfo(workspace.file).fileName();
    setWindowTitle(QString((file.isEmpty() ? tr("Unsaved workspace") : file) + u"[*] – Weir"_s));
    setWindowModified(m_session.isModified());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_session.isModified()) {
        QMainWindow::closeEvent(event);
        return;
    }
    QMessageBox box(this);
    box.setTextFormat(Qt::PlainText);
    box.setText(tr("The workspace has changes that are not saved."));
    box.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Save);
    const int answer = box.exec();
    if (answer == QMessageBox::Discard) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    m_closeOnceSaved = answer == QMessageBox::Save; // a save that fails leaves the window open
    if (m_closeOnceSaved) {
        save();
    }
}

} // namespace ui
