// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/shared_resources.h"
#include "core/engine/dead_letters.h"
#include "core/engine/problem_list.h"
#include "core/flow/batch.h"
#include "core/flow/flow_definition.h"

namespace core {

/// The problem that so many letters are: "dead_letter.kept".
inline constexpr const char *kLettersKept = "dead_letter.kept";
Error lettersKept(std::int64_t count);
/// As many as somebody found in the store: the problems that are told already say so.
void tellLetters(ProblemList &problems, std::span<const DeadLetterTally> tallies);

/// A flow's way into its dead-letter store, and the problem that tells how many letters wait there
/// for somebody. What is referred to outlives it. One thread.
class LetterKeeper final
{
public:
    /// `isRetry`: the messages came from the store, and what is refused again keeps where it came
    /// from.
    LetterKeeper(const FlowDefinition &flow, SharedResources &shared, ProblemList &problems,
                 bool isRetry);

    /// All or nothing; safely on disk.
    Result<void> keep(std::vector<DeadLetter> letters);
    /// The problem says how many are there now, and goes with the last of them; looks into the
    /// store only while there may be any. To be called once a second, and at the end.
    void review(TimePoint now);

private:
    Result<void> open();

    const FlowDefinition &m_flow;
    SharedResources &m_shared;
    ProblemList &m_problems;
    const bool m_isRetry;
    std::shared_ptr<DeadLetterStore> m_store;
    bool m_hasNew = false; ///< since the last review
    TimePoint m_reviewed = {};
};

/// A letter with all that is known of the message; the caller adds why.
DeadLetter letterOf(const FlowDefinition &flow, const Batch &batch, const MessageView &message);

} // namespace core
