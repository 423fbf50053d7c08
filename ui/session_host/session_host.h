// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_host.h"
#include "ui/editor/engine_probe.h"
#include "ui/editor/secret_keeper.h"
#include "ui/session/session.h"

namespace ui {

/// The edit pages' view of the running session. Outlives the pages; the session and the key store
/// outlive it. GUI thread.
class SessionHost final : public QObject, public EditorHost
{
    Q_OBJECT

public:
    /// `keyStore` may be null: typed secrets are then kept until quit.
    SessionHost(Session &session, core::KeyStore *keyStore, QObject *parent = nullptr);

    const core::Registry &registry() const override;
    const core::Workspace &workspace() const override;
    const core::Findings &findings() const override { return m_session.findings(); }
    LiveProbe &probe() override;
    bool hasKeyRing() const override { return m_hasKeyRing; }
    void changeWorkspace(core::Workspace changed, const QString &what) override;
    void keepSecrets(const QHash<QString, QByteArray> &values) override;
    void startFlow(const QString &name) override;

    /// Key-ring paths of what was typed last.
    const QStringList &lastSecrets() const { return m_lastSecrets; }

Q_SIGNALS:
    /// Secrets that were typed are gone after quitting.
    void secretsNotStored(const QString &why);
    /// From an edit page: where it runs is what is wanted to be seen next.
    void flowStarted(const QString &flowId);

private:
    void tellPlace();

    Session &m_session;
    EngineProbe m_probe;
    SecretKeeper m_keeper;
    bool m_hasKeyRing;
    QStringList m_lastSecrets;
};

} // namespace ui
