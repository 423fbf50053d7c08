// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/paste_reader.h"
#include "ui/forms/form_model.h"

namespace ui {

/// What became of a paste, in words for the person: labels and setting names, never values.
struct PasteOutcome
{
    QStringList understood; ///< labels of the fields that were filled
    QStringList ignored;
    QString topic; ///< named by the paste, where the form itself has no such field
};

/// Fills the fields that the facts name, by native name, key or meaning; secrets go to their field
/// as values to be kept, and nowhere else. A field hidden by a choice gets that choice made.
PasteOutcome applyPaste(const PastedText &paste, FormModel &model);

} // namespace ui
