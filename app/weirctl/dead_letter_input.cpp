// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/dead_letter_input.h"

#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "core/flow/flow_definition.h"

#include <QFileInfo>

namespace weirctl {

QString deadLetterFile(const QString &workspaceFile)
{
    return core::FlowDefinition{.workspaceFile = QFileInfo(workspaceFile).absoluteFilePath()}
        .deadLetterFile();
}

std::variant<DeadLetters, ExitCode> openDeadLetters(const QString &workspaceFile)
{
    if (!QFileInfo(workspaceFile).isFile()) {
        writeNotice(core::text(WEIR_TEXT("weirctl: there is no workspace %1"))
                        .arg(core::visibleText(workspaceFile)));
        return ExitCode::Usage;
    }
    const QString file = deadLetterFile(workspaceFile);
    if (!QFileInfo::exists(file)) {
        return DeadLetters(); // looking must not make one
    }
    auto store = core::DeadLetterStore::open(file);
    if (!store) {
        writeError(store.error());
        return ExitCode::Usage;
    }
    return *std::move(store);
}

bool forEachLetter(const DeadLetters &store, const Arguments &arguments,
                   const std::function<bool(const core::DeadLetter &)> &visit)
{
    constexpr int kPage = 20; // each may hold many MiB
    const QStringList flows = arguments.texts(kFlow);
    std::int64_t after = 0;
    while (store) {
        const auto page = store->list({}, after, kPage);
        if (!page) {
            writeError(page.error());
            return false;
        }
        if (page->empty()) {
            break;
        }
        after = page->back().id;
        for (const core::DeadLetter &letter : *page) {
            if ((flows.isEmpty() || flows.contains(letter.flow)) && !visit(letter)) {
                return true;
            }
        }
    }
    return true;
}

core::Result<std::vector<core::DeadLetterGroup>> wantedGroups(const DeadLetters &store,
                                                              const Arguments &arguments)
{
    if (!store) {
        return std::vector<core::DeadLetterGroup>();
    }
    return store->groups([flows = arguments.texts(kFlow)](const core::DeadLetter &letter) {
        return flows.isEmpty() || flows.contains(letter.flow);
    });
}

} // namespace weirctl
