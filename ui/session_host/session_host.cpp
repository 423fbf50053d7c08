// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session_host/session_host.h"

#include "ui/session/flow_work.h"

#include <QFileInfo>

#include <algorithm>

namespace ui {
namespace {

bool isRunning(const core::Engine &engine, const QString &id)
{
    const std::vector<core::FlowSnapshot> flows = engine.snapshot();
    return std::ranges::any_of(flows, [&id](const core::FlowSnapshot &flow) {
        return flow.id == id && isAtWork(flow.status.state);
    });
}

} // namespace

SessionHost::SessionHost(Session &session, core::KeyStore *keyStore, QObject *parent)
    : QObject(parent), m_session(session),
      m_probe(session.engine(), session.registry(), session.secrets()),
      m_keeper(session.secrets(), keyStore), m_hasKeyRing(keyStore)
{
    connect(&session, &Session::workspaceChanged, this, &SessionHost::tellPlace);
    connect(&m_keeper, &SecretKeeper::notStored, this, [this](const QString &why) {
        m_hasKeyRing = false; // the forms say from now on where typed secrets really are
        Q_EMIT secretsNotStored(why);
    });
    tellPlace();
}

void SessionHost::tellPlace()
{
    const core::Workspace &workspace = m_session.workspace();
    m_probe.setWorkspace(workspace.name,
                         workspace.file.isEmpty() ? QString()
                                                  : QFileInfo(workspace.file).absolutePath());
}

const core::Registry &SessionHost::registry() const
{
    return m_session.registry();
}

const core::Workspace &SessionHost::workspace() const
{
    return m_session.workspace();
}

LiveProbe &SessionHost::probe()
{
    return m_probe;
}

void SessionHost::changeWorkspace(core::Workspace changed, const QString &what)
{
    m_session.change(std::move(changed), what);
}

void SessionHost::keepSecrets(const QHash<QString, QByteArray> &values)
{
    if (!values.isEmpty()) {
        m_lastSecrets = values.keys();
        m_lastSecrets.sort();
    }
    m_keeper.keep(m_session.workspace().name, values);
}

void SessionHost::startFlow(const QString &name)
{
    const core::WorkspaceFlow *flow = m_session.workspace().flow(name);
    if (flow && isRunning(m_session.engine(), flow->id)) {
        m_session.restartFlow(name);
    } else {
        m_session.startFlow(name);
    }
    if (flow) {
        Q_EMIT flowStarted(flow->id);
    }
}

} // namespace ui
