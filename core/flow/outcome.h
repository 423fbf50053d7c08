// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"
#include "core/flow/note.h"
#include "core/support/error.h"

#include <cstdint>
#include <vector>

namespace core {

/// What an endpoint says of one message it did not simply deliver.
enum class Verdict
{
    Retry, ///< try again; an Error that isRetryable() (peer away) is not counted as a try
    Refuse, ///< never: the flow's on_error decides
    Expired, ///< its time to live ran out: counted, acknowledged
    Filtered ///< not for this endpoint (tombstone where rows are needed): counted, acknowledged
};

struct MessageOutcome
{
    std::uint32_t index = 0; ///< in its batch
    Verdict verdict = Verdict::Refuse;
    Error error = {};
    bool isDecided = false; ///< a person chose to go on without it: no reason to stop the flow
};

using SubmissionToken = std::uint64_t;

/// What an endpoint is asked to write: the whole batch, or those messages of it (ascending).
struct Submission
{
    SubmissionToken token = 0;
    BatchPtr batch = {};
    std::vector<std::uint32_t> only = {}; ///< empty = all
};

/// The answer to one submission: every message that is not named was delivered, durably.
struct Completion
{
    SubmissionToken token = 0;
    std::vector<MessageOutcome> outcomes = {};
    Notes notes = {}; ///< of what was delivered
};

} // namespace core
