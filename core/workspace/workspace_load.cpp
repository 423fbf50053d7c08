// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"
#include "core/schema/yaml.h"
#include "core/support/text.h"
#include "core/support/units.h"
#include "core/workspace/document_report.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/upgrade.h"
#include "core/workspace/workspace_checks.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {
namespace {

/// One load: the tree, what came of it, what was found.
struct Loading
{
    const Registry &registry;
    const Node &root;
    QString baseFolder;
    LoadedWorkspace &result;
    DocumentReport report;
};

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

void checkName(const QString &section, const QString &name, Loading &load)
{
    static const QRegularExpression allowed(u"^[A-Za-z0-9_-]{1,64}$"_s);
    if (!allowed.match(name).hasMatch()) {
        load.report.error("name.invalid", {section, name},
                          text(WEIR_TEXT("\"%1\" cannot be a name")).arg(visibleText(name, 64)),
                          text(WEIR_TEXT("Names have letters, digits, - and _, at most 64")));
    }
}

/// A value that could not be read was reported already; that it is missing then says nothing new.
void append(Findings &all, Findings read, const Findings &checked)
{
    for (const Finding &finding : checked) {
        const bool known = finding.code == "field.required"_L1
            && std::any_of(read.begin(), read.end(), [&finding](const Finding &other) {
                               return other.path == finding.path
                                   || other.path.startsWith(finding.path + u'[')
                                   || finding.path.startsWith(other.path + u'.');
                           });
        if (!known) {
            read.push_back(finding);
        }
    }
    all.insert(all.end(), read.begin(), read.end());
}

/// The struct of `schema` from `settings`, all findings kept.
ConfigBox readChecked(const Schema &schema, const Node &settings, Role role, const QString &path,
                      Loading &load)
{
    ConfigBox config(schema);
    Findings read = readConfig(config, settings, path);
    append(load.result.findings, std::move(read),
           validateConfig(config, role, path, &settings, load.baseFolder));
    return config;
}

/// Takes a text out of an entry's settings.
QString takeText(Node &settings, const QString &key, const QStringList &path, Loading &load)
{
    const Node *node = settings.find(key);
    QString value;
    if (node && node->isScalar()) {
        value = node->text;
    } else if (node && !node->isNull()) {
        load.report.error("field.type", QStringList(path) << key,
                          text(WEIR_TEXT("This needs a text")));
    }
    settings.remove(key);
    return value;
}

struct Section
{
    QString key;
    Role role;
    const Schema *(*schemaOf)(const Registry &registry, const QString &type);
    QStringList (*types)(const Registry &registry);
};

template <typename Types>
QStringList typeNames(const Types &types)
{
    QStringList names;
    for (const auto &type : types) {
        names.append(QString::fromLatin1(type.type));
    }
    return names;
}

const Section &sourceSection()
{
    static const Section section{
        .key = u"sources"_s,
        .role = Role::Source,
        .schemaOf = [](const Registry &registry, const QString &type) -> const Schema * {
            const SourceType *found = registry.source(type);
            return found ? &found->schema : nullptr;
        },
        .types = [](const Registry &registry) { return typeNames(registry.sources()); }};
    return section;
}

const Section &endpointSection()
{
    static const Section section{
        .key = u"endpoints"_s,
        .role = Role::Destination,
        .schemaOf = [](const Registry &registry, const QString &type) -> const Schema * {
            const EndpointType *found = registry.endpoint(type);
            return found ? &found->schema : nullptr;
        },
        .types = [](const Registry &registry) { return typeNames(registry.endpoints()); }};
    return section;
}

void reportType(const QString &type, const QStringList &path, const Section &section, Loading &load)
{
    const QStringList types = section.types(load.registry);
    if (type.isEmpty()) {
        load.report.error("entry.type.missing", path, text(WEIR_TEXT("The type is missing")),
                          text(WEIR_TEXT("Types: %1")).arg(types.join(u", "_s)));
        return;
    }
    const QString near = nearestName(type, types);
    load.report.error("entry.type.unknown", QStringList(path) << u"type"_s,
                      text(WEIR_TEXT("The type \"%1\" is not known")).arg(visibleText(type, 64)),
                      near.isEmpty() ? text(WEIR_TEXT("Types: %1")).arg(types.join(u", "_s))
                                     : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
}

WorkspaceEntry readEntry(const Node::Key &key, const Node &node, const Section &section, Role role,
                         Loading &load)
{
    const QStringList path{section.key, key.name};
    WorkspaceEntry entry{.name = key.name};
    if (!node.isMap()) {
        load.report.error("field.type", path, text(WEIR_TEXT("This needs a type and settings")));
        return entry;
    }
    Node settings = node;
    settings.line = key.line; // what is missing is missing at the entry's name
    settings.column = key.column;
    entry.type = takeText(settings, u"type"_s, path, load);
    entry.description = takeText(settings, u"description"_s, path, load);
    if (settings.find(u"connection"_s)) {
        load.report.error(
            "entry.connection", QStringList(path) << u"connection"_s,
            text(WEIR_TEXT("Shared connections are not read by this version of Weir")),
            text(WEIR_TEXT("Write the connection's settings into this entry")));
        settings.remove(u"connection"_s);
    }
    const Schema *schema = section.schemaOf(load.registry, entry.type);
    if (!schema) {
        reportType(entry.type, path, section, load);
        entry.unread = std::move(settings);
        return entry;
    }
    entry.config = readChecked(*schema, settings, role, path.join(u'.'), load);
    return entry;
}

/// The map under a top-level key, or nullptr; anything else is a finding.
const Node *sectionMap(const QString &key, Loading &load)
{
    const Node *section = load.root.find(key);
    if (!section || section->isNull()) {
        return nullptr;
    }
    if (!section->isMap()) {
        load.report.error("field.type", {key},
                          text(WEIR_TEXT("This needs a map of names and settings")));
        return nullptr;
    }
    return section;
}

bool isWrittenTo(const Node &root, const QString &endpoint)
{
    const Node *flows = root.find(u"flows"_s);
    for (const Node &flow : flows ? flows->items : std::vector<Node>()) {
        const Node *to = flow.find(u"to"_s);
        for (const Node &item : to ? to->items : std::vector<Node>()) {
            const Node *name = item.find(u"endpoint"_s);
            if (name && name->text == endpoint) {
                return true;
            }
        }
    }
    return false;
}

std::vector<WorkspaceEntry> readEntries(const Section &section, Loading &load)
{
    std::vector<WorkspaceEntry> entries;
    const Node *map = sectionMap(section.key, load);
    for (std::size_t i = 0; map && i < map->items.size(); ++i) {
        const QString &name = map->keys[i].name;
        const bool isUsed = section.role == Role::Source || isWrittenTo(load.root, name);
        checkName(section.key, name, load);
        entries.push_back(readEntry(map->keys[i], map->items[i], section,
                                    isUsed ? section.role : Role::Both, load));
    }
    return entries;
}

/// Reading from an endpoint would need the connectors' other half; it is refused by name.
bool refuseEndpointAsSource(Node &flow, const QStringList &path, Loading &load)
{
    const Node *from = flow.find(u"from"_s);
    const bool refused = from && from->find(u"endpoint"_s);
    if (refused) {
        load.report.error("flow.from.endpoint", QStringList(path) << u"from"_s << u"endpoint"_s,
                          text(WEIR_TEXT("A flow of this version cannot read from an endpoint")),
                          text(WEIR_TEXT("Add a source with the same server and name that")));
        flow.remove(u"from"_s);
    }
    return refused;
}

WorkspaceFlow readFlow(const Node::Key &key, Node node, Loading &load)
{
    const QString &name = key.name;
    const QStringList path{u"flows"_s, name};
    const bool refused = refuseEndpointAsSource(node, path, load);
    if (!node.isMap()) {
        load.report.error("field.type", path, text(WEIR_TEXT("This needs from and to")));
        return WorkspaceFlow{.name = name};
    }
    node.line = key.line;
    node.column = key.column;
    const ConfigBox box =
        readChecked(FlowConfig::schema(), node, Role::Both, path.join(u'.'), load);
    std::erase_if(load.result.findings, [&](const Finding &finding) {
        return refused && finding.path == QString(path.join(u'.') + u".from.source"_s);
    });
    WorkspaceFlow flow = toWorkspaceFlow(name, box.as<FlowConfig>());
    const QUuid id = QUuid::fromString(flow.id);
    flow.id = id.isNull() ? QString() : id.toString(QUuid::WithoutBraces);
    return flow;
}

void readFlows(Loading &load)
{
    const Node *map = sectionMap(u"flows"_s, load);
    Workspace &workspace = load.result.workspace;
    for (std::size_t i = 0; map && i < map->items.size(); ++i) {
        checkName(u"flows"_s, map->keys[i].name, load);
        WorkspaceFlow flow = readFlow(map->keys[i], map->items[i], load);
        if (flow.id.isEmpty()) {
            flow.id = stableFlowId(workspace.name, flow.name);
        }
        workspace.flows.push_back(std::move(flow));
    }
}

void checkTopLevel(Loading &load)
{
    static const QStringList kKnown{u"weir"_s, u"name"_s, u"sources"_s, u"endpoints"_s, u"flows"_s};
    for (const Node::Key &key : load.root.keys) {
        if (key.name == "connections"_L1) {
            load.report.error(
                "workspace.connections", {key.name},
                text(WEIR_TEXT("Shared connections are not read by this version of Weir")),
                text(WEIR_TEXT("Write their settings into each source and endpoint")));
        } else if (!kKnown.contains(key.name)) {
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
    workspace.sources = readEntries(sourceSection(), load);
    workspace.endpoints = readEntries(endpointSection(), load);
    readFlows(load);
    checkWorkspace(workspace, load.report);
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
