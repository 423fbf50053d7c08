// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/probe_session.h"
#include "app/weirctl/source_choice.h"
#include "app/weirctl/workspace_input.h"
#include "core/engine/message_json.h"
#include "core/schema/yaml.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::bytesText;
using core::text;
using core::timeJson;
using core::visibleText;

/// The engine puts a failure of the source where messages would stand, without a number.
bool isFailure(const core::PreviewMessage &message)
{
    return message.sample.number == 0;
}

std::int64_t timeOf(const core::Sample &sample)
{
    return sample.timestampMs >= 0 ? sample.timestampMs : sample.receivedMs;
}

QJsonObject toJson(const core::PreviewMessage &message)
{
    const core::Sample &sample = message.sample;
    QJsonObject object{{u"time"_s, timeJson(timeOf(sample))},
                       {u"time_kind"_s, core::timeKindJson(sample.timeKind)},
                       {u"lane"_s, sample.lane},
                       {u"position"_s, static_cast<qint64>(sample.position)},
                       {u"key"_s, core::bytesValue(sample.key)},
                       {u"headers"_s, core::headersJson(sample.headers)},
                       {u"size"_s, static_cast<qint64>(sample.payloadSize)},
                       {u"rejected"_s, QJsonValue()}};
    core::insertBytes(object, u"value"_s, sample.payload);
    if (!message.rows.isEmpty()) {
        object[u"rows"_s] = QString::fromUtf8(message.rows);
    }
    if (!message.misfits.isEmpty()) {
        object[u"misfits"_s] = QJsonArray::fromStringList(message.misfits);
    }
    if (!message.unknown.isEmpty()) {
        object[u"unknown_fields"_s] = QJsonArray::fromStringList(message.unknown);
    }
    if (!message.rejectedCode.isEmpty()) {
        object[u"rejected"_s] = QJsonObject{{u"code"_s, message.rejectedCode},
                                            {u"message"_s, message.rejectedMessage},
                                            {u"field"_s, message.rejectedField},
                                            {u"fix"_s, message.rejectedFix}};
    }
    return object;
}

/// "message [code] (field), and what to try in a line of its own".
QString rejectionText(const core::PreviewMessage &message)
{
    QString words = visibleText(message.rejectedMessage) + u" ["_s + message.rejectedCode + u']';
    if (!message.rejectedField.isEmpty()) {
        words += u" ("_s + message.rejectedField + u')';
    }
    return message.rejectedFix.isEmpty() ? words : words + u"\n    "_s + message.rejectedFix;
}

void printText(const QList<core::PreviewMessage> &messages)
{
    constexpr qsizetype kMostCharacters = 400;
    QString lines;
    for (const core::PreviewMessage &message : messages) {
        lines += u"%1  %2 @ %3  %4: "_s.arg(timeJson(timeOf(message.sample)).toString(),
                                            visibleText(message.sample.lane, 200),
                                            QString::number(message.sample.position),
                                            bytesText(message.sample.key, 80))
            + bytesText(message.rows.isEmpty() ? message.sample.payload : message.rows,
                        kMostCharacters)
            + u'\n';
        if (!message.misfits.isEmpty()) {
            lines += u"  %1: %2\n"_s.arg(text(WEIR_TEXT("does not fit its column")),
                                         message.misfits.join(u", "_s));
        }
        if (!message.unknown.isEmpty()) {
            lines += u"  %1: %2\n"_s.arg(text(WEIR_TEXT("without a column")),
                                         message.unknown.join(u", "_s));
        }
        if (!message.rejectedCode.isEmpty()) {
            lines += u"  "_s + text(WEIR_TEXT("cannot be decoded")) + u": "_s
                + rejectionText(message) + u'\n';
        }
    }
    writeResult(lines);
}

void print(const QList<core::PreviewMessage> &messages, bool wantsJson)
{
    if (!wantsJson) {
        printText(messages);
        return;
    }
    QJsonArray array;
    for (const core::PreviewMessage &message : messages) {
        array.append(toJson(message));
    }
    writeJson(array);
}

/// Of the messages up to the last.
std::vector<core::ProposedColumn> columnsOf(const QList<core::PreviewMessage> &messages)
{
    const auto told = std::find_if(messages.rbegin(), messages.rend(),
                                   [](const auto &message) { return !message.columns.empty(); });
    return told == messages.rend() ? std::vector<core::ProposedColumn>() : told->columns;
}

void printColumns(const std::vector<core::ProposedColumn> &columns, bool wantsJson)
{
    if (wantsJson) {
        QJsonArray array;
        for (const core::ProposedColumn &column : columns) {
            array.append(QJsonObject{{u"name"_s, column.rule.name},
                                     {u"type"_s, core::declaredTypeName(column.rule.type)},
                                     {u"path"_s, column.rule.path},
                                     {u"nullable"_s, column.isNullable}});
        }
        writeJson(array);
        return;
    }
    std::vector<core::ColumnRule> rules;
    for (const core::ProposedColumn &column : columns) {
        rules.push_back(column.rule);
    }
    core::Node map = core::Node::map();
    map.insert(u"columns"_s, core::columnsNode(rules));
    writeResult(core::emitYaml(map));
}

} // namespace

ExitCode runPreview(const Arguments &arguments)
{
    constexpr std::int64_t kMostMessages = 10'000;
    const auto chosen = chosenSource(arguments);
    if (const auto *code = std::get_if<ExitCode>(&chosen)) {
        return *code;
    }
    const auto &source = std::get<ChosenSource>(chosen);
    const auto count =
        static_cast<int>(std::min(arguments.number(kCount).value_or(1), kMostMessages));
    QList<core::PreviewMessage> messages;
    ProbeSession session(registry());
    session.watch<core::PreviewMessage>(
        session.engine().preview(source.end, source.baseFolder, count,
                                 *arguments.duration(kTimeout)),
        [&](const QFuture<core::PreviewMessage> &future) { messages = future.results(); });
    session.wait();

    ExitCode code = session.wasInterrupted() ? ExitCode::Findings : ExitCode::Done;
    if (!messages.isEmpty() && isFailure(messages.last())) {
        const core::PreviewMessage failure = messages.takeLast();
        writeNotice(u"weirctl: "_s + rejectionText(failure));
        code = ExitCode::Findings;
    } else if (messages.isEmpty()) {
        writeNotice(text(WEIR_TEXT("No message arrived in time.")));
    }
    if (arguments.has(kColumns)) {
        printColumns(columnsOf(messages), arguments.has(kJson));
    } else {
        print(messages, arguments.has(kJson));
    }
    return code;
}

} // namespace weirctl
