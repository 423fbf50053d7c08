// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/dead_letter_input.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "core/engine/dead_letter_file.h"
#include "core/engine/message_json.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::bytesText;
using core::text;
using core::timeJson;
using core::visibleText;

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
                array.append(core::deadLetterJson(letter, false));
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
        writeJson(core::deadLetterJson(**found, true));
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
    const auto &store = std::get<DeadLetters>(opened);
    const auto groups = wantedGroups(store, arguments);
    const auto saved =
        groups ? core::saveDeadLetters(store.get(), path, core::idsOf(*groups)) : groups.error();
    if (!saved) {
        writeError(saved.error());
        return ExitCode::Usage;
    }
    writeResult(QString(
        text(WEIR_TEXT("%1 dead letters saved; they stay in the workspace.")).arg(*saved) + u'\n'));
    return ExitCode::Done;
}

} // namespace weirctl
