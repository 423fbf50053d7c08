// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/connection_test.h"

namespace core {

const char *stageKey(StageId stage)
{
    switch (stage) {
    case StageId::Resolve: return "resolve";
    case StageId::Connect: return "connect";
    case StageId::Tls: return "tls";
    case StageId::Authenticate: return "authenticate";
    case StageId::Names: return "names";
    case StageId::Authorise: return "authorise";
    case StageId::Target: return "target";
    case StageId::Message: return "message";
    case StageId::Registry: return "registry";
    }
    return "message";
}

const char *stageStateKey(StageState state)
{
    switch (state) {
    case StageState::Passed: return "passed";
    case StageState::Failed: return "failed";
    case StageState::Skipped: return "skipped";
    }
    return "skipped";
}

void TestRun::passed(StageId stage, std::chrono::milliseconds took, QString message)
{
    report(
        {.stage = stage, .state = StageState::Passed, .took = took, .message = std::move(message)});
}

void TestRun::failed(StageId stage, std::chrono::milliseconds took, const Error &error,
                     QString peer, std::vector<Proposal> proposals)
{
    report({.stage = stage,
            .state = StageState::Failed,
            .took = took,
            .code = QString::fromLatin1(error.id),
            .message = error.message,
            .peer = std::move(peer),
            .field = error.field,
            .fix = error.fix,
            .proposals = std::move(proposals)});
}

void TestRun::skipped(StageId stage, QString why)
{
    report({.stage = stage, .state = StageState::Skipped, .message = std::move(why)});
}

} // namespace core
