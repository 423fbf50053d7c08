// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace core {

enum class Severity
{
    Error,
    Warning,
    Note
};

/// One thing a definition's author should know: where it is, what is wrong, what to do. A value.
struct Finding
{
    Severity severity = Severity::Error;
    QString code =
        {}; ///< stable, for tests and help: "field.required", "kafka.tls.nothing_to_verify"
    QString path = {}; ///< from the document's root: "sources.orders.tls.disable"
    int line = 0; ///< 1-based; 0 where there is no text
    int column = 0;
    QString message = {};
    QString fix = {};
};

using Findings = std::vector<Finding>;

bool hasErrors(const Findings &findings);

} // namespace core
