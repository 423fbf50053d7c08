// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/flow_page.h"

#include "core/support/text.h"
#include "core/workspace/flow_config.h"
#include "ui/common/card.h"
#include "ui/common/question.h"
#include "ui/common/theme.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/name_row.h"
#include "ui/editor/reading_part.h"
#include "ui/editor/reading_topics.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kWidest = 820; ///< longer lines are hard to read

QStringList namesOf(const std::vector<core::WorkspaceEntry> &entries)
{
    QStringList names;
    for (const core::WorkspaceEntry &entry : entries) {
        names.append(entry.name);
    }
    return names;
}

core::ConfigBox boxOf(const core::WorkspaceFlow &flow)
{
    core::ConfigBox box(core::FlowConfig::schema());
    box.as<core::FlowConfig>() = core::toFlowConfig(flow);
    return box;
}

core::Finding unknownName(const QString &path, const QString &message)
{
    return core::Finding{.code = u"flow.reference.unknown"_s, .path = path, .message = message};
}

} // namespace

FlowPage::FlowPage(EditorHost &host, QWidget *parent)
    : QWidget(parent), m_host(host), m_title(new PlainLabel({}, TextRole::Title, this)),
      m_topics(new ReadingTopics(host, this))
{
    m_context.catalog = &m_topics->catalog();
    auto *column = new QVBoxLayout;
    column->setSpacing(kSpace3);
    column->addWidget(m_title);
    column->addWidget(makeCard(), 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    row->addLayout(column, 1);
    row->addWidget(m_topics);
    row->addStretch(0);
}

FlowPage::~FlowPage()
{
    forget();
}

QWidget *FlowPage::makeCard()
{
    auto *card = new Card(this);
    card->setMaximumWidth(kWidest);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Plain, card);
    auto *save = makeButton(tr("Save"), ButtonRole::Plain, card);
    auto *start = makeButton(tr("Save and start"), ButtonRole::Primary, card);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
    footer->setSpacing(kSpace2);
    footer->addWidget(cancel);
    footer->addStretch(1);
    footer->addWidget(save);
    footer->addWidget(start);
    m_place = new QVBoxLayout;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(m_place, 1);
    column->addWidget(new Rule(Qt::Horizontal, card));
    column->addLayout(footer);
    connect(cancel, &QPushButton::clicked, this, &FlowPage::askCancel);
    connect(save, &QPushButton::clicked, this, [this] {
        if (this->save()) {
            Q_EMIT closed();
        }
    });
    connect(start, &QPushButton::clicked, this, &FlowPage::saveAndStart);
    return card;
}

void FlowPage::forget()
{
    m_topics->watch(nullptr, {});
    m_reading.reset();
    delete m_form; // its editors use the model
    m_form = nullptr;
    m_name = nullptr;
    m_model.reset();
}

void FlowPage::openNew(const QString &source)
{
    const core::Workspace &workspace = m_host.workspace();
    const QString from =
        source.isEmpty() && !workspace.sources.empty() ? workspace.sources.front().name : source;
    core::Workspace scratch = workspace; // only to learn the name of what would be made
    core::WorkspaceFlow flow{.name = freeFlowName(workspace, from), .from = {.entry = from}};
    flow.to.push_back({.entry = someEndpoint(scratch, m_host.registry())});
    show(flow, {});
}

bool FlowPage::openFlow(const QString &name)
{
    const core::WorkspaceFlow *flow = m_host.workspace().flow(name);
    if (flow) {
        show(*flow, name);
    }
    return flow;
}

void FlowPage::show(const core::WorkspaceFlow &flow, const QString &before)
{
    forget();
    m_before = before;
    QStringList endpoints = namesOf(m_host.workspace().endpoints);
    if (endpoints.isEmpty() && !flow.to.empty()) {
        endpoints.append(flow.to.front().entry);
    }
    m_context.names = {{u"source"_s, namesOf(m_host.workspace().sources)},
                       {u"readable"_s, ReadingPart::readable(m_host)},
                       {u"endpoint"_s, endpoints}};
    m_model = std::make_unique<FormModel>(boxOf(flow), core::Role::Both);
    m_form = new SchemaForm(*m_model, m_context, this);
    m_name = new NameRow(tr("What the list of flows and the file call it."),
                         [this](const QString &name) {
                             return flowNameProblem(m_host.workspace(), m_before, name);
                         });
    m_name->setName(flow.name);
    m_name->setLabelWidth(m_form->labelWidth());
    m_form->page(core::Tab::Basic)->addAbove(m_name);
    m_place->addWidget(m_form);
    m_reading = std::make_unique<ReadingPart>(m_host, *m_model, *m_form, m_context, flow.from);
    m_reading->placeSecrets(flow.name);
    const auto showTopics = [this](const QString &endpoint) {
        m_topics->watch(m_reading->model(), endpoint);
    };
    connect(m_reading.get(), &ReadingPart::readingChanged, this, showTopics);
    showTopics(flow.from.isEndpoint ? flow.from.entry : QString());
    connect(m_name, &NameRow::nameChanged, m_reading.get(),
            [this] { m_reading->placeSecrets(m_name->name()); });
    m_title->setText(before.isEmpty() ? tr("New flow")
                                      : tr("Flow %1").arg(core::visibleText(before, 64)));
    m_name->setFocus(Qt::OtherFocusReason);
}

void FlowPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_topics->setFixedWidth(LivePane::widthBeside(width())); // as beside an entry's form
}

void FlowPage::setTab(core::Tab tab)
{
    if (m_form) {
        m_form->setTab(tab);
    }
}

bool FlowPage::isDirty() const
{
    return m_model && (m_model->isDirty() || m_name->isEdited() || m_reading->isDirty());
}

void FlowPage::cancel()
{
    forget();
    Q_EMIT closed();
}

void FlowPage::askCancel()
{
    if (!isDirty()) {
        cancel();
        return;
    }
    ask(this,
        {.text = tr("What was changed here is not saved yet."),
         .first = tr("Save"),
         .onFirst =
             [this] {
                 if (save()) {
                     Q_EMIT closed();
                 }
             },
         .second = tr("Discard"),
         .onSecond = [this] { cancel(); }});
}

bool FlowPage::knowsItsEnds(const core::Workspace &workspace, const core::WorkspaceFlow &flow)
{
    core::Findings findings;
    if (!workspace.originOf(flow)) {
        findings.push_back(
            flow.from.isEndpoint
                ? unknownName(u"from.endpoint"_s, tr("There is no endpoint of this name"))
                : unknownName(u"from.source"_s, tr("There is no source of this name")));
    } else if (flow.from.isEndpoint && flow.from.reading.isEmpty()) {
        findings.push_back(
            unknownName(u"from.endpoint"_s, tr("Endpoints of this type cannot be read")));
    }
    for (std::size_t index = 0; index < flow.to.size(); ++index) {
        if (!workspace.endpoint(flow.to[index].entry)) {
            findings.push_back(unknownName(u"to[%1].endpoint"_s.arg(index),
                                           tr("There is no endpoint of this name")));
        }
    }
    m_model->setForeignFindings(u"ends"_s, findings);
    if (!findings.empty()) {
        m_form->focusField(findings.front().path);
    }
    return findings.empty();
}

bool FlowPage::put(core::Workspace &workspace)
{
    if (!m_model || !m_name->accept() || m_form->focusFirstError()) {
        return false;
    }
    if (m_reading->focusFirstError()) {
        return false;
    }
    core::WorkspaceFlow flow =
        core::toWorkspaceFlow(m_name->name(), m_model->config().as<core::FlowConfig>());
    flow.from = m_reading->origin();
    if (workspace.endpoints.empty()) {
        someEndpoint(workspace, m_host.registry());
    }
    if (!knowsItsEnds(workspace, flow)) {
        return false;
    }
    putFlow(workspace, m_before, std::move(flow));
    return true;
}

bool FlowPage::save()
{
    core::Workspace workspace = m_host.workspace();
    if (!put(workspace)) {
        return false;
    }
    m_host.changeWorkspace(std::move(workspace), tr("Save %1").arg(m_name->name()));
    m_host.keepSecrets(m_reading->secrets());
    m_before = m_name->name();
    m_model->accept();
    m_reading->accept();
    return true;
}

void FlowPage::saveAndStart()
{
    if (save()) {
        m_host.startFlow(m_before);
        Q_EMIT closed();
    }
}

} // namespace ui
