// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace core {

/// Something that an endpoint counts beside what becomes of its messages. One static object a kind.
struct NoteKind
{
    const char *key; ///< of the JSON output: "cloudevents.complete"
    const char *label; ///< WEIR_TEXT
};

struct Note
{
    const NoteKind *kind = nullptr; ///< never null
    std::uint64_t count = 0;
};

using Notes = std::vector<Note>; ///< each kind once, in the order they were first counted

inline void addNote(Notes &notes, const NoteKind &kind, std::uint64_t count = 1)
{
    const auto known = std::ranges::find(notes, &kind, &Note::kind);
    if (known != notes.end()) {
        known->count += count;
    } else if (count > 0) {
        notes.push_back({.kind = &kind, .count = count});
    }
}

inline void addNotes(Notes &notes, std::span<const Note> more)
{
    for (const Note &note : more) {
        addNote(notes, *note.kind, note.count);
    }
}

} // namespace core
