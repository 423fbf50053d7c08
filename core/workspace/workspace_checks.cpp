// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace_checks.h"

#include "core/schema/field_findings.h"
#include "core/schema/field_types.h"
#include "core/support/text.h"

#include <QFileInfo>
#include <QHash>

#include <map>

using namespace Qt::StringLiterals;

namespace core {
namespace {

QStringList namesOf(const std::vector<WorkspaceEntry> &entries)
{
    QStringList names;
    for (const WorkspaceEntry &entry : entries) {
        names.append(entry.name);
    }
    return names;
}

QString toKey(std::size_t index)
{
    return u"to[%1]"_s.arg(index);
}

void reportUnknown(const QString &name, const QStringList &path,
                   const std::vector<WorkspaceEntry> &known, DocumentReport &report)
{
    const QString near = nearestName(name, namesOf(known));
    report.error("flow.reference.unknown", path,
                 text(WEIR_TEXT("There is no \"%1\" in this workspace")).arg(visibleText(name, 64)),
                 near.isEmpty() ? QString() : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
}

void checkReferences(const Workspace &workspace, DocumentReport &report)
{
    for (const WorkspaceFlow &flow : workspace.flows) {
        const QStringList path{u"flows"_s, flow.name};
        if (!flow.from.entry.isEmpty() && !workspace.originOf(flow)) {
            const bool isEndpoint = flow.from.isEndpoint;
            reportUnknown(flow.from.entry,
                          QStringList(path)
                              << u"from"_s << (isEndpoint ? u"endpoint"_s : u"source"_s),
                          isEndpoint ? workspace.endpoints : workspace.sources, report);
        }
        for (std::size_t i = 0; i < flow.to.size(); ++i) {
            const FlowReference &to = flow.to[i];
            const QStringList place = QStringList(path) << toKey(i);
            if (!to.entry.isEmpty() && !workspace.endpoint(to.entry)) {
                reportUnknown(to.entry, QStringList(place) << u"endpoint"_s, workspace.endpoints,
                              report);
            }
            const bool repeated =
                std::any_of(flow.to.begin(), flow.to.begin() + static_cast<std::ptrdiff_t>(i),
                            [&to](const FlowReference &earlier) {
                                return earlier.entry == to.entry && earlier.target == to.target;
                            });
            if (repeated) {
                report.error("flow.to.repeated", place,
                             text(WEIR_TEXT("The flow writes there already")));
            }
        }
    }
}

/// What a flow's rows are made of; sources that do not ask for it give JSON.
QString dataTypeOf(const Workspace &workspace, const WorkspaceFlow &flow)
{
    QString type;
    const WorkspaceEntry *source = workspace.source(flow.from.entry);
    ConfigBox copy = flow.from.isEndpoint ? flow.from.reading
        : source                          ? source->config
                                          : ConfigBox();
    if (!copy.isEmpty()) {
        visitFields(copy, [&type](const QString &key, const FieldSpec &spec, void *member) {
            if (key == "data_type"_L1) {
                type = spec.member.codec->write(member, spec).text;
            }
        });
    }
    return type.isEmpty() ? u"json"_s : type;
}

/// What the endpoint's type says of the topic or table, and that a flow does not feed itself.
void checkTargets(const Workspace &workspace, const Registry &registry, DocumentReport &report)
{
    for (const WorkspaceFlow &flow : workspace.flows) {
        for (std::size_t i = 0; i < flow.to.size(); ++i) {
            const FlowReference &to = flow.to[i];
            const WorkspaceEntry *entry = workspace.endpoint(to.entry);
            const EndpointType *type = entry ? registry.endpoint(entry->type) : nullptr;
            if (!type || entry->config.isEmpty()) {
                continue;
            }
            const QString target = to.target.isEmpty() ? flow.name : to.target;
            const QStringList place{u"flows"_s, flow.name, toKey(i),
                                    to.isTable ? u"table"_s : u"topic"_s};
            const auto wrong =
                type->checkTarget ? type->checkTarget(entry->config, target) : std::nullopt;
            if (wrong) {
                report.error(wrong->id, place, wrong->message, wrong->fix);
            }
            const auto unfit = type->checkRows
                ? type->checkRows(entry->config, dataTypeOf(workspace, flow))
                : std::nullopt;
            if (unfit) {
                report.error(unfit->id, {u"endpoints"_s, entry->name, unfit->field}, unfit->message,
                             unfit->fix);
            }
            const bool isItself = flow.from.isEndpoint && flow.from.entry == to.entry
                && !flow.from.reading.isEmpty() && type->reading;
            if (isItself && type->reading->reads(flow.from.reading, target)) {
                report.error("flow.loop", place,
                             text(WEIR_TEXT("The flow would read what it writes, without end")),
                             text(WEIR_TEXT("Write to another topic")));
            }
        }
    }
}

/// Two flows in one file would mix their rows and lose each other's positions.
void checkPlaces(const Workspace &workspace, const Registry &registry, DocumentReport &report)
{
    QHash<QString, QString> owners;
    for (const WorkspaceFlow &flow : workspace.flows) {
        for (std::size_t i = 0; i < flow.to.size() && flow.enabled; ++i) {
            const FlowReference &to = flow.to[i];
            const WorkspaceEntry *entry = workspace.endpoint(to.entry);
            const EndpointType *type = entry ? registry.endpoint(entry->type) : nullptr;
            if (!type || !type->alone || entry->config.isEmpty()) {
                continue;
            }
            const QString target = to.target.isEmpty() ? flow.name : to.target;
            const QString place =
                entry->type + u' ' + type->alone(entry->config, flow.name, target);
            if (const auto other = owners.constFind(place); other != owners.constEnd()) {
                report.error(
                    "flow.place.shared", {u"flows"_s, flow.name, toKey(i), u"endpoint"_s},
                    text(WEIR_TEXT("The flow \"%1\" writes to the same file")).arg(*other),
                    text(WEIR_TEXT("Put {flow} or {table} into the file pattern of \"%1\""))
                        .arg(visibleText(entry->name, 64)));
            }
            owners.insert(place, flow.name);
        }
    }
}

void checkIds(const Workspace &workspace, DocumentReport &report)
{
    QHash<QString, QString> owners;
    for (const WorkspaceFlow &flow : workspace.flows) {
        if (const auto other = owners.constFind(flow.id); other != owners.constEnd()) {
            report.error("flow.id.repeated", {u"flows"_s, flow.name, u"id"_s},
                         text(WEIR_TEXT("The flow \"%1\" has the same id")).arg(*other),
                         text(WEIR_TEXT("Remove the line from the copy")));
        }
        owners.insert(flow.id, flow.name);
    }
}

/// Fields of an entry that say something when another holds the same value.
struct SharedValue
{
    QString key;
    QString value;
    Sharing sharing;
};

std::vector<SharedValue> sharedValues(const ConfigBox &config, Role role)
{
    std::vector<SharedValue> values;
    ConfigBox copy = config; // the visitor hands out mutable members
    if (copy.isEmpty()) {
        return values;
    }
    visitFields(copy, [&](const QString &key, const FieldSpec &spec, void *member) {
        if (spec.sharing != Sharing::Free && isVisible(config, key, role)) {
            values.push_back({.key = key,
                              .value = spec.member.codec->write(member, spec).text,
                              .sharing = spec.sharing});
        }
    });
    return values;
}

/// What two entries must have in common to talk to one server: its required address fields, but
/// for those that pick something on it.
QString addressOf(const WorkspaceEntry &entry)
{
    QString address = entry.type;
    ConfigBox copy = entry.config;
    visitFields(copy, [&address](const QString &, const FieldSpec &spec, void *member) {
        if (spec.required && spec.heading == Heading::Connection && !*spec.browse) {
            address += u'\n' + spec.member.codec->write(member, spec).text;
        }
    });
    return address;
}

/// Where an identity was seen first: flow, kind of end and the entry's name.
using Owners = std::map<QStringList, QString>;

void checkEnd(const WorkspaceEntry *entry, const QString &section, Role role,
              const WorkspaceFlow &flow, Owners &owners, DocumentReport &report)
{
    if (!entry || entry->config.isEmpty()) {
        return;
    }
    for (const SharedValue &shared : sharedValues(entry->config, role)) {
        if (shared.value.isEmpty() || shared.sharing == Sharing::SameOptions) {
            continue;
        }
        const QStringList identity{section, addressOf(*entry), shared.key, shared.value};
        const auto [owner, isFirst] = owners.emplace(identity, flow.name);
        if (isFirst || owner->second == flow.name) {
            continue;
        }
        const QStringList path{section, entry->name, shared.key};
        const QString value = visibleText(shared.value, 64);
        if (shared.sharing == Sharing::Refused) {
            report.error("flow.client_id.equal", path,
                         text(WEIR_TEXT("The flows \"%1\" and \"%2\" would throw each other out: "
                                        "both sign in as \"%3\""))
                             .arg(owner->second, flow.name, value),
                         text(WEIR_TEXT("Leave it empty, or give each flow an entry of its own")));
        } else {
            report.warning("flow.group.equal", path,
                           text(WEIR_TEXT("The flows \"%1\" and \"%2\" share the group \"%3\": "
                                          "each gets only a part of the messages"))
                               .arg(owner->second, flow.name, value),
                           text(WEIR_TEXT("Leave it empty to give each flow all messages")));
        }
    }
}

void checkIdentities(const Workspace &workspace, DocumentReport &report)
{
    Owners owners;
    for (const WorkspaceFlow &flow : workspace.flows) {
        if (!flow.enabled) {
            continue;
        }
        checkEnd(workspace.originOf(flow), flow.from.isEndpoint ? u"endpoints"_s : u"sources"_s,
                 Role::Source, flow, owners, report);
        for (const FlowReference &to : flow.to) {
            checkEnd(workspace.endpoint(to.entry), u"endpoints"_s, Role::Destination, flow, owners,
                     report);
        }
    }
}

/// The same file however it is spelt; links are followed as far as they exist.
QString samePath(const QString &path, const QString &baseFolder)
{
    if (path.isEmpty()) {
        return path;
    }
    const QString absolute = FilePath{path}.absolute(baseFolder);
    const QString real = QFileInfo(absolute).canonicalFilePath();
    return real.isEmpty() ? absolute : real;
}

void checkSharedFiles(const Workspace &workspace, DocumentReport &report)
{
    const QString folder =
        workspace.file.isEmpty() ? QString() : QFileInfo(workspace.file).absolutePath();
    std::map<QStringList, const WorkspaceEntry *> owners;
    for (const WorkspaceEntry &entry : workspace.endpoints) {
        for (const SharedValue &shared : sharedValues(entry.config, Role::Destination)) {
            if (shared.sharing != Sharing::SameOptions) {
                continue;
            }
            const QStringList file{entry.type, shared.key, samePath(shared.value, folder)};
            const auto [owner, isFirst] = owners.emplace(file, &entry);
            ConfigBox mine = entry.config;
            ConfigBox theirs = owner->second->config;
            writeField(mine, shared.key, Node());
            writeField(theirs, shared.key, Node());
            if (!isFirst && !(mine == theirs)) {
                report.error("entry.file.options", {u"endpoints"_s, entry.name, shared.key},
                             text(WEIR_TEXT("\"%1\" uses the same file with other options"))
                                 .arg(owner->second->name),
                             text(WEIR_TEXT("Give both the same options, or use one of them")));
            }
        }
    }
}

/// The file that an endpoint shares with others, by kind and place; empty where it has none.
QStringList sharedFileOf(const WorkspaceEntry &endpoint, const QString &folder)
{
    for (const SharedValue &shared : sharedValues(endpoint.config, Role::Destination)) {
        if (shared.sharing == Sharing::SameOptions) {
            return {endpoint.type, shared.key, samePath(shared.value, folder)};
        }
    }
    return {};
}

/// A table of a shared file, and the flow that was seen first to write to it.
struct SharedTable
{
    QString name;
    QString flow;
    QString dataType;
};

/// Rows of two kinds in one table would have few columns in common, and its key means one thing.
void compareTables(const SharedTable &theirs, const SharedTable &mine, const QStringList &place,
                   DocumentReport &report)
{
    if (theirs.name != mine.name) {
        report.error("flow.table.case", place,
                     text(WEIR_TEXT("The flow \"%1\" writes to the table \"%2\": to the store both "
                                    "names are one"))
                         .arg(theirs.flow, visibleText(theirs.name, 64)),
                     text(WEIR_TEXT("Spell it the same way, or choose another name")));
    } else if (theirs.dataType != mine.dataType) {
        report.error("flow.table.data_type", place,
                     text(WEIR_TEXT("The flows \"%1\" and \"%2\" write to one table: the one %3, "
                                    "the other %4"))
                         .arg(theirs.flow, mine.flow, theirs.dataType, mine.dataType),
                     text(WEIR_TEXT("Give each flow a table of its own")));
    }
}

void checkSharedTables(const Workspace &workspace, DocumentReport &report)
{
    const QString folder =
        workspace.file.isEmpty() ? QString() : QFileInfo(workspace.file).absolutePath();
    std::map<QStringList, SharedTable> tables;
    for (const WorkspaceFlow &flow : workspace.flows) {
        for (std::size_t i = 0; i < flow.to.size() && flow.enabled; ++i) {
            const WorkspaceEntry *endpoint = workspace.endpoint(flow.to[i].entry);
            const QStringList file = endpoint ? sharedFileOf(*endpoint, folder) : QStringList();
            if (file.isEmpty()) {
                continue;
            }
            const QString &target = flow.to[i].target;
            const SharedTable mine{.name = target.isEmpty() ? flow.name : target,
                                   .flow = flow.name,
                                   .dataType = dataTypeOf(workspace, flow)};
            const auto [theirs, isFirst] =
                tables.emplace(QStringList(file) << mine.name.toLower(), mine);
            if (!isFirst && theirs->second.flow != mine.flow) {
                const QStringList place{u"flows"_s, flow.name, toKey(i), u"table"_s};
                compareTables(theirs->second, mine, place, report);
            }
        }
    }
}

} // namespace

void checkWorkspace(const Workspace &workspace, const Registry &registry, DocumentReport &report)
{
    checkReferences(workspace, report);
    checkTargets(workspace, registry, report);
    checkPlaces(workspace, registry, report);
    checkIds(workspace, report);
    checkIdentities(workspace, report);
    checkSharedFiles(workspace, report);
    checkSharedTables(workspace, report);
}

Findings validateWorkspace(const Workspace &workspace, const Registry &registry)
{
    Findings findings;
    DocumentReport report(nullptr, findings);
    checkWorkspace(workspace, registry, report);
    return findings;
}

} // namespace core
