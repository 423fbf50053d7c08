// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/support/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace weirctl {

/// The result, to standard output; false once nobody reads it any more. Any thread.
bool writeResult(const QByteArray &text);
bool writeResult(const QString &text);
/// One object or array and a newline. Characters that could steer a terminal are JSON escapes.
bool writeJson(const QJsonObject &object);
bool writeJson(const QJsonArray &array);
/// The same spread over lines, for documents that people read too.
bool writeJsonDocument(const QJsonObject &object);

/// A sentence to standard error.
void writeNotice(const QString &sentence);
/// An Error as one or two lines to standard error.
void writeError(const core::Error &error);

/// Columns aligned by spaces; cells are made safe to print.
QString formatTable(const QStringList &headings, const std::vector<QStringList> &rows);

QJsonObject toJson(const core::Finding &finding);
QJsonArray toJson(const core::Findings &findings);
/// "file:3:5: error: message [code]", and the fix below it.
QString formatFindings(const core::Findings &findings, const QString &file);

/// Sends Qt's and the core's log to standard error, redacted and safe to print.
void installLog();

} // namespace weirctl
