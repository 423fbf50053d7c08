// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace core {

/// One question by HTTP. An answer of more than 1 MiB is not taken, nothing is unpacked, no cookie
/// is kept, and the way leads to no other server, so that what signs us in stays where it belongs.
struct HttpQuestion
{
    QUrl url = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    std::optional<QByteArray> form = {}; ///< url-encoded, to be posted; without it a GET
    std::optional<QSslConfiguration> tls = {}; ///< for https
    bool isVerified = true; ///< with the check off Qt still names what it found
    bool isLocal =
        false; ///< the address has a meaning on this computer only: no proxy, no redirect
    std::chrono::milliseconds limit = std::chrono::seconds(5);
    std::chrono::milliseconds connectLimit = std::chrono::seconds(5);
};

struct HttpAnswer
{
    enum class End
    {
        Answered, ///< with `status` and `body`
        TooLarge,
        Late,
        Stopped,
        Redirected, ///< to where we do not follow
        Unaskable, ///< the address is none of HTTP's
        Unreachable, ///< `words` say why
        TlsFailed ///< `tls` says why
    };
    End end = End::Unreachable;
    int status = 0;
    QByteArray body = {};
    std::optional<std::chrono::seconds> retryAfter = {};
    QString words = {};
    std::optional<Error> tls = {};
};

/// Waits in an event loop of its own, so the caller has a thread to spare; `isStopped` is looked at
/// meanwhile.
HttpAnswer askHttp(const HttpQuestion &question, const std::function<bool()> &isStopped);

/// "a=b&c=d", encoded for HttpQuestion::form.
QByteArray formOf(const std::vector<std::pair<QByteArray, QString>> &values);

} // namespace core
