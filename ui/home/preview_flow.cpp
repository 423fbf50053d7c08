// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/preview_flow.h"

#include "ui/editor/entry_edits.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

const QString &generatorType()
{
    static const QString kType = u"stream_generator"_s;
    return kType;
}

/// The name of a store among the endpoints; made where there is none. Empty: none is built in.
QString storeOf(core::Workspace &workspace, const core::Registry &registry)
{
    const QString type = u"store"_s;
    for (const core::WorkspaceEntry &endpoint : workspace.endpoints) {
        if (endpoint.type == type && !endpoint.config.isEmpty()) {
            return endpoint.name;
        }
    }
    core::Workspace scratch;
    if (someEndpoint(scratch, registry).isEmpty()) {
        return {};
    }
    core::WorkspaceEntry store = scratch.endpoints.front();
    store.name = freeEntryName(workspace, core::EndKind::Endpoint, store.name);
    const QString name = store.name;
    workspace.endpoints.push_back(std::move(store));
    return name;
}

} // namespace

PreviewFlow::PreviewFlow(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_shape(shapes().front())
{
    m_tidying.setInterval(250ms);
    connect(&m_tidying, &QTimer::timeout, this, &PreviewFlow::tidy);
}

PreviewFlow::~PreviewFlow()
{
    stop();
}

QStringList PreviewFlow::shapes()
{
    return {u"iot"_s, u"user_logins"_s, u"devops"_s};
}

void PreviewFlow::setShape(const QString &shape)
{
    if (shape == m_shape || !shapes().contains(shape)) {
        return;
    }
    const bool goesOn = isRunning();
    stop();
    m_shape = shape;
    if (goesOn) {
        start();
    }
}

/// 20 messages a second.
std::optional<core::ConfigBox> PreviewFlow::generatorConfig() const
{
    const core::SourceType *type = m_session.registry().source(generatorType());
    if (!type) {
        return std::nullopt;
    }
    core::ConfigBox config(type->schema);
    core::Findings findings = core::writeField(config, u"template"_s, core::Node::scalar(m_shape));
    const core::Findings more =
        core::writeField(config, u"interval"_s, core::Node::scalar(u"50ms"_s));
    findings.insert(findings.end(), more.begin(), more.end());
    return core::hasErrors(findings) ? std::nullopt : std::optional(config);
}

void PreviewFlow::start()
{
    const std::optional<core::ConfigBox> config = generatorConfig();
    const core::EndpointType *discard = m_session.registry().endpoint(u"discard"_s);
    if (isRunning() || !config || !discard) {
        return;
    }
    m_id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    core::FlowDefinition flow{
        .id = m_id,
        .name = u"sample-data"_s,
        .from = {.entry = u"sample-data"_s, .type = generatorType(), .config = *config},
        .onError = core::OnError::Skip};
    flow.to.push_back({.entry = u"discard"_s,
                       .type = u"discard"_s,
                       .config = core::ConfigBox(discard->schema),
                       .target = u"sample-data"_s});
    if (!m_session.engine().start(std::move(flow))) {
        m_id.clear();
    }
}

void PreviewFlow::stop()
{
    if (isRunning()) {
        m_session.engine().stop(m_id);
        m_ending.append(std::exchange(m_id, {}));
        m_tidying.start();
    }
}

bool PreviewFlow::owns(const QString &flowId) const
{
    return (isRunning() && flowId == m_id) || m_ending.contains(flowId);
}

std::optional<core::FlowSnapshot> PreviewFlow::figures() const
{
    const std::vector<core::FlowSnapshot> all = m_session.engine().snapshot();
    const auto found = std::find_if(
        all.begin(), all.end(), [this](const core::FlowSnapshot &flow) { return flow.id == m_id; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void PreviewFlow::tidy()
{
    for (const QString &id : std::as_const(m_ending)) {
        m_session.engine().remove(id); // not while it is at work
    }
    QStringList known;
    for (const core::FlowSnapshot &flow : m_session.engine().snapshot()) {
        known.append(flow.id);
    }
    m_ending.removeIf([&known](const QString &id) { return !known.contains(id); });
    if (m_ending.isEmpty()) {
        m_tidying.stop();
    }
}

QString PreviewFlow::keep()
{
    const std::optional<core::ConfigBox> config = generatorConfig();
    core::Workspace changed = m_session.workspace();
    const QString endpoint = config ? storeOf(changed, m_session.registry()) : QString();
    if (endpoint.isEmpty()) {
        return {};
    }
    const QString wanted = u"sample-sensors"_s;
    const QString source = freeEntryName(changed, core::EndKind::Source, wanted);
    putEntry(changed, core::EndKind::Source, {},
             {.name = source, .type = generatorType(), .config = *config});
    core::WorkspaceFlow flow{
        .name = freeFlowName(changed, wanted),
        .id = m_id, // so that figures and curves go on; made anew where nothing ran
        .from = {.entry = source},
        .to = {{.entry = endpoint, .isTable = true}}};
    const QString name = flow.name;
    putFlow(changed, {}, std::move(flow));
    m_id.clear();
    m_session.change(std::move(changed), tr("Keep the sample data"));
    m_session.restartFlow(name);
    return name;
}

} // namespace ui
