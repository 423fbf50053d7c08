// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/logging.h"

namespace core {

Q_LOGGING_CATEGORY(logEngine, "weir.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(logConnector, "weir.connector", QtInfoMsg)
Q_LOGGING_CATEGORY(logWorkspace, "weir.workspace", QtInfoMsg)
Q_LOGGING_CATEGORY(logWindow, "weir.window", QtInfoMsg)

namespace {

QString &flowOfThread()
{
    thread_local QString flow;
    return flow;
}

} // namespace

LogScope::LogScope(const QString &flow) : m_before(flowOfThread())
{
    flowOfThread() = flow;
}

LogScope::~LogScope()
{
    flowOfThread() = m_before;
}

QString LogScope::flow()
{
    return flowOfThread();
}

} // namespace core
