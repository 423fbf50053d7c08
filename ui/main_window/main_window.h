// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flows/flows_page.h"
#include "ui/session_host/session_host.h"

#include <QMainWindow>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QListWidget;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class FlowPage;
class ProblemsPanel;
class StatusLine;

/// Menu, navigation, the pages and the bar that says how honest the screen is. Its clock beats four
/// times a second while the window is seen. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Session &session, SessionHost &host, QWidget *parent = nullptr);

    /// "flows", "samples", "problems", "sources", "endpoints", "flow-editor",
    /// "source-editor[:TYPE[:basic|advanced]]" and "endpoint-editor…"; false for others.
    bool showPage(const QString &name);
    FlowsPage &flows() { return *m_flows; }
    const std::vector<double> &beatCosts() const { return m_costs; } ///< milliseconds

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeMenus();
    QWidget *area(int page);
    bool showEditor(int page, const QStringList &parts);
    void showNewFlow(const QString &source);
    void showIndex(int page);
    void beat();
    void open();
    void save();
    void saveAs();
    void showFailure(const QString &what, const core::Error &error);
    void showTitle();

    Session &m_session;
    SessionHost &m_host;
    QListWidget *m_nav;
    QStackedWidget *m_pages;
    FlowsPage *m_flows;
    ProblemsPanel *m_problems;
    QWidget *m_areas[3] = {};
    FlowPage *m_flowPage = nullptr; ///< made when first asked for
    bool m_closeOnceSaved = false;
    StatusLine *m_status;
    QTimer m_clock;
    std::uint64_t m_beats = 0;
    std::vector<double> m_costs;
};

} // namespace ui
