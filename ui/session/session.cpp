// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "ui/session/flow_work.h"

#include <QDir>
#include <QFileInfo>
#include <QUndoCommand>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

/// A change of the document with both its sides: documents are small and copied by value.
class WorkspaceStep final : public QUndoCommand
{
public:
    WorkspaceStep(Session &session, core::Workspace after, const QString &what)
        : QUndoCommand(what), m_session(session), m_before(session.workspace()),
          m_after(std::move(after))
    { }
    void undo() override { m_session.put(m_before); }
    void redo() override { m_session.put(m_after); }

private:
    Session &m_session;
    core::Workspace m_before;
    core::Workspace m_after;
};

namespace {

template <typename Item>
void setNamed(std::vector<Item> &items, const QString &name, const Item &item)
{
    const auto isIt = [&](const Item &other) { return other.name == name; };
    const auto found = std::find_if(items.begin(), items.end(), isIt);
    if (found == items.end()) {
        items.push_back(item);
    } else {
        *found = item;
    }
}

template <typename Item>
void removeNamed(std::vector<Item> &items, const QString &name)
{
    std::erase_if(items, [&](const Item &other) { return other.name == name; });
}

/// Unlike those of all other documents: the key ring tells secrets apart by it.
QString newName()
{
    return u"workspace-"_s + QUuid::createUuid().toString(QUuid::Id128).left(6);
}

} // namespace

Session::Session(const core::Registry &registry, core::Engine &engine,
                 core::SecretResolver &secrets, QObject *parent)
    : QObject(parent), m_registry(registry), m_engine(engine), m_secrets(secrets),
      m_files(u"weir-files"_s), m_secretCalls(u"weir-secrets"_s)
{ }

void Session::setKeepFolder(const QString &folder)
{
    m_keepFolder = folder;
    if (m_workspace.name.isEmpty()) {
        m_workspace.name = newName();
    }
}

void Session::load(const QString &file)
{
    m_files.run([file, registry = &m_registry] { return core::loadWorkspace(file, *registry); },
                [this, file](core::Result<core::LoadedWorkspace> read) {
                    if (!read) {
                        Q_EMIT failed(file, read.error());
                        return;
                    }
                    m_hadComments = read->hadComments;
                    m_undo.clear();
                    m_workspace = std::move(read->workspace);
                    m_findings = std::move(read->findings);
                    Q_EMIT workspaceChanged();
                    Q_EMIT findingsChanged();
                    Q_EMIT loaded();
                });
}

void Session::adopt(core::Workspace workspace)
{
    m_undo.clear();
    m_hadComments = false;
    put(workspace);
    Q_EMIT loaded();
}

void Session::save()
{
    m_files.run(
        [copy = m_workspace] {
            QDir().mkpath(QFileInfo(copy.file).absolutePath()); // a new document's own folder
            return core::saveWorkspace(copy);
        },
        [this, file = m_workspace.file, at = m_undo.index()](core::Result<void> done) {
            if (!done) {
                Q_EMIT failed(file, done.error());
                return;
            }
            m_hadComments = false;
            if (m_undo.index() == at) {
                m_undo.setClean(); // what was changed meanwhile stays unsaved
            }
            Q_EMIT saved();
        });
}

void Session::saveAs(const QString &file)
{
    m_workspace.file = file;
    Q_EMIT workspaceChanged();
    save();
}

void Session::put(const core::Workspace &workspace)
{
    const QString file = workspace.file.isEmpty() ? m_workspace.file : workspace.file;
    const core::Workspace before = std::exchange(m_workspace, workspace);
    m_workspace.file = file;
    m_findings = core::validateWorkspace(m_workspace, m_registry);
    Q_EMIT workspaceChanged();
    Q_EMIT findingsChanged();
    if (before.file == m_workspace.file) { // not another document
        applyTo(changedFlows(before, m_workspace));
    }
}

/// Those that run, or failed at what is perhaps mended now, take over what was changed. With errors
/// they stay as they are.
void Session::applyTo(const QStringList &flowIds)
{
    for (const core::FlowSnapshot &one : m_engine.snapshot()) {
        const core::FlowState state = one.status.state;
        const bool isWanted = state == core::FlowState::Failed
            || (isAtWork(state) && state != core::FlowState::Stopping);
        const auto flow = std::ranges::find(m_workspace.flows, one.id, &core::WorkspaceFlow::id);
        if (isWanted && flowIds.contains(one.id) && flow != m_workspace.flows.end()
            && !hasErrors(*flow, m_findings)) {
            restartFlow(flow->name);
        }
    }
}

void Session::change(core::Workspace changed, const QString &what)
{
    if (!(changed == m_workspace)) {
        m_undo.push(new WorkspaceStep(*this, std::move(changed), what));
    }
}

void Session::setSource(const QString &name, const core::WorkspaceEntry &entry)
{
    core::Workspace changed = m_workspace;
    setNamed(changed.sources, name, entry);
    change(std::move(changed), tr("Edit source"));
}

void Session::setEndpoint(const QString &name, const core::WorkspaceEntry &entry)
{
    core::Workspace changed = m_workspace;
    setNamed(changed.endpoints, name, entry);
    change(std::move(changed), tr("Edit endpoint"));
}

void Session::setFlow(const QString &name, const core::WorkspaceFlow &flow)
{
    core::Workspace changed = m_workspace;
    setNamed(changed.flows, name, flow);
    change(std::move(changed), tr("Edit flow"));
}

void Session::removeSource(const QString &name)
{
    core::Workspace changed = m_workspace;
    removeNamed(changed.sources, name);
    change(std::move(changed), tr("Delete source"));
}

void Session::removeEndpoint(const QString &name)
{
    core::Workspace changed = m_workspace;
    removeNamed(changed.endpoints, name);
    change(std::move(changed), tr("Delete endpoint"));
}

void Session::removeFlow(const QString &name)
{
    stopFlow(name);
    core::Workspace changed = m_workspace;
    removeNamed(changed.flows, name);
    change(std::move(changed), tr("Delete flow"));
}

void Session::startFlow(const QString &name)
{
    launch(name, Launch::Start);
}

void Session::restartFlow(const QString &name)
{
    launch(name, Launch::Restart);
}

void Session::startEnabledFlows()
{
    const core::Workspace copy = m_workspace;
    for (const core::WorkspaceFlow &flow : copy.flows) {
        if (flow.enabled) {
            startFlow(flow.name);
        }
    }
}

void Session::stopFlow(const QString &name)
{
    if (const core::WorkspaceFlow *flow = m_workspace.flow(name)) {
        m_launching.remove(flow->id);
        m_engine.stop(flow->id);
    }
}

void Session::keepUnlessItHasAFile()
{
    if (m_workspace.file.isEmpty() && !m_keepFolder.isEmpty()) {
        const QString name = m_workspace.name.isEmpty() ? newName() : m_workspace.name;
        saveAs(u"%1/%2/%2.weir.yaml"_s.arg(m_keepFolder, name));
    }
}

void Session::skipPast(const QString &flowId, const core::LanePlace &place)
{
    const auto flow = std::ranges::find(m_workspace.flows, flowId, &core::WorkspaceFlow::id);
    if (flow != m_workspace.flows.end()) {
        const QString name = flow->name;
        launch(name, Launch::Restart, {.skipPast = place});
    }
}

void Session::launch(const QString &name, Launch how, const core::RunLimits &limits)
{
    if (m_workspace.flow(name)) {
        keepUnlessItHasAFile();
    }
    core::Result<core::FlowDefinition> flow = core::flowDefinition(m_workspace, name);
    if (!flow) {
        Q_EMIT failed(name, flow.error());
        return;
    }
    Launching &launching = m_launching[flow->id];
    launching.call = ++m_launchCalls;
    launching.limits = limits;
    if (how == Launch::Restart) { // stays one, for a plain start leaves alone what still runs
        launching.how = how;
    }
    using Ready = std::pair<core::FlowDefinition, core::Findings>;
    m_secretCalls.run(
        [flow = *std::move(flow), secrets = &m_secrets, workspace = m_workspace.name]() mutable {
            core::Findings missing = secrets->resolve(flow, workspace);
            return Ready(std::move(flow), std::move(missing));
        },
        [this, call = launching.call](const Ready &ready) {
            if (m_launching.value(ready.first.id).call == call) {
                run(ready.first, ready.second, m_launching.take(ready.first.id));
            }
        });
}

void Session::run(const core::FlowDefinition &flow, const core::Findings &missing,
                  const Launching &launching)
{
    if (!missing.empty()) {
        const core::Finding &first = missing.front();
        Q_EMIT failed(flow.name,
                      core::Error{.code = core::ErrorCode::Config,
                                  .id = "secret.unavailable",
                                  .message = first.message,
                                  .field = first.path,
                                  .fix = first.fix});
        return;
    }
    const core::Result<void> started = launching.how == Launch::Restart
        ? m_engine.restart(flow, launching.limits)
        : m_engine.start(flow, launching.limits);
    if (!started) {
        Q_EMIT failed(flow.name, started.error());
    }
}

} // namespace ui
