// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/source_choice.h"

#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/workspace_input.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace weirctl {

std::variant<ChosenSource, ExitCode> chosenSource(const Arguments &arguments)
{
    const QString name = arguments.text(kSource);
    if (name.isEmpty()) {
        writeNotice(core::text(WEIR_TEXT("weirctl: --source is missing")));
        return ExitCode::Usage;
    }
    const QString path = QString(u"sources."_s + name);
    const auto read = usableWorkspace(arguments.operand(0), {path});
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    const auto &workspace = std::get<core::Workspace>(read);
    const core::WorkspaceEntry *entry = workspace.source(name);
    if (!entry) {
        writeNotice(core::text(WEIR_TEXT("weirctl: there is no source %1"))
                        .arg(core::visibleText(name, 200)));
        return ExitCode::Usage;
    }
    ChosenSource chosen{.end = flowEnd(*entry),
                        .baseFolder = QFileInfo(workspace.file).absolutePath(),
                        .readers = core::readersOf(workspace, registry(), name)};
    SecretFiller secrets(workspace);
    secrets.fill(chosen.end, path);
    if (!secrets.isComplete()) {
        return ExitCode::Findings;
    }
    return chosen;
}

} // namespace weirctl
