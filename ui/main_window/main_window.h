// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/log_book.h"
#include "ui/flows/flows_page.h"
#include "ui/main_window/action_list.h"
#include "ui/session/memory.h"
#include "ui/session_host/session_host.h"

#include <QMainWindow>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace ui {

class CommandPalette;
class DeadLettersPage;
class Departure;
class DocumentDesk;
class EntriesArea;
class FlowPage;
class HintsStrip;
class HomePage;
class Navigation;
class NoticeBar;
class PageStack;
class ProblemsPanel;
class StatusLine;

/// What the window uses beside the session; outlives it.
struct WindowParts
{
    Memory &memory;
    core::LogBook &log;
    QString logFile = {}; ///< to tell where the log goes besides
    QString weirctl = {}; ///< the program that goes on without a window; empty where there is none
    QString weirctlLog = {}; ///< what it says meanwhile
};

/// Menu, navigation, the pages and the bar that says how honest the screen is. Its clock beats four
/// times a second while the window is seen. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Session &session, SessionHost &host, WindowParts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// "home", "flows", "samples", "dead-letters", "problems", "sources", "endpoints", "store",
    /// "secrets", "logs", "flow-editor", "palette", "source-editor[:TYPE[:basic|advanced]]" and
    /// "endpoint-editor…"; false for others.
    bool showPage(const QString &name);
    void openFile(const QString &file);
    /// Another document comes in the place of this one, once nothing would be lost.
    void openInstead(const std::function<void()> &open);
    /// The page that was open last time.
    void showRememberedPage();
    FlowsPage &flows();
    HomePage &home();
    const ActionList &actionList() const { return m_actions; }
    Navigation &navigation() { return *m_nav; }
    NoticeBar &notices() { return *m_notices; }
    CommandPalette &palette() { return *m_palette; }
    const std::vector<double> &beatCosts() const { return m_costs; } ///< milliseconds

Q_SIGNALS:
    void painted(); ///< once, when everything stood on the screen for the first time
    void firstRow(); ///< a message is seen
    void desktopColoursWanted(); ///< from now on, in place of chosen ones

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // main_window.cpp
    void layOut();
    void addPages();
    void connectSession();
    void connectPanels();
    QWidget *makeHome();
    QWidget *makeFlows();
    QWidget *makeStore();
    QWidget *makeSecrets();
    QWidget *makeEntries(core::EndKind kind);
    void showIndex(int page);
    void beat();
    void showBadges(const ScreenFrame &frame);
    void showFolded();
    void showHints();

    // window_actions.cpp
    void makeActions();
    void makeFileActions();
    void makeViewActions();
    void makeColourActions();
    void makeFlowActions();
    void makeHelpActions();
    void makeMenus();
    void fillRecent(QMenu *menu);
    void openPalette();
    void useScheme(const QString &name);

    // window_pages.cpp
    bool showEditor(int page, const QStringList &parts);
    FlowPage &flowPage();
    void showNewFlow(const QString &source);
    void editFlow(const QString &name);
    void showNewEntry(core::EndKind kind);
    void showEntry(core::EndKind kind, const QString &name);
    void showFlow(const QString &flowId);
    void showDeadLetters(const QString &flowId);

    // window_files.cpp
    void askAboutSecrets(const QString &why);
    void showTitle();
    void stopOrphans();
    bool hasOpenEdits() const;
    bool saveOpenEdits();
    EntriesArea *entries(int page) const;

    Session &m_session;
    SessionHost &m_host;
    WindowParts m_parts;
    ActionList m_actions;
    Navigation *m_nav;
    PageStack *m_pages;
    NoticeBar *m_notices;
    HintsStrip *m_hints;
    QWidget *m_hintsPlace = nullptr;
    ProblemsPanel *m_problems;
    StatusLine *m_status;
    CommandPalette *m_palette;
    DocumentDesk *m_desk;
    Departure *m_departure;
    FlowPage *m_flowPage = nullptr; ///< made when first asked for
    DeadLettersPage *m_deadLetters = nullptr; ///< likewise
    bool m_mayClose = false; ///< the person was asked
    bool m_isPainted = false;
    std::optional<bool> m_foldWish; ///< of the navigation; none: by the window's width
    QTimer m_clock;
    std::uint64_t m_beats = 0;
    std::uint64_t m_seenErrors = 0; ///< of the log
    std::vector<double> m_costs;
};

} // namespace ui
