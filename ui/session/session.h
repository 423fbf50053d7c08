// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workspace/secrets.h"
#include "core/workspace/workspace.h"
#include "ui/session/background.h"

#include <QUndoStack>

namespace ui {

/// The document behind the window and the engine that runs it. Every change is one undo step; disks
/// and key rings are waited for on threads of its own. What it is given outlives it. GUI thread.
class Session final : public QObject
{
    Q_OBJECT

public:
    Session(const core::Registry &registry, core::Engine &engine, core::SecretResolver &secrets,
            QObject *parent = nullptr);

    const core::Workspace &workspace() const { return m_workspace; }
    const core::Registry &registry() const { return m_registry; }
    core::Engine &engine() { return m_engine; }
    core::SecretResolver &secrets() { return m_secrets; }
    const core::Findings &findings() const { return m_findings; }
    QUndoStack &undoStack() { return m_undo; }
    bool isModified() const { return !m_undo.isClean(); }
    bool hadComments() const { return m_hadComments; }

    /// Where a document that is to run and has no file yet is saved, in a folder of its own: what
    /// its flows write lies beside it. One without a name gets one of its own at once.
    void setKeepFolder(const QString &folder);

    /// Answers with loaded() or failed().
    void load(const QString &file);
    /// Takes over a document that was made here; it counts as unsaved only when changed later.
    void adopt(core::Workspace workspace);
    /// Answers with saved() or failed().
    void save();
    void saveAs(const QString &file);

    /// The whole document is `changed` from now on, as one undo step called `what`. Flows that run,
    /// or failed, and would run differently are restarted, here and where the step is undone.
    void change(core::Workspace changed, const QString &what);
    void setSource(const QString &name, const core::WorkspaceEntry &entry);
    void setEndpoint(const QString &name, const core::WorkspaceEntry &entry);
    void setFlow(const QString &name, const core::WorkspaceFlow &flow);
    void removeSource(const QString &name);
    void removeEndpoint(const QString &name);
    void removeFlow(const QString &name);

    /// Secrets are fetched first; what stands in the way comes as failed(). Called again before
    /// they are there, the last call counts.
    void startFlow(const QString &name);
    void startEnabledFlows();
    void stopFlow(const QString &name);
    void restartFlow(const QString &name);
    /// The flow is stuck there, and somebody wants it to go past; it starts anew.
    void skipPast(const QString &flowId, const core::LanePlace &place);

Q_SIGNALS:
    void workspaceChanged();
    void findingsChanged();
    void loaded();
    void saved();
    /// `what` names the flow or file in question.
    void failed(const QString &what, const core::Error &error);

private:
    friend class WorkspaceStep;
    enum class Launch
    {
        Start,
        Restart
    };

    void put(const core::Workspace &workspace);
    void applyTo(const QStringList &flowIds);
    void keepUnlessItHasAFile();
    /// Waits for its secrets.
    struct Launching
    {
        quint64 call = 0;
        Launch how = Launch::Start;
        core::RunLimits limits = {};
    };
    void launch(const QString &name, Launch how, const core::RunLimits &limits = {});
    void run(const core::FlowDefinition &flow, const core::Findings &missing,
             const Launching &launching);

    const core::Registry &m_registry;
    core::Engine &m_engine;
    core::SecretResolver &m_secrets;
    core::Workspace m_workspace;
    core::Findings m_findings;
    QUndoStack m_undo;
    bool m_hadComments = false;
    QString m_keepFolder;
    QHash<QString, Launching> m_launching; ///< by the id of the flow
    quint64 m_launchCalls = 0;
    Background m_files;
    Background m_secretCalls;
};

} // namespace ui
