// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace simdjson::dom {
class parser; // its size depends on the user's flags: only one file may see it
}

namespace core::websocket {

/// Counts what is missing by a running number inside the messages. One thread.
class SequenceWatch final
{
public:
    explicit SequenceWatch(const QString &path);
    ~SequenceWatch();
    SequenceWatch(const SequenceWatch &) = delete;
    SequenceWatch &operator=(const SequenceWatch &) = delete;

    /// "data.seq", "$.data.seq" or "/data/seq" as a JSON pointer; empty when it is none of them.
    static std::string pointerOf(const QString &path);

    void see(Bytes message);

    std::uint64_t missing() const { return m_missing; } ///< at least
    std::uint64_t repeated() const { return m_repeated; }

private:
    std::string m_pointer;
    std::unique_ptr<simdjson::dom::parser> m_parser;
    std::optional<std::int64_t> m_last;
    std::uint64_t m_missing = 0;
    std::uint64_t m_repeated = 0;
};

} // namespace core::websocket
