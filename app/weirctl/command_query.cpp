// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "core/store_query/column_types.h"
#include "core/store_query/store_query.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

QString cellText(const QJsonValue &value)
{
    if (value.isNull()) {
        return u"NULL"_s;
    }
    if (value.isObject()) {
        return value[u"_base64"_s].toString();
    }
    return value.toVariant().toString();
}

void printTable(const core::QueryResult &result)
{
    std::vector<QStringList> rows;
    for (const QJsonArray &row : result.rows) {
        QStringList &cells = rows.emplace_back();
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString moment = core::momentText(row.at(i), result.types.value(i));
            cells.append(moment.isEmpty() ? cellText(row.at(i)) : moment);
        }
    }
    QStringList headings;
    for (const QString &column : result.columns) {
        headings.append(core::visibleText(column, 200));
    }
    writeResult(formatTable(headings, rows));
    if (result.isCut) {
        writeNotice(core::text(WEIR_TEXT("There are more rows; narrow the query or add LIMIT.")));
    }
}

void printJson(const core::QueryResult &result)
{
    QJsonArray rows;
    for (const QJsonArray &row : result.rows) {
        rows.append(row);
    }
    writeJson(QJsonObject{{u"columns"_s, QJsonArray::fromStringList(result.columns)},
                          {u"rows"_s, rows},
                          {u"truncated"_s, result.isCut}});
}

/// A query that cannot be understood or a file that cannot be read is the caller's mistake.
ExitCode exitCodeOf(const core::Error &error)
{
    const QLatin1String id(error.id);
    return id == "query.timeout"_L1 || id == "query.failed"_L1 || id == "query.cancelled"_L1
        ? ExitCode::Findings
        : ExitCode::Usage;
}

} // namespace

ExitCode runQuery(const Arguments &arguments)
{
    const auto result = core::runStoreQuery(arguments.operand(0), arguments.operand(1));
    if (!result) {
        writeError(result.error());
        return exitCodeOf(result.error());
    }
    if (arguments.has(kJson)) {
        printJson(*result);
    } else {
        printTable(*result);
    }
    return ExitCode::Done;
}

} // namespace weirctl
