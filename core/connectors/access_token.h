// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>

#include <cstdint>

namespace core {

/// A token that signs us in for a while; times in ms UTC. Its text is for client libraries and
/// nowhere else.
struct AccessToken
{
    QByteArray text = {};
    std::int64_t renewMs = 0; ///< when to ask for the next one: at 80 % of its life, or as told
    std::int64_t endsMs = 0;
};

/// Checks what a person gave. A token that says when it ends (a JWT) ends then, another one never.
/// Ids: token.form, token.expired.
Result<AccessToken> givenToken(const QByteArray &text, std::int64_t nowMs);

/// The token in a token service's JSON, asked for at `nowMs`. Ids: token.answer (no JSON),
/// token.missing, token.form, token.expired.
Result<AccessToken> tokenIn(const QByteArray &json, std::int64_t nowMs);

} // namespace core
