// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/stream_generator/random.h"
#include "core/support/result.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace core::stream_generator {

/// Makes texts that a regular expression describes: literals, classes, groups, alternation and
/// counted repeats; * and + repeat at most 16 times. What could grow past 64 KiB is refused when
/// it is read. One thread.
class Pattern final
{
public:
    /// Errors: generator.pattern (with the position), generator.pattern_size.
    static Result<Pattern> parse(const QString &expression);

    /// Appends UTF-8 as it is, not escaped.
    void append(std::string &out, Random &random) const;

private:
    struct Span
    {
        char32_t first = 0;
        char32_t last = 0;
    };
    struct Node
    {
        std::vector<Span> spans = {}; ///< one character of these; or
        std::vector<std::vector<Node>> choices = {}; ///< one of these sequences
        int min = 1;
        int max = 1;
    };
    friend class PatternReader;
    static void appendNode(std::string &out, Random &random, const Node &node);

    Node m_root;
};

} // namespace core::stream_generator
