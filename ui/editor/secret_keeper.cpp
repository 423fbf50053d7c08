// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/secret_keeper.h"

#include <pthread.h>

namespace ui {

SecretKeeper::SecretKeeper(core::SecretResolver &secrets, core::KeyStore *keyStore, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_keyStore(keyStore)
{ }

SecretKeeper::~SecretKeeper()
{
    for (Writing &writing : m_writing) {
        writing.thread.join();
    }
}

void SecretKeeper::keep(const QString &workspaceName, const QHash<QString, QByteArray> &values)
{
    joinFinished();
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        m_secrets.setSessionSecret(value.key(), value.value());
    }
    if (!m_keyStore || values.isEmpty()) {
        return;
    }
    auto done = std::make_shared<std::atomic<bool>>(false);
    std::thread thread([this, workspaceName, values, done] {
        ::pthread_setname_np(::pthread_self(), "weir-key-ring");
        for (auto value = values.cbegin(); value != values.cend(); ++value) {
            const QString account = workspaceName + u'/' + value.key();
            if (auto written = m_keyStore->write(account, value.value()); !written) {
                Q_EMIT notStored(written.error().message); // queued to the GUI thread
                break;
            }
        }
        *done = true;
    });
    m_writing.push_back(Writing{.thread = std::move(thread), .done = done});
}

void SecretKeeper::joinFinished()
{
    for (auto writing = m_writing.begin(); writing != m_writing.end();) {
        if (*writing->done) {
            writing->thread.join();
            writing = m_writing.erase(writing);
        } else {
            ++writing;
        }
    }
}

} // namespace ui
