// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/http_question.h"
#include "core/connectors/token_request.h"

namespace core {

/// What an answer without a token means. The service's own words are shown without what it was
/// told in confidence.
Error refusalOf(const TokenAccess &access, const HttpAnswer &answer);

/// How long the service wants to be left alone.
std::chrono::milliseconds patienceFor(const HttpAnswer &answer);

} // namespace core
