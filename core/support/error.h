// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace core {

/// What the engine does about a failure; the case itself is named by Error::id.
enum class ErrorCode
{
    Config, ///< the definition is wrong: permanent until edited
    Auth, ///< the peer does not accept who we are or what we ask: permanent
    NotFound, ///< topic, file, stream … does not exist: permanent until it appears
    Connect, ///< the peer cannot be reached: retried for ever
    Timeout, ///< no answer in time: retried for ever
    Rejected, ///< the peer answered and refused this message
    Storage, ///< disk full, read-only, damaged: lanes stop, nothing is dropped
    Cancelled,
    Internal
};

/// A failure as a value. Any thread.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    const char *id = ""; ///< static text such as "kafka.auth.refused"; for tests, help, translation
    QString message = {}; ///< one sentence, or the peer's own words; redacted, at most 2 KiB
    QString field = {}; ///< schema path of the setting to fix; may be empty
    QString fix = {}; ///< what to try, one sentence; may be empty

    /// True when waiting may help without anybody editing anything.
    bool isRetryable() const { return code == ErrorCode::Connect || code == ErrorCode::Timeout; }
};

} // namespace core
