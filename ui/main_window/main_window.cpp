// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/entries/entries_area.h"
#include "ui/home/hints_strip.h"
#include "ui/home/home_page.h"
#include "ui/home/rehearsal.h"
#include "ui/logs/logs_page.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/departure.h"
#include "ui/main_window/document_desk.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/page_number.h"
#include "ui/main_window/page_stack.h"
#include "ui/main_window/status_line.h"
#include "ui/problems/problems_panel.h"
#include "ui/secrets/secrets_page.h"
#include "ui/store/store_page.h"

#include <QCloseEvent>
#include <QElapsedTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr std::size_t kMostCosts = 10'000;
constexpr int kNarrow = 1000; ///< below this width the navigation folds by itself
constexpr int kProblemsHeight = 220;

} // namespace

MainWindow::MainWindow(Session &session, SessionHost &host, WindowParts parts, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_host(host), m_parts(std::move(parts)),
      m_actions(this), m_nav(new Navigation(this)), m_pages(new PageStack(this)),
      m_notices(new NoticeBar(this)), m_hints(new HintsStrip(this)),
      m_problems(new ProblemsPanel(this)), m_status(new StatusLine(this)),
      m_palette(new CommandPalette(this)),
      m_desk(new DocumentDesk(session, m_parts.memory, *m_notices, this)),
      m_departure(new Departure(session, m_parts.memory,
                                {.window = this,
                                 .notices = m_notices,
                                 .weirctl = m_parts.weirctl,
                                 .weirctlLog = m_parts.weirctlLog}))
{
    resize(1520, 850);
    setMinimumSize(900, 600);
    addPages();
    layOut();
    connectPanels();
    makeActions();
    makeMenus();
    connectSession();
    const QJsonValue geometry = m_parts.memory.value(u"geometry"_s);
    if (geometry.isString()) {
        restoreGeometry(QByteArray::fromBase64(geometry.toString().toLatin1()));
    }
    const QJsonValue folded = m_parts.memory.value(u"navigation_folded"_s);
    if (folded.isBool()) {
        m_foldWish = folded.toBool();
    }
    connect(&m_clock, &QTimer::timeout, this, &MainWindow::beat);
    showTitle();
    showFolded();
    m_clock.start(250ms);
}

MainWindow::~MainWindow()
{
    m_parts.memory.set(u"geometry"_s, QString::fromLatin1(saveGeometry().toBase64()));
}

void MainWindow::addPages()
{
    m_nav->addPage(tr("Home"), u"home"_s);
    m_nav->addPage(tr("Flows"), u"flows"_s);
    m_nav->addPage(tr("Sources"), u"sources"_s);
    m_nav->addPage(tr("Endpoints"), u"endpoints"_s);
    m_nav->addPage(tr("Store"), u"store"_s);
    m_nav->addPage(tr("Secrets"), u"secrets"_s);
    m_nav->addPage(tr("Logs"), u"logs"_s);
    m_pages->addPage([this] { return makeHome(); });
    m_pages->addPage([this] { return makeFlows(); });
    m_pages->addPage([this] { return makeEntries(core::EndKind::Source); });
    m_pages->addPage([this] { return makeEntries(core::EndKind::Endpoint); });
    m_pages->addPage([this] { return makeStore(); });
    m_pages->addPage([this] { return makeSecrets(); });
    m_pages->addPage(
        [this] { return new LogsPage(m_session, m_parts.log, m_parts.logFile, this); });
    connect(m_nav, &QListWidget::currentRowChanged, this, &MainWindow::showIndex);
    connect(m_nav, &QListWidget::itemClicked, this,
            [this] { showIndex(m_nav->currentRow()); }); // from a page beside the numbered ones too
}

void MainWindow::layOut()
{
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notices);
    m_hintsPlace = new QWidget(this);
    auto *hintsRow = new QVBoxLayout(m_hintsPlace);
    hintsRow->setContentsMargins(kSpace3, kSpace3, kSpace3, 0);
    hintsRow->addWidget(m_hints);
    m_hintsPlace->hide();
    right->addWidget(m_hintsPlace);
    right->addWidget(m_pages, 1);
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
}

void MainWindow::connectPanels()
{
    connect(m_status, &StatusLine::problemsWanted, m_problems, &QWidget::show);
    connect(m_problems, &ProblemsPanel::closeWanted, m_problems, &QWidget::hide);
    connect(m_problems, &ProblemsPanel::flowWanted, this, &MainWindow::showFlow);
    connect(m_problems, &ProblemsPanel::deadLettersWanted, this, &MainWindow::showDeadLetters);
    connect(m_problems, &ProblemsPanel::skipWanted, &m_session, &Session::skipPast);
    connect(m_hints, &HintsStrip::messageWanted, this,
            [this] { flows().samples().chooseNewest(); });
    connect(m_hints, &HintsStrip::storeWanted, this, [this] { showPage(u"store"_s); });
    connect(m_hints, &HintsStrip::sourceWanted, this,
            [this] { showNewEntry(core::EndKind::Source); });
    auto *rehearsal = new Rehearsal(m_session, this);
    connect(m_hints, &HintsStrip::failureWanted, rehearsal, &Rehearsal::begin);
    connect(m_hints, &HintsStrip::fixWanted, rehearsal, &Rehearsal::end);
    connect(rehearsal, &Rehearsal::changed, m_hints, &HintsStrip::setFailing);
    connect(m_hints, &HintsStrip::dismissed, this, [this] {
        m_parts.memory.set(u"hints"_s, false);
        showHints();
    });
}

void MainWindow::connectSession()
{
    m_desk->setOpenEdits({.areThere = [this] { return hasOpenEdits(); },
                          .save = [this] { return saveOpenEdits(); }});
    m_departure->setForShow([this](const QString &flowId) {
        return m_pages->made(kHomePage) && home().preview().owns(flowId);
    });
    connect(&m_session, &Session::workspaceChanged, this, [this] {
        stopOrphans();
        showTitle();
    });
    connect(&m_host, &SessionHost::secretsNotStored, this, &MainWindow::askAboutSecrets);
    connect(&m_host, &SessionHost::flowStarted, this, &MainWindow::showFlow);
    connect(&m_session.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::showTitle);
}

QWidget *MainWindow::makeHome()
{
    auto *home = new HomePage(m_session, m_parts.memory, this);
    connect(home, &HomePage::kept, this, [this](const QString &name) {
        m_session.save(); // kept means kept
        m_parts.memory.set(u"hints"_s, true);
        const core::WorkspaceFlow *flow = m_session.workspace().flow(name);
        showFlow(flow ? flow->id : QString());
        SamplesPanel *samples = &flows().samples();
        connect(samples, &SamplesPanel::firstRow, samples, &SamplesPanel::chooseNewest,
                Qt::SingleShotConnection);
    });
    connect(home, &HomePage::flowWanted, this, &MainWindow::showFlow);
    connect(home, &HomePage::deadLettersWanted, this, &MainWindow::showDeadLetters);
    connect(home, &HomePage::skipWanted, &m_session, &Session::skipPast);
    connect(home, &HomePage::connectWanted, this, [this] { showNewEntry(core::EndKind::Source); });
    connect(home, &HomePage::openWanted, m_desk, &DocumentDesk::open);
    connect(home, &HomePage::fileWanted, m_desk, &DocumentDesk::openFile);
    connect(home, &HomePage::newFlowWanted, this, [this] { showNewFlow({}); });
    connect(home, &HomePage::problemsWanted, m_problems, &QWidget::show);
    connect(home, &HomePage::firstRow, this, &MainWindow::firstRow);
    return home;
}

QWidget *MainWindow::makeFlows()
{
    auto *made = new FlowsPage(m_session, m_parts.log, this);
    made->setArrangement(m_parts.memory.value(u"flows_page"_s).toObject());
    connect(made, &FlowsPage::arrangementChanged, this,
            [this, made] { m_parts.memory.set(u"flows_page"_s, made->arrangement()); });
    connect(made, &FlowsPage::newFlowWanted, this, [this] { showNewFlow({}); });
    connect(made, &FlowsPage::deadLettersWanted, this, &MainWindow::showDeadLetters);
    connect(made, &FlowsPage::sampleDataWanted, this, [this] { home().keep(); });
    connect(&made->samples(), &SamplesPanel::firstRow, this, &MainWindow::firstRow);
    connect(&made->samples(), &SamplesPanel::saved, this,
            [this](const QString &file, const core::Result<void> &done) {
                const QString name = core::visibleText(file, 200);
                m_notices->tell(u"samples_saved"_s, done ? Mark::Passed : Mark::Broken,
                                done
                                    ? tr("The samples are in %1.").arg(name)
                                    : tr("%1 is not written: %2")
                                          .arg(name, core::visibleText(done.error().message, 200)));
            });
    return made;
}

QWidget *MainWindow::makeStore()
{
    auto *made = new StorePage(m_session, this);
    connect(made, &StorePage::newEndpointWanted, this,
            [this] { showNewEntry(core::EndKind::Endpoint); });
    connect(made, &StorePage::flowsWanted, this, [this] { showPage(u"flows"_s); });
    return made;
}

QWidget *MainWindow::makeSecrets()
{
    auto *made = new SecretsPage(m_session, this);
    connect(made, &SecretsPage::entryWanted, this, &MainWindow::showEntry);
    connect(made, &SecretsPage::flowWanted, this, &MainWindow::editFlow);
    connect(made, &SecretsPage::newSourceWanted, this,
            [this] { showNewEntry(core::EndKind::Source); });
    return made;
}

QWidget *MainWindow::makeEntries(core::EndKind kind)
{
    auto *made = new EntriesArea(m_host, kind, this);
    connect(&m_session, &Session::workspaceChanged, made, &EntriesArea::workspaceChanged);
    connect(made, &EntriesArea::flowWanted, this, &MainWindow::showNewFlow);
    return made;
}

FlowsPage &MainWindow::flows()
{
    return *static_cast<FlowsPage *>(m_pages->page(kFlowsPage));
}

HomePage &MainWindow::home()
{
    return *static_cast<HomePage *>(m_pages->page(kHomePage));
}

void MainWindow::showIndex(int page)
{
    m_pages->showPage(page);
    m_parts.memory.set(u"page"_s, page);
    showHints();
}

void MainWindow::showHints()
{
    m_hintsPlace->setVisible(m_nav->currentRow() == kFlowsPage
                             && m_parts.memory.value(u"hints"_s).toBool());
}

void MainWindow::beat()
{
    if (!isVisible() || isMinimized()) {
        return;
    }
    QElapsedTimer cost;
    cost.start();
    ScreenFrame frame{.flows = m_session.engine().snapshot(),
                      .problems = m_session.engine().problems(),
                      .samples = m_session.engine().sampleMemory(),
                      .beat = m_beats++};
    if (m_pages->made(kHomePage)) { // sample data for the eyes counts nowhere
        const PreviewFlow &preview = home().preview();
        std::erase_if(frame.flows, [&](const auto &flow) { return preview.owns(flow.id); });
        std::erase_if(frame.problems, [&](const auto &one) { return preview.owns(one.flowId); });
    }
    if (auto *page = qobject_cast<Page *>(m_pages->currentWidget())) {
        page->beat(frame);
    }
    if (m_problems->isVisible()) {
        m_problems->show(frame.problems);
    }
    showBadges(frame);
    m_status->showFrame(frame);
    if (m_costs.size() < kMostCosts) {
        m_costs.push_back(static_cast<double>(cost.nsecsElapsed()) / 1e6);
    }
}

void MainWindow::showBadges(const ScreenFrame &frame)
{
    m_nav->setBadge(kFlowsPage, static_cast<int>(openProblems(frame.problems)));
    int sources = 0;
    int endpoints = 0;
    for (const core::Finding &finding : m_session.findings()) {
        const bool isError = finding.severity == core::Severity::Error;
        sources += isError && finding.path.startsWith("sources."_L1) ? 1 : 0;
        endpoints += isError && finding.path.startsWith("endpoints."_L1) ? 1 : 0;
    }
    m_nav->setBadge(kSourcesPage, sources);
    m_nav->setBadge(kEndpointsPage, endpoints);
    const std::uint64_t logged = m_parts.log.errors();
    if (m_nav->currentRow() == kLogsPage) {
        m_seenErrors = logged;
    }
    m_nav->setBadge(kLogsPage,
                    static_cast<int>(std::min<std::uint64_t>(logged - m_seenErrors, 1000)));
}

void MainWindow::showFolded()
{
    m_nav->setFolded(m_foldWish.value_or(width() < kNarrow));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose || (!m_desk->hasChanges() && !m_departure->asks())) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    m_desk->whenSaved(tr("The workspace has changes that are not saved."), [this] {
        m_departure->whenFlowsMayStop([this] {
            m_mayClose = true;
            // Not from within this very event: a window that is closing is not closed once more.
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
    });
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_problems->setMostHeight(std::min(kProblemsHeight, height() / 3));
    showFolded();
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_isPainted, true)) {
        // After the children, which are painted within the same turn.
        QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);
    }
}

} // namespace ui
