// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_definition.h"
#include "core/schema/finding.h"
#include "core/support/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <mutex>

namespace core {

/// A place for secret values outside the file: the desktop's key ring. Implemented in app. Calls
/// may block up to 30 s and come from a slow-call thread; every error means "no key ring here".
class KeyStore
{
public:
    virtual ~KeyStore() = default;
    virtual Result<QByteArray> read(const QString &account) = 0;
    virtual Result<void> write(const QString &account, const QByteArray &value) = 0;
    virtual Result<void> remove(const QString &account) = 0;
};

/// Turns references into values: ${env:NAME}, ${file:PATH}, ${keyring:PATH}. Session secrets answer
/// the keyring references of their path from memory. Thread-safe.
class SecretResolver final
{
public:
    /// `keyStore` may be null: then only session secrets answer ${keyring:…}.
    explicit SecretResolver(KeyStore *keyStore);

    /// Kept in memory until quit, found again as ${keyring:path}.
    void setSessionSecret(const QString &path, const QByteArray &value);

    Result<QByteArray> resolve(const QString &reference, const QString &workspaceName,
                               const QString &baseFolder) const;
    /// Fills every secret of the flow that has no value yet; what cannot be resolved is the finding
    /// secret.unavailable.
    Findings resolve(FlowDefinition &flow, const QString &workspaceName) const;
    /// The same for what a flow reads alone: a source, or both parts of an endpoint's reading.
    Findings resolveSource(FlowEnd &from, const QString &flowName, const QString &workspaceName,
                           const QString &baseFolder) const;
    Findings resolve(ConfigBox &config, const QString &path, const QString &workspaceName,
                     const QString &baseFolder) const;

private:
    KeyStore *m_keyStore;
    mutable std::mutex m_mutex;
    QHash<QString, QByteArray> m_session;
};

} // namespace core
