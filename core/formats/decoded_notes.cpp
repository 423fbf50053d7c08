// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/row_decoder.h"
#include "core/support/text.h"

namespace core {
namespace {

constexpr NoteKind kMisfits{.key = "rows.misfit",
                            .label = WEIR_TEXT("Values that did not fit their column")};
constexpr NoteKind kUnknown{.key = "rows.unknown_field",
                            .label = WEIR_TEXT("Fields without a declared column")};

} // namespace

void countShape(const Decoded &decoded, Notes &notes)
{
    if (decoded.misfits > 0) {
        addNote(notes, kMisfits, decoded.misfits);
    }
    if (decoded.unknown > 0) {
        addNote(notes, kUnknown, decoded.unknown);
    }
}

} // namespace core
