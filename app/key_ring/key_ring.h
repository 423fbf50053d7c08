// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/secrets.h"

namespace app {

/// The desktop's key ring through QtKeychain, service "weir". Each call waits at most 30 s, so it
/// belongs on a thread that may wait; any error means "no key ring here" and changes nothing.
class KeyRing final : public core::KeyStore
{
public:
    core::Result<QByteArray> read(const QString &account) override;
    core::Result<void> write(const QString &account, const QByteArray &value) override;
    core::Result<void> remove(const QString &account) override;
};

} // namespace app
