// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace core {

/// What stands between flow and endpoint in the name of a retry: Engine::retryDeadLetters().
inline constexpr QLatin1String kDeadLetterRun(":dead:");

/// The flow's id, also where the run is a retry of its dead letters.
inline QString flowIdOfRun(const QString &runId)
{
    const qsizetype end = runId.indexOf(kDeadLetterRun);
    return end < 0 ? runId : runId.left(end);
}

} // namespace core
