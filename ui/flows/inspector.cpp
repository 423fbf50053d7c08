// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/inspector.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/flows/flow_overview.h"
#include "ui/logs/flow_log.h"
#include "ui/samples/message_detail.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

void setIfNew(QPlainTextEdit &edit, const QString &text)
{
    if (edit.toPlainText() != text) { // keeps the place of whoever reads
        edit.setPlainText(text);
    }
}

} // namespace

QString flowYaml(const core::WorkspaceFlow &flow, const core::Workspace &workspace)
{
    core::Workspace part{.name = workspace.name, .flows = {flow}};
    if (const core::WorkspaceEntry *origin = workspace.originOf(flow)) {
        (flow.from.isEndpoint ? part.endpoints : part.sources).push_back(*origin);
    }
    for (const core::FlowReference &to : flow.to) {
        const core::WorkspaceEntry *endpoint = workspace.endpoint(to.entry);
        if (endpoint && !part.endpoint(to.entry)) { // it may be read, too
            part.endpoints.push_back(*endpoint);
        }
    }
    return QString::fromUtf8(core::writeWorkspace(part));
}

Inspector::Inspector(Session &session, core::LogBook &log, QWidget *parent)
    : QWidget(parent), m_session(session),
      m_back(makeButton(tr("Back to the flows"), ButtonRole::Link, this)),
      m_tabs(new QTabBar(this)), m_pages(new QStackedWidget(this)),
      m_overview(new FlowOverview(this)), m_message(new MessageDetail(this)),
      m_config(new QPlainTextEdit(this)), m_log(new FlowLog(log, this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("What is shown of the flow"));
    for (const QString &name : {tr("Overview"), tr("Message"), tr("Config"), tr("Log")}) {
        m_tabs->addTab(name);
    }
    m_config->setReadOnly(true);
    m_config->setFrameShape(QFrame::NoFrame);
    m_config->setFont(monoFont());
    m_config->setWordWrapMode(QTextOption::WrapAnywhere);
    m_config->setAccessibleName(tr("Definition of the flow"));
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_message);
    m_pages->addWidget(makeText(m_config, tr("As the file has it. Secrets are references.")));
    m_pages->addWidget(makeText(m_log, tr("What the flow said since the program was started.")));
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_back, &QPushButton::clicked, this, &Inspector::backWanted);
    m_back->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addWidget(m_tabs);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(m_pages, 1);
    connect(m_message, &MessageDetail::jumpWanted, this, &Inspector::jumpWanted);
    connect(m_overview, &FlowOverview::skipWanted, &m_session,
            [this](const core::LanePlace &place) { m_session.skipPast(m_flowId, place); });
    connect(m_overview, &FlowOverview::deadLettersWanted, this,
            [this] { Q_EMIT deadLettersWanted(m_flowId); });
}

QWidget *Inspector::makeText(QPlainTextEdit *text, const QString &note)
{
    auto *page = new QWidget(this);
    auto *copy = makeButton(tr("Copy"), ButtonRole::Plain, page);
    connect(copy, &QPushButton::clicked, text,
            [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    auto *foot = new QHBoxLayout;
    foot->addWidget(new PlainLabel(note, TextRole::Secondary, page, Wrap::Yes), 1);
    foot->addWidget(copy);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    column->addWidget(text, 1);
    column->addLayout(foot);
    return page;
}

const core::WorkspaceFlow *Inspector::flow() const
{
    for (const core::WorkspaceFlow &one : m_session.workspace().flows) {
        if (one.id == m_flowId) {
            return &one;
        }
    }
    return nullptr;
}

void Inspector::setFlow(const QString &flowId)
{
    if (flowId != m_flowId) {
        m_message->clear();
    }
    m_flowId = flowId;
    const core::WorkspaceFlow *chosen = flow();
    m_log->setFlow(chosen ? chosen->name : QString());
    if (chosen) {
        m_overview->setFlow(*chosen, m_session.workspace(), m_session.registry());
        setIfNew(*m_config, flowYaml(*chosen, m_session.workspace()));
    } else {
        m_config->clear();
    }
}

void Inspector::beat(const ScreenFrame &frame)
{
    switch (m_tabs->currentIndex()) {
    case Overview:
        m_overview->show(
            frame.flow(m_flowId),
            m_session.engine().samples(m_flowId, std::numeric_limits<std::uint64_t>::max(), 0),
            QDateTime::currentMSecsSinceEpoch());
        break;
    case Log: m_log->take(); break;
    default: break;
    }
}

void Inspector::showMessage(const core::Sample &sample, const std::optional<core::Sample> &before)
{
    m_message->show(sample, before);
    showTab(Message);
}

void Inspector::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void Inspector::setAlone(bool alone)
{
    m_back->setVisible(alone);
}

} // namespace ui
