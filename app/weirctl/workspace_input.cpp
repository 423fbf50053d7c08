// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/workspace_input.h"

#include "app/weirctl/output.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

/// Errors inside other entries do not matter to a command about one; those of the document do.
bool matters(const core::Finding &finding, const QStringList &about)
{
    const QStringList parts = finding.path.split(u'.');
    const bool isInEntry = parts.size() > 1
        && (parts.first() == "sources"_L1 || parts.first() == "endpoints"_L1
            || parts.first() == "flows"_L1 || parts.first() == "connections"_L1);
    return about.isEmpty() || !isInEntry
        || about.contains(QString(parts.at(0) + u'.' + parts.at(1)));
}

} // namespace

const core::Registry &registry()
{
    static const core::Registry filled = [] {
        core::Registry made;
        core::registerAllConnectors(made);
        return made;
    }();
    return filled;
}

std::variant<core::LoadedWorkspace, ExitCode> readWorkspace(const QString &file)
{
    auto loaded = core::loadWorkspace(QFileInfo(file).absoluteFilePath(), registry());
    if (!loaded) {
        writeError(loaded.error());
        return ExitCode::Usage;
    }
    return *std::move(loaded);
}

std::variant<core::Workspace, ExitCode> usableWorkspace(const QString &file,
                                                        const QStringList &about)
{
    auto read = readWorkspace(file);
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    auto &loaded = std::get<core::LoadedWorkspace>(read);
    core::Findings shown = loaded.findings;
    std::erase_if(shown, [&](const core::Finding &finding) { return !matters(finding, about); });
    if (!shown.empty()) {
        writeNotice(formatFindings(shown, file).trimmed());
    }
    if (core::hasErrors(shown)) {
        return ExitCode::Findings;
    }
    return std::move(loaded.workspace);
}

core::FlowEnd flowEnd(const core::WorkspaceEntry &entry)
{
    return core::FlowEnd{.entry = entry.name, .type = entry.type, .config = entry.config};
}

} // namespace weirctl
