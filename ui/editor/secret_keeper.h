// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/secrets.h"

#include <QObject>

#include <atomic>
#include <list>
#include <memory>
#include <thread>

namespace ui {

/// Takes in secrets that were typed and saved: usable at once until quit, and in the key ring where
/// there is one, written on a thread of its own. The destructor waits for that. GUI thread.
class SecretKeeper final : public QObject
{
    Q_OBJECT

public:
    /// `keyStore` may be null; both outlive this.
    SecretKeeper(core::SecretResolver &secrets, core::KeyStore *keyStore,
                 QObject *parent = nullptr);
    ~SecretKeeper() override;

    /// Values by key-ring path.
    void keep(const QString &workspaceName, const QHash<QString, QByteArray> &values);

Q_SIGNALS:
    /// They are gone after quitting; in words, without any value.
    void notStored(const QString &why);

private:
    struct Writing
    {
        std::thread thread;
        std::shared_ptr<std::atomic<bool>> done;
    };

    void joinFinished();

    core::SecretResolver &m_secrets;
    core::KeyStore *m_keyStore;
    std::list<Writing> m_writing;
};

} // namespace ui
