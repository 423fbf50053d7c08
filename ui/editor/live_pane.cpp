// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/live_pane.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/editor/columns_offer.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/first_messages.h"
#include "ui/editor/group_panel.h"
#include "ui/editor/picked_name.h"
#include "ui/editor/record_question.h"
#include "ui/editor/stage_list.h"
#include "ui/editor/topic_list.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr int kPreviewCount = 5;
constexpr auto kPreviewTime = 30s;
constexpr auto kTypingPause = 1s;

QString timeNow()
{
    return QLocale().toString(QTime::currentTime(), u"HH:mm:ss"_s);
}

} // namespace

LivePane::LivePane(EditorHost &host, core::EndKind kind, QWidget *parent)
    : QWidget(parent), m_host(host), m_kind(kind), m_runner(host.probe()),
      m_status(new PlainLabel({}, TextRole::Secondary, this)), m_stages(new StageList(this)),
      m_send(makeButton(tr("Send a test record…"), ButtonRole::Plain, this)),
      m_topics(new TopicList(this)), m_topicRule(new Rule(Qt::Horizontal, this)),
      m_group(new GroupPanel(this)), m_groupRule(new Rule(Qt::Horizontal, this)),
      m_messages(new FirstMessages(this)), m_columns(new ColumnsOffer(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(makeContent());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(new Rule(Qt::Vertical, this));
    row->addWidget(scroll, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connectRunner();
}

QWidget *LivePane::makeContent()
{
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace2);
    head->setSpacing(kSpace3);
    head->addWidget(new PlainLabel(tr("Connection test"), TextRole::Heading, this));
    head->addWidget(m_status, 1);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_stages);
    auto *sending = new QHBoxLayout;
    sending->setContentsMargins(kSpace4, kSpace2, kSpace4, 0);
    sending->addWidget(m_send);
    sending->addStretch(1);
    column->addLayout(sending);
    column->addSpacing(kSpace3);
    column->addWidget(m_topicRule);
    column->addWidget(m_topics);
    if (m_kind == core::EndKind::Source) {
        column->addWidget(new Rule(Qt::Horizontal, this));
    }
    column->addWidget(m_messages);
    column->addWidget(m_columns);
    column->addWidget(m_groupRule);
    column->addWidget(m_group);
    m_messages->setVisible(m_kind == core::EndKind::Source);
    column->addStretch(1);
    return content;
}

void LivePane::connectRunner()
{
    connect(&m_pause, &QTimer::timeout, this, &LivePane::reach);
    connect(&m_runner, &ProbeRunner::stageArrived, this, &LivePane::showStage);
    connect(&m_runner, &ProbeRunner::testEnded, this, &LivePane::endTest);
    connect(&m_runner, &ProbeRunner::messageArrived, m_messages, &FirstMessages::add);
    connect(&m_runner, &ProbeRunner::messageArrived, m_columns, &ColumnsOffer::take);
    connect(m_columns, &ColumnsOffer::declared, this, &LivePane::fieldChosen);
    connect(&m_runner, &ProbeRunner::previewEnded, m_messages, &FirstMessages::end);
    connect(m_messages, &FirstMessages::stopped, this, [this] {
        m_runner.cancelPreview();
        m_messages->end();
    });
    connect(&m_runner, &ProbeRunner::listingArrived, this,
            [this](const core::BrowseListing &listing) {
                m_catalog.setListing(listing);
                m_topics->setListing(listing);
            });
    connect(&m_runner, &ProbeRunner::listingFailed, this, [this](const core::Error &error) {
        m_catalog.setFailure(core::visibleText(error.message, 200));
        m_topics->setNote(tr("No list from the server: %1. A name can be typed anyway.")
                              .arg(core::visibleText(error.message, 200)));
    });
    connect(&m_runner, &ProbeRunner::filesChecked, this, [this](const core::Findings &findings) {
        if (m_model) {
            m_model->setForeignFindings(u"files"_s, findings);
        }
    });
    connect(&m_runner, &ProbeRunner::groupArrived, m_group, &GroupPanel::setGroup);
    connect(&m_runner, &ProbeRunner::groupFailed, m_group, &GroupPanel::setFailure);
    connect(m_group, &GroupPanel::looked, this, [this] { askGroup({}); });
    connect(m_group, &GroupPanel::resetWanted, this, &LivePane::askGroup);
    connect(&m_catalog, &BrowseCatalog::requested, this, &LivePane::browse);
    connect(m_topics, &TopicList::chosen, this, [this](const QString &name) {
        if (m_model) {
            putPicked(*m_model, name);
        }
    });
    connect(m_send, &QPushButton::clicked, this,
            [this] { askForRecord(this, m_targets, [this] { Q_EMIT recordAgreed(); }); });
    connect(m_stages, &StageList::fieldChosen, this, &LivePane::fieldChosen);
    connect(m_stages, &StageList::proposalChosen, this, &LivePane::accept);
}

void LivePane::watch(FormModel *model, const QString &type, const QString &entry)
{
    cancel();
    if (m_model) {
        m_model->disconnect(this);
    }
    m_model = model;
    m_type = type;
    m_targets =
        m_kind == core::EndKind::Endpoint ? m_host.workspace().targetsAt(entry) : QStringList();
    m_send->setVisible(canSend());
    m_send->setEnabled(!m_targets.isEmpty());
    setPlainToolTip(m_send,
                    m_targets.isEmpty() ? tr("No flow writes to this endpoint yet") : QString());
    m_stages->showMessages(m_kind == core::EndKind::Source);
    m_catalog.forget();
    m_stages->clear();
    m_messages->clear();
    m_columns->watch(model);
    m_status->setText(tr("Not tested yet"));
    m_topics->setNote(tr("The server's list appears here once the test passes."));
    m_topics->setVisible(canBrowse());
    m_topicRule->setVisible(canBrowse());
    m_group->setReaders(core::readersOf(m_host.workspace(), m_host.registry(), {.entry = entry}));
    m_group->setNote(tr("Members and positions appear here once the test passes."));
    m_group->setVisible(canGroup());
    m_groupRule->setVisible(canGroup());
    if (model) {
        connect(model, &FormModel::valueChanged, this, &LivePane::handleEdit);
    }
}

core::FlowEnd LivePane::end(bool withSecrets) const
{
    return core::FlowEnd{.type = m_type,
                         .config = withSecrets ? m_model->configWithSecrets() : m_model->config(),
                         .target = m_targets.value(0)};
}

void LivePane::handleEdit(const QString &key)
{
    const bool wasTesting = m_runner.isTesting();
    m_runner.cancelTest();
    if (m_runner.isPreviewing()) {
        m_runner.cancelPreview();
        m_messages->end();
    }
    if (key != browseField()) {
        m_catalog.forget(); // it may be another server now
    }
    m_runner.cancelGroup();
    m_group->setNote(tr("Members and positions appear here once the test passes."));
    if (wasTesting) {
        m_status->setText(tr("Stopped: the settings changed"));
        m_stages->end();
        Q_EMIT testingChanged();
    }
    m_pause.start();
}

bool LivePane::canReach() const
{
    return m_model
        && std::all_of(m_model->fields().begin(), m_model->fields().end(),
                       [this](const FormField &field) {
                           const bool counts = field.spec->heading == core::Heading::Connection
                               && m_model->isShown(field.key) && m_model->isRequired(field.key)
                               && !*field.spec->browse;
                           return !counts || !m_model->text(field.key).isEmpty();
                       });
}

/// What can be known without signing in.
void LivePane::reach()
{
    if (!m_model) {
        return;
    }
    m_runner.checkFiles(m_model->config(), m_model->role());
    if (!canReach()) {
        return;
    }
    m_isFull = false;
    m_failed = false;
    m_status->setText(tr("Looking for the server…"));
    m_stages->begin(core::StageId::Connect);
    m_runner.test(m_kind, end(false), core::StageId::Connect);
}

void LivePane::test(Writing writing)
{
    if (!m_model) {
        return;
    }
    m_pause.stop();
    m_runner.cancelPreview();
    m_messages->clear();
    m_isFull = true;
    m_failed = false;
    m_model->setForeignFindings(u"test"_s, {});
    m_status->setText(tr("Running…"));
    const bool sends = writing == Writing::TestRecord;
    m_stages->showMessages(sends || m_kind == core::EndKind::Source);
    m_stages->begin(core::StageId::Message);
    m_runner.test(m_kind, end(true), core::StageId::Message,
                  {.targets = m_targets, .sends = sends});
    Q_EMIT testingChanged();
}

void LivePane::cancel()
{
    m_pause.stop();
    const bool wasTesting = isTesting();
    m_runner.cancelAll();
    if (m_catalog.state() == BrowseCatalog::State::Loading) {
        m_catalog.forget();
    }
    if (wasTesting) {
        m_status->setText(tr("Stopped"));
        m_stages->end();
        Q_EMIT testingChanged();
    }
}

void LivePane::showStage(const core::TestStage &stage)
{
    m_stages->add(stage, labelOf(stage.field));
    if (stage.state != core::StageState::Failed) {
        return;
    }
    m_failed = true;
    if (m_isFull && !stage.field.isEmpty()) {
        m_model->setForeignFindings(u"test"_s,
                                    {core::Finding{.code = stage.code,
                                                   .path = stage.field,
                                                   .message = core::visibleText(stage.message, 300),
                                                   .fix = core::visibleText(stage.fix, 300)}});
    }
}

void LivePane::endTest()
{
    m_stages->end();
    if (!m_isFull) {
        m_status->setText(m_failed ? tr("Not reached") : tr("Reached; not signed in"));
        return;
    }
    m_status->setText(m_failed ? tr("Failed at %1").arg(timeNow())
                               : tr("Passed at %1").arg(timeNow()));
    if (!m_failed) {
        if (canBrowse()) {
            browse();
        }
        if (canGroup()) {
            askGroup({});
        }
        showPreview();
    }
    Q_EMIT testingChanged();
}

void LivePane::showPreview()
{
    if (m_kind == core::EndKind::Source) {
        m_columns->clear();
        m_messages->begin(kPreviewCount, kPreviewTime);
        m_runner.preview(end(true), kPreviewCount, kPreviewTime);
    }
}

void LivePane::browse()
{
    if (m_model && canBrowse()) {
        m_catalog.setLoading();
        m_topics->setNote(tr("Asking the server…"));
        m_runner.browse(m_kind, end(true));
    }
}

void LivePane::askGroup(const std::optional<core::GroupReset> &reset)
{
    if (m_model && canGroup()) {
        m_group->setAsking();
        m_runner.group(end(true), {.flowId = m_group->flowId(), .baseFolder = {}, .reset = reset});
    }
}

bool LivePane::canGroup() const
{
    const core::SourceType *source = m_host.registry().source(m_type);
    return m_kind == core::EndKind::Source && source && source->group;
}

bool LivePane::canSend() const
{
    const core::EndpointType *endpoint = m_host.registry().endpoint(m_type);
    return m_kind == core::EndKind::Endpoint && endpoint && endpoint->testSends;
}

bool LivePane::canBrowse() const
{
    const core::SourceType *source = m_host.registry().source(m_type);
    const core::EndpointType *endpoint = m_host.registry().endpoint(m_type);
    const bool offers =
        m_kind == core::EndKind::Source ? source && source->browse : endpoint && endpoint->browse;
    return offers && !browseField().isEmpty();
}

QString LivePane::browseField() const
{
    return m_model ? browseFieldOf(*m_model) : QString();
}

/// Takes what the server offers and tries it at once: that is what was pressed for.
void LivePane::accept(const core::Proposal &proposal)
{
    if (m_model) {
        m_model->setText(proposal.field, proposal.value);
        test();
    }
}

QString LivePane::labelOf(const QString &key) const
{
    const QString row = key.section(u'[', 0, 0);
    const auto found = std::find_if(m_model->fields().begin(), m_model->fields().end(),
                                    [&row](const FormField &field) { return field.key == row; });
    return found == m_model->fields().end() ? QString() : core::text(found->spec->label);
}

} // namespace ui
