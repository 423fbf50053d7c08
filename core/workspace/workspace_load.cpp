// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"
#include "core/schema/yaml.h"
#include "core/support/text.h"
#include "core/support/units.h"
#include "core/workspace/upgrade.h"
#include "core/workspace/workspace_checks.h"
#include "core/workspace/workspace_loading.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {
namespace {

using loading::Loading;

QString stem(const QString &file)
{
    QString name = QFileInfo(file).fileName();
    for (const auto suffix : {".weir.yaml"_L1, ".weir.yml"_L1, ".yaml"_L1, ".yml"_L1}) {
        if (name.endsWith(suffix)) {
            name.chop(suffix.size());
            break;
        }
    }
    return name;
}

void checkTopLevel(Loading &load)
{
    static const QStringList kKnown{u"weir"_s,    u"name"_s,      u"connections"_s,
                                    u"sources"_s, u"endpoints"_s, u"flows"_s};
    for (const Node::Key &key : load.root.keys) {
        if (!kKnown.contains(key.name)) {
            const QString near = nearestName(key.name, kKnown);
            const QString shown = visibleText(key.name, 64);
            load.report.error("field.unknown", {key.name},
                              text(WEIR_TEXT("There is no key \"%1\" here")).arg(shown),
                              near.isEmpty()
                                  ? text(WEIR_TEXT("Known keys: %1")).arg(kKnown.join(u", "_s))
                                  : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
        }
    }
}

QString readName(Loading &load)
{
    constexpr qsizetype kLongest = 200;
    const Node *name = load.root.find(u"name"_s);
    if (name && !name->isNull() && (!name->isScalar() || name->text.size() > kLongest)) {
        load.report.error("field.type", {u"name"_s},
                          text(WEIR_TEXT("This needs a text of at most 200 characters")));
        name = nullptr;
    }
    return name && !name->text.isEmpty() ? name->text : stem(load.result.workspace.file);
}

void readDocument(Loading &load)
{
    checkTopLevel(load);
    Workspace &workspace = load.result.workspace;
    workspace.name = readName(load);
    workspace.connections = loading::readConnections(load);
    workspace.sources = loading::readSources(load);
    workspace.endpoints = loading::readEndpoints(load);
    workspace.flows = loading::readFlows(load);
    checkWorkspace(workspace, load.registry, load.report);
}

} // namespace

LoadedWorkspace parseWorkspace(const QByteArray &yaml, const QString &file,
                               const Registry &registry)
{
    LoadedWorkspace loaded;
    loaded.workspace.file = file.isEmpty() ? QString() : QFileInfo(file).absoluteFilePath();
    ParsedYaml parsed = parseYaml(yaml);
    loaded.hadComments = parsed.hasComments;
    loaded.findings = std::move(parsed.findings);
    if (hasErrors(loaded.findings)) {
        return loaded;
    }
    if (!parsed.root.isMap()) {
        addFieldError(loaded.findings, parsed.root, {}, "workspace.empty",
                      text(WEIR_TEXT("This file holds no workspace")),
                      text(WEIR_TEXT("A workspace begins with the line weir: 1")));
        return loaded;
    }
    loaded.findings = upgradeDocument(parsed.root, workspaceUpgrades(), kWorkspaceVersion);
    if (hasErrors(loaded.findings) && parsed.root.find(u"weir"_s)) {
        return loaded; // keys of another version mean other things
    }
    Loading load{.registry = registry,
                 .root = parsed.root,
                 .baseFolder =
                     file.isEmpty() ? QString() : QFileInfo(loaded.workspace.file).absolutePath(),
                 .result = loaded,
                 .report = DocumentReport(&parsed.root, loaded.findings)};
    readDocument(load);
    std::stable_sort(loaded.findings.begin(), loaded.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.line < b.line; });
    return loaded;
}

Result<LoadedWorkspace> loadWorkspace(const QString &file, const Registry &registry)
{
    const auto refused = [&file](const QString &why) {
        return Error{.code = ErrorCode::NotFound,
                     .id = "workspace.unreadable",
                     .message = text(WEIR_TEXT("%1 cannot be read: %2"))
                                    .arg(visibleText(file, 200), visibleText(why, 200))};
    };
    QFile input(file);
    if (!QFileInfo(file).isFile() && QFileInfo::exists(file)) {
        return refused(text(WEIR_TEXT("it is not a file")));
    }
    if (!input.open(QIODevice::ReadOnly)) {
        return refused(input.errorString());
    }
    const QByteArray bytes = input.read(kMiB + 1);
    if (bytes.size() > kMiB) {
        return refused(text(WEIR_TEXT("it is larger than 1 MiB")));
    }
    return parseWorkspace(bytes, file, registry);
}

} // namespace core
