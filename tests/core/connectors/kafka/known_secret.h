// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/secret.h"

/// Secrets as a program has them once they are filled in.
namespace core::kafka {

/// Of a whole namespace of Event Hubs.
inline const QByteArray kConnectionString =
    "Endpoint=sb://hub.servicebus.windows.net/;SharedAccessKeyName=weir;SharedAccessKey=cGF0aA==";

inline Secret known(const QByteArray &value)
{
    Secret secret(QStringLiteral("${env:WEIR_TEST}"));
    secret.setValue(value);
    return secret;
}

} // namespace core::kafka
