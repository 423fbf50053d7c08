// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/preview_flow.h"
#include "ui/session/memory.h"
#include "ui/session/screen_frame.h"

namespace ui {

class FirstRun;
class Overview;
class RecentCard;

/// The first page: sample data that moves while nothing flows yet, else how all flows are. The
/// sample data is made only while the page is on the screen. GUI thread.
class HomePage final : public Page
{
    Q_OBJECT

public:
    HomePage(Session &session, Memory &memory, QWidget *parent = nullptr);

    void beat(const ScreenFrame &frame) override;
    void enter() override;
    void leave() override;

    const PreviewFlow &preview() const { return m_preview; }
    FirstRun *firstRun() const { return m_firstRun; }
    Overview *overview() const { return m_overview; }
    bool isFirstRun() const;

public Q_SLOTS:
    void keep(); ///< the sample data as a flow of the document

Q_SIGNALS:
    void kept(const QString &flow);
    void flowWanted(const QString &flowId);
    void deadLettersWanted(const QString &flowId);
    void skipWanted(const QString &flowId, const core::LanePlace &place);
    void connectWanted();
    void openWanted();
    void fileWanted(const QString &file);
    void newFlowWanted();
    void problemsWanted();
    void firstRow();

private:
    void showWorkspace();
    void showPreview();

    Session &m_session;
    Memory &m_memory;
    PreviewFlow m_preview;
    FirstRun *m_firstRun;
    Overview *m_overview;
    RecentCard *m_recent;
    bool m_isInFront = false;
};

} // namespace ui
