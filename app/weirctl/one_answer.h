// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/exit_code.h"
#include "app/weirctl/output.h"
#include "app/weirctl/probe_session.h"
#include "app/weirctl/workspace_input.h"

namespace weirctl {

/// Puts one question to a server and prints the answer, or why there is none. Main thread.
template <typename T>
ExitCode printAnswer(const std::function<QFuture<core::Result<T>>(core::Engine &engine)> &ask,
                     const std::function<void(const T &answer)> &print)
{
    ExitCode code = ExitCode::Findings;
    ProbeSession session(registry());
    session.watch<core::Result<T>>(ask(session.engine()),
                                   [&](const QFuture<core::Result<T>> &future) {
                                       const QList<core::Result<T>> answers = future.results();
                                       if (answers.isEmpty()) {
                                           return; // interrupted
                                       }
                                       if (!answers.first()) {
                                           writeError(answers.first().error());
                                           return;
                                       }
                                       code = ExitCode::Done;
                                       print(*answers.first());
                                   });
    session.wait();
    return code;
}

} // namespace weirctl
