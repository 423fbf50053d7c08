// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/entry_edits.h"

#include "core/support/text.h"
#include "ui/forms/pending_secrets.h"

#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLongestName = 64;

std::vector<core::WorkspaceEntry> &mutableEntries(core::Workspace &workspace, core::EndKind kind)
{
    return kind == core::EndKind::Source ? workspace.sources : workspace.endpoints;
}

template <typename Item>
auto find(std::vector<Item> &items, const QString &name)
{
    return std::find_if(items.begin(), items.end(),
                        [&name](const Item &item) { return item.name == name; });
}

template <typename Item>
void put(std::vector<Item> &items, const QString &before, Item item)
{
    const auto found = before.isEmpty() ? items.end() : find(items, before);
    if (found == items.end()) {
        items.push_back(std::move(item));
    } else {
        *found = std::move(item);
    }
}

template <typename IsTaken>
QString numbered(const QString &wanted, const char *fallback, IsTaken isTaken)
{
    static const QRegularExpression kRefused(u"[^A-Za-z0-9_-]+"_s);
    QString plain = QString(wanted).replace(kRefused, u"-"_s).left(kLongestName - 4);
    if (plain.isEmpty() || plain == "-"_L1) {
        plain = QString::fromLatin1(fallback);
    }
    QString name = plain;
    for (int number = 2; isTaken(name); ++number) {
        name = u"%1-%2"_s.arg(plain).arg(number);
    }
    return name;
}

} // namespace

const std::vector<core::WorkspaceEntry> &entriesOf(const core::Workspace &workspace,
                                                   core::EndKind kind)
{
    return kind == core::EndKind::Source ? workspace.sources : workspace.endpoints;
}

const core::WorkspaceEntry *entryOf(const core::Workspace &workspace, core::EndKind kind,
                                    const QString &name)
{
    return kind == core::EndKind::Source ? workspace.source(name) : workspace.endpoint(name);
}

void putEntry(core::Workspace &workspace, core::EndKind kind, const QString &before,
              core::WorkspaceEntry entry)
{
    const QString name = entry.name;
    put(mutableEntries(workspace, kind), before, std::move(entry));
    if (before.isEmpty() || before == name) {
        return;
    }
    for (core::WorkspaceFlow &flow : workspace.flows) {
        if (flow.from.entry == before
            && flow.from.isEndpoint == (kind == core::EndKind::Endpoint)) {
            flow.from.entry = name;
        }
        for (core::FlowReference &to : flow.to) {
            if (kind == core::EndKind::Endpoint && to.entry == before) {
                to.entry = name;
            }
        }
    }
}

void removeEntry(core::Workspace &workspace, core::EndKind kind, const QString &name)
{
    std::erase_if(mutableEntries(workspace, kind),
                  [&name](const core::WorkspaceEntry &entry) { return entry.name == name; });
}

QString duplicateEntry(core::Workspace &workspace, core::EndKind kind, const QString &name)
{
    const core::WorkspaceEntry *entry = entryOf(workspace, kind, name);
    if (!entry) {
        return {};
    }
    core::WorkspaceEntry copy = *entry;
    copy.name = freeEntryName(workspace, kind, name);
    const QString made = copy.name;
    mutableEntries(workspace, kind).push_back(std::move(copy));
    return made;
}

QStringList flowsUsing(const core::Workspace &workspace, core::EndKind kind, const QString &name)
{
    QStringList flows;
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        const bool isTo =
            std::any_of(flow.to.begin(), flow.to.end(),
                        [&name](const core::FlowReference &to) { return to.entry == name; });
        const bool isFrom =
            flow.from.entry == name && flow.from.isEndpoint == (kind == core::EndKind::Endpoint);
        if (isFrom || (kind == core::EndKind::Endpoint && isTo)) {
            flows.append(flow.name);
        }
    }
    return flows;
}

QString freeEntryName(const core::Workspace &workspace, core::EndKind kind, const QString &wanted)
{
    return numbered(wanted, kind == core::EndKind::Source ? "source" : "endpoint",
                    [&](const QString &name) { return entryOf(workspace, kind, name); });
}

QString freeFlowName(const core::Workspace &workspace, const QString &wanted)
{
    return numbered(wanted, "flow", [&](const QString &name) { return workspace.flow(name); });
}

std::optional<core::Finding> plainNameProblem(const QString &name, bool isTaken)
{
    static const QRegularExpression kAllowed(u"^[A-Za-z0-9_-]{1,64}$"_s);
    core::Finding problem{.path = u"name"_s};
    if (name.isEmpty()) {
        problem.code = u"field.required"_s;
        problem.message = core::text(WEIR_TEXT("A name is needed"));
    } else if (!kAllowed.match(name).hasMatch()) {
        problem.code = u"name.invalid"_s;
        problem.message = core::text(WEIR_TEXT("Names have letters, digits, - and _, at most 64"));
    } else if (isTaken) {
        problem.code = u"name.taken"_s;
        problem.message = core::text(WEIR_TEXT("This name is used already"));
    } else {
        return std::nullopt;
    }
    return problem;
}

std::optional<core::Finding> entryNameProblem(const core::Workspace &workspace, core::EndKind kind,
                                              const QString &before, const QString &name)
{
    return plainNameProblem(name, name != before && entryOf(workspace, kind, name));
}

std::optional<core::Finding> flowNameProblem(const core::Workspace &workspace,
                                             const QString &before, const QString &name)
{
    return plainNameProblem(name, name != before && workspace.flow(name));
}

void putFlow(core::Workspace &workspace, const QString &before, core::WorkspaceFlow flow)
{
    if (flow.id.isEmpty()) {
        // Not made of names: two people's first flows would share a consumer group.
        flow.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    put(workspace.flows, before, std::move(flow));
}

void removeFlow(core::Workspace &workspace, const QString &name)
{
    std::erase_if(workspace.flows,
                  [&name](const core::WorkspaceFlow &flow) { return flow.name == name; });
}

QString someEndpoint(core::Workspace &workspace, const core::Registry &registry)
{
    if (!workspace.endpoints.empty()) {
        return workspace.endpoints.front().name;
    }
    const core::EndpointType *store = registry.endpoint(u"store"_s);
    if (!store) {
        return {};
    }
    core::WorkspaceEntry local{.name = u"local"_s,
                               .type = u"store"_s,
                               .description =
                                   core::text(WEIR_TEXT("An SQLite file beside the workspace.")),
                               .config = core::ConfigBox(store->schema)};
    if (core::findField(store->schema, u"path"_s)
        && core::readField(local.config, u"path"_s).text.isEmpty()) {
        core::writeField(local.config, u"path"_s, core::Node::quotedText(u"local.db"_s));
    }
    workspace.endpoints.push_back(std::move(local));
    return u"local"_s;
}

QString flowFrom(core::Workspace &workspace, const core::Registry &registry, const QString &source)
{
    const QStringList flows = flowsUsing(workspace, core::EndKind::Source, source);
    if (!flows.isEmpty()) {
        return flows.front();
    }
    const QString endpoint = someEndpoint(workspace, registry);
    if (endpoint.isEmpty()) {
        return {};
    }
    const core::EndpointType *type = registry.endpoint(workspace.endpoint(endpoint)->type);
    core::WorkspaceFlow flow{.name = freeFlowName(workspace, source),
                             .from = {.entry = source},
                             .to = {{.entry = endpoint, .isTable = type && type->needsRows}}};
    const QString name = flow.name;
    putFlow(workspace, {}, std::move(flow));
    return name;
}

namespace {

void addSecretPaths(core::ConfigBox config, QSet<QString> &paths)
{
    if (config.isEmpty()) {
        return;
    }
    visitSecrets(config,
                 [&paths](core::Secret &secret) { paths.insert(keyringPath(secret.reference())); });
    paths.remove(QString());
}

} // namespace

QSet<QString> secretPathsOfReadings(const core::Workspace &workspace, const QString &flow)
{
    QSet<QString> paths;
    for (const core::WorkspaceFlow &one : workspace.flows) {
        if (one.name != flow) {
            addSecretPaths(one.from.reading, paths);
        }
    }
    return paths;
}

QSet<QString> secretPathsBesides(const core::Workspace &workspace, core::EndKind kind,
                                 const QString &name)
{
    QSet<QString> paths;
    for (const core::EndKind each : {core::EndKind::Source, core::EndKind::Endpoint}) {
        for (const core::WorkspaceEntry &entry : entriesOf(workspace, each)) {
            if (each != kind || entry.name != name) {
                addSecretPaths(entry.config, paths);
            }
        }
    }
    return paths;
}

} // namespace ui
