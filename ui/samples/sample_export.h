// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "core/support/result.h"

namespace ui {

enum class ExportForm
{
    JsonLines,
    Csv
};

/// One message as one line of JSON, newline included. A value that is JSON stands in it as it came,
/// digit for digit; one that is no text as {"_base64": "…"}.
QByteArray jsonLine(const core::Sample &sample);
/// One message as a line of RFC 4180. Cells that a spreadsheet would take for a formula get an
/// apostrophe in front.
QByteArray csvLine(const core::Sample &sample);
QByteArray csvHead();

/// Writes atomically; blocks. Id: "samples.save".
core::Result<void> saveSamples(const QString &file, ExportForm form,
                               const std::vector<core::Sample> &samples);

} // namespace ui
