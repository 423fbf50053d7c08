// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_page.h"

#include "ui/common/colors.h"
#include "ui/home/first_run.h"
#include "ui/home/overview.h"
#include "ui/home/recent_card.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr auto kPreviewKey = "home_preview"_L1;
constexpr int kWidest = 980;

} // namespace

HomePage::HomePage(Session &session, Memory &memory, QWidget *parent)
    : Page(parent), m_session(session), m_memory(memory), m_preview(session),
      m_firstRun(new FirstRun(m_preview, this)), m_overview(new Overview(session, this)),
      m_recent(new RecentCard(memory, this))
{
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    content->setMaximumWidth(kWidest);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    // No stack: that would be as high as its highest page.
    column->addWidget(m_firstRun);
    column->addWidget(m_overview);
    column->addWidget(m_recent);
    column->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    area->setFocusPolicy(Qt::NoFocus);
    area->setAccessibleName(tr("Home"));
    area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    m_firstRun->live()->setOn(memory.value(kPreviewKey).toBool(true));
    connect(m_firstRun->live(), &LiveCard::switched, this, [this](bool on) {
        m_memory.set(kPreviewKey, on);
        showPreview();
    });
    connect(m_firstRun->live(), &LiveCard::firstRow, this, &HomePage::firstRow);
    connect(m_firstRun, &FirstRun::keepWanted, this, &HomePage::keep);
    connect(m_firstRun, &FirstRun::connectWanted, this, &HomePage::connectWanted);
    connect(m_firstRun, &FirstRun::openWanted, this, &HomePage::openWanted);
    connect(m_overview, &Overview::flowWanted, this, &HomePage::flowWanted);
    connect(m_overview, &Overview::deadLettersWanted, this, &HomePage::deadLettersWanted);
    connect(m_overview, &Overview::skipWanted, this, &HomePage::skipWanted);
    connect(m_overview, &Overview::newFlowWanted, this, &HomePage::newFlowWanted);
    connect(m_overview, &Overview::problemsWanted, this, &HomePage::problemsWanted);
    connect(m_recent, &RecentCard::fileWanted, this, &HomePage::fileWanted);
    connect(&session, &Session::workspaceChanged, this, &HomePage::showWorkspace);
    showWorkspace();
}

bool HomePage::isFirstRun() const
{
    return m_session.workspace().flows.empty();
}

void HomePage::showWorkspace()
{
    const core::Workspace &workspace = m_session.workspace();
    m_overview->showWorkspace();
    m_recent->setOpenFile(workspace.file);
    m_firstRun->setVisible(isFirstRun());
    m_overview->setVisible(!isFirstRun());
    showPreview();
}

void HomePage::showPreview()
{
    if (m_isInFront && isFirstRun() && m_firstRun->live()->isOn()) {
        m_preview.start();
    } else {
        m_preview.stop();
    }
}

void HomePage::enter()
{
    m_isInFront = true;
    showPreview();
    if (isFirstRun()) {
        m_firstRun->keepButton()->setFocus(Qt::OtherFocusReason); // Enter keeps
    }
}

void HomePage::leave()
{
    m_isInFront = false;
    showPreview();
}

void HomePage::keep()
{
    const QString flow = m_preview.keep();
    if (!flow.isEmpty()) {
        Q_EMIT kept(flow);
    }
}

void HomePage::beat(const ScreenFrame &frame)
{
    if (isFirstRun()) {
        m_firstRun->live()->beat();
    } else {
        m_overview->beat(frame);
    }
}

} // namespace ui
