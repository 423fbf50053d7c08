// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"
#include "core/support/text.h"
#include "core/workspace/workspace_loading.h"

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

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

} // namespace

std::vector<WorkspaceEntry> readSources(Loading &load)
{
    return readEntries(sourceSection(), load);
}

std::vector<WorkspaceEntry> readEndpoints(Loading &load)
{
    return readEntries(endpointSection(), load);
}

} // namespace core::loading
