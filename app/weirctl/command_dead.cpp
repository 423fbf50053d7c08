// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/dead_letter_input.h"
#include "app/weirctl/message_json.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"

#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;
using core::visibleText;

/// Everything but key, headers and payload.
QJsonObject summaryJson(const core::DeadLetter &letter)
{
    return {{u"id"_s, static_cast<qint64>(letter.id)},
            {u"flow"_s, letter.flow},
            {u"source"_s, letter.source},
            {u"endpoint"_s, letter.endpoint},
            {u"lane"_s, letter.lane},
            {u"topic"_s, letter.topic},
            {u"position"_s, static_cast<qint64>(letter.position)},
            {u"time"_s, timeJson(letter.timestampMs)},
            {u"stored"_s, timeJson(letter.storedMs)},
            {u"size"_s, static_cast<qint64>(letter.payload.size())},
            {u"code"_s, letter.code},
            {u"reason"_s, letter.reason},
            {u"tries"_s, letter.tries}};
}

QJsonObject wholeJson(const core::DeadLetter &letter)
{
    QJsonObject object = summaryJson(letter);
    object[u"key"_s] = bytesValue(letter.key);
    object[u"headers"_s] = headersJson(letter.headers);
    insertBytes(object, u"value"_s, letter.payload);
    return object;
}

void printText(const core::DeadLetter &letter)
{
    constexpr qsizetype kMostCharacters = 64 * 1024;
    const auto line = [](const char *marked, const QString &value) {
        return QString(text(marked).leftJustified(10) + visibleText(value) + u'\n');
    };
    QString lines = line(WEIR_TEXT("flow"), letter.flow)
        + line(WEIR_TEXT("endpoint"), letter.endpoint) + line(WEIR_TEXT("source"), letter.source)
        + line(WEIR_TEXT("lane"), letter.lane)
        + line(WEIR_TEXT("position"), QString::number(letter.position))
        + line(WEIR_TEXT("stored"), timeJson(letter.storedMs).toString())
        + line(WEIR_TEXT("reason"), QString(letter.reason + u" ["_s + letter.code + u']'))
        + line(WEIR_TEXT("tries"), QString::number(letter.tries))
        + line(WEIR_TEXT("key"), bytesText(letter.key, 2048));
    for (const auto &[name, value] : letter.headers) {
        lines += line(WEIR_TEXT("header"),
                      QString(QString::fromUtf8(name) + u": "_s + bytesText(value, 2048)));
    }
    writeResult(QString(lines + u'\n' + bytesText(letter.payload, kMostCharacters) + u'\n'));
}

} // namespace

ExitCode runDeadList(const Arguments &arguments)
{
    const auto opened = openDeadLetters(arguments.operand(0));
    if (const auto *code = std::get_if<ExitCode>(&opened)) {
        return *code;
    }
    QJsonArray array;
    std::vector<QStringList> rows;
    const bool isRead =
        forEachLetter(std::get<DeadLetters>(opened), arguments, [&](const auto &letter) {
            if (arguments.has(kJson)) {
                array.append(summaryJson(letter));
            } else {
                rows.push_back({QString::number(letter.id), letter.flow, letter.endpoint,
                                timeJson(letter.storedMs).toString(),
                                QString::number(letter.payload.size()), letter.reason});
            }
            return true;
        });
    if (arguments.has(kJson)) {
        writeJson(array);
    } else if (rows.empty()) {
        writeResult(QString(text(WEIR_TEXT("No dead letters.")) + u'\n'));
    } else {
        writeResult(formatTable({text(WEIR_TEXT("id")), text(WEIR_TEXT("flow")),
                                 text(WEIR_TEXT("endpoint")), text(WEIR_TEXT("stored")),
                                 text(WEIR_TEXT("bytes")), text(WEIR_TEXT("reason"))},
                                rows));
    }
    return isRead ? ExitCode::Done : ExitCode::Usage;
}

ExitCode runDeadShow(const Arguments &arguments)
{
    const auto opened = openDeadLetters(arguments.operand(0));
    if (const auto *code = std::get_if<ExitCode>(&opened)) {
        return *code;
    }
    const auto &store = std::get<DeadLetters>(opened);
    core::Result<std::optional<core::DeadLetter>> found = std::optional<core::DeadLetter>();
    if (store) {
        found = store->load(arguments.operand(1).toLongLong());
    }
    if (!found) {
        writeError(found.error());
        return ExitCode::Usage;
    }
    if (!*found) {
        writeNotice(
            text(WEIR_TEXT("weirctl: there is no dead letter %1")).arg(arguments.operand(1)));
        return ExitCode::Findings;
    }
    if (arguments.has(kJson)) {
        writeJson(wholeJson(**found));
    } else {
        printText(**found);
    }
    return ExitCode::Done;
}

ExitCode runDeadSave(const Arguments &arguments)
{
    const auto opened = openDeadLetters(arguments.operand(0));
    if (const auto *code = std::get_if<ExitCode>(&opened)) {
        return *code;
    }
    const QString path = arguments.text(kFile);
    if (path.isEmpty()) {
        writeNotice(text(WEIR_TEXT("weirctl: --output is missing")));
        return ExitCode::Usage;
    }
    QSaveFile file(path);
    bool isGood = file.open(QIODevice::WriteOnly);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner); // payloads are private
    qint64 saved = 0;
    const bool isRead =
        forEachLetter(std::get<DeadLetters>(opened), arguments, [&](const auto &letter) {
            const QByteArray line =
                QJsonDocument(wholeJson(letter)).toJson(QJsonDocument::Compact) + '\n';
            isGood = isGood && file.write(line) == line.size();
            saved += isGood ? 1 : 0;
            return isGood;
        });
    if (!isRead || !isGood || !file.commit()) {
        writeNotice(text(WEIR_TEXT("weirctl: %1 cannot be written")).arg(visibleText(path)));
        return ExitCode::Usage;
    }
    writeResult(QString(
        text(WEIR_TEXT("%1 dead letters saved; they stay in the workspace.")).arg(saved) + u'\n'));
    return ExitCode::Done;
}

} // namespace weirctl
