// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace core {

/// One category a room; library logs go through the room that owns the library, redacted.
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logConnector)
Q_DECLARE_LOGGING_CATEGORY(logWorkspace)
Q_DECLARE_LOGGING_CATEGORY(logWindow)

/// While it lives, what this thread logs belongs to the flow of that name.
class LogScope final
{
public:
    explicit LogScope(const QString &flow);
    ~LogScope();
    LogScope(const LogScope &) = delete;
    LogScope &operator=(const LogScope &) = delete;

    static QString flow(); ///< of the calling thread; empty outside

private:
    QString m_before;
};

} // namespace core
