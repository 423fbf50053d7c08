// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/schema/node.h"

#include <QStringList>

namespace core {

/// Adds findings about parts of a document, with line and column where its text is at hand.
class DocumentReport final
{
public:
    /// `root` may be null and must outlive the report.
    DocumentReport(const Node *root, Findings &out) : m_root(root), m_out(out) { }

    /// `path` names keys from the root, "to[0]" items of lists; the nearest place that exists is
    /// taken.
    void error(const char *code, const QStringList &path, QString message, QString fix = {})
    {
        add(Severity::Error, code, path, std::move(message), std::move(fix));
    }
    void warning(const char *code, const QStringList &path, QString message, QString fix = {})
    {
        add(Severity::Warning, code, path, std::move(message), std::move(fix));
    }

private:
    void add(Severity severity, const char *code, const QStringList &path, QString message,
             QString fix);

    const Node *m_root;
    Findings &m_out;
};

} // namespace core
