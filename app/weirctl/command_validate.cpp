// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/workspace_input.h"

using namespace Qt::StringLiterals;

namespace weirctl {

ExitCode runValidate(const Arguments &arguments)
{
    const QString file = arguments.operand(0);
    const auto read = readWorkspace(file);
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    const core::Findings &findings = std::get<core::LoadedWorkspace>(read).findings;
    if (arguments.has(kJson)) {
        writeJson(QJsonObject{{u"findings"_s, toJson(findings)}});
    } else if (findings.empty()) {
        writeResult(QString(core::text(WEIR_TEXT("No findings.")) + u'\n'));
    } else {
        writeResult(formatFindings(findings, file));
    }
    return core::hasErrors(findings) ? ExitCode::Findings : ExitCode::Done;
}

} // namespace weirctl
