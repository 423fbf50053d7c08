// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/output.h"
#include "app/weirctl/reference_texts.h"
#include "core/support/process_guard.h"
#include "core/support/text.h"

#include <QCoreApplication>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

using namespace weirctl;

ExitCode runCommandLine(const QStringList &words)
{
    const Parsed parsed = parseArguments(words);
    if (!parsed.problem.isEmpty()) {
        writeNotice(QString(u"weirctl: "_s + parsed.problem));
        writeNotice(parsed.command ? QString(core::text(WEIR_TEXT("Usage")) + u": "_s
                                             + usageLine(*parsed.command))
                                   : core::text(WEIR_TEXT("weirctl --help lists the commands.")));
        return ExitCode::Usage;
    }
    if (parsed.wantsVersion) {
        writeResult(u"weirctl " WEIR_VERSION "\n"_s);
        return ExitCode::Done;
    }
    if (parsed.wantsHelp) {
        writeResult(parsed.command ? commandHelp(*parsed.command) : overviewHelp());
        return ExitCode::Done;
    }
    return parsed.command->run(parsed.arguments);
}

} // namespace

int main(int argc, char **argv)
{
    core::guardProcessMemory();
    // A reader that goes away ("| head") is an answer of write(), not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"weirctl"_s);
    QCoreApplication::setApplicationVersion(u"" WEIR_VERSION ""_s);
    installLog();
    return static_cast<int>(runCommandLine(QCoreApplication::arguments().mid(1)));
}
