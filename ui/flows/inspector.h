// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/log_book.h"
#include "ui/session/screen_frame.h"
#include "ui/session/session.h"

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
QT_END_NAMESPACE

namespace ui {

class FlowLog;
class FlowOverview;
class MessageDetail;

/// Beside the list: of the chosen flow everything exact, the message looked at, the definition and
/// what it logged.
class Inspector final : public QWidget
{
    Q_OBJECT

public:
    enum Tab
    {
        Overview,
        Message,
        Config,
        Log
    };

    Inspector(Session &session, core::LogBook &log, QWidget *parent = nullptr);

    void setFlow(const QString &flowId); ///< empty for none
    void beat(const ScreenFrame &frame);
    void showMessage(const core::Sample &sample, const std::optional<core::Sample> &before);
    void showTab(Tab tab);
    /// Alone on the page: with a way back.
    void setAlone(bool alone);

Q_SIGNALS:
    void backWanted();
    void jumpWanted(); ///< to another message
    void deadLettersWanted(const QString &flowId);

private:
    QWidget *makeText(QPlainTextEdit *text, const QString &note);
    const core::WorkspaceFlow *flow() const;

    Session &m_session;
    QString m_flowId;
    QPushButton *m_back;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    FlowOverview *m_overview;
    MessageDetail *m_message;
    QPlainTextEdit *m_config;
    FlowLog *m_log;
};

/// The flow with both its ends as the file has it; secrets are references there.
QString flowYaml(const core::WorkspaceFlow &flow, const core::Workspace &workspace);

} // namespace ui
