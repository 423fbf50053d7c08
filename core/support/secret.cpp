// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/secret.h"

#include <QDebug>

using namespace Qt::StringLiterals;

namespace core {

bool isSecretReference(const QString &text)
{
    if (!text.endsWith(u'}') || text.count(u'}') != 1) {
        return false;
    }
    for (const auto prefix : {"${env:"_L1, "${file:"_L1, "${keyring:"_L1}) {
        if (text.startsWith(prefix) && text.size() > prefix.size() + 1) {
            return true;
        }
    }
    return false;
}

} // namespace core

QDebug operator<<(QDebug debug, const core::Secret &secret)
{
    return debug << (secret.isEmpty() ? "Secret()" : "Secret(***)");
}
