// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"
#include "core/support/text.h"
#include "core/workspace/connections.h"
#include "core/workspace/workspace_sections.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

void addConnection(WorkspaceEntry &entry, Node &settings, const Schema &schema, Role role,
                   const QStringList &path, Loading &load)
{
    const std::vector<WorkspaceConnection> &known = load.result.workspace.connections;
    const auto found = std::ranges::find(known, entry.connection, &WorkspaceConnection::name);
    const QStringList place = QStringList(path) << u"connection"_s;
    if (found == known.end()) {
        QStringList names;
        std::ranges::transform(known, std::back_inserter(names), &WorkspaceConnection::name);
        const QString near = nearestName(entry.connection, names);
        load.report.error(
            "connection.unknown", place,
            text(WEIR_TEXT("There is no connection \"%1\"")).arg(visibleText(entry.connection, 64)),
            near.isEmpty() ? QString() : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
    } else if (found->type != entry.type
               || (found->role == Role::Source) != (role == Role::Source)) {
        load.report.error(
            "connection.other_type", place,
            text(WEIR_TEXT("This connection is for another type or for the other end")),
            text(WEIR_TEXT("A connection serves the sources, or the endpoints, of one "
                           "type")));
    } else {
        settings = withShared(schema, found->settings, settings);
    }
}

/// What was found in the connection is not said again for each entry.
void dropRepeated(const WorkspaceEntry &entry, const QString &path, qsizetype from, Loading &load)
{
    Findings &all = load.result.findings;
    const QString shared = u"connections."_s + entry.connection;
    const auto isKnown = [&](const Finding &finding) {
        return std::any_of(all.begin(), all.begin() + from, [&](const Finding &other) {
            return other.code == finding.code && other.path.startsWith(shared)
                && other.path.mid(shared.size()) == finding.path.mid(path.size());
        });
    };
    all.erase(std::remove_if(all.begin() + from, all.end(), isKnown), all.end());
}

WorkspaceEntry readEntry(const Node::Key &key, const Node &node, const Section &section,
                         const std::vector<Role> &roles, Loading &load)
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
    entry.connection = takeText(settings, u"connection"_s, path, load);
    const Schema *schema = section.schemaOf(load.registry, entry.type);
    if (!schema) {
        reportType(entry.type, path, section, load);
        entry.unread = std::move(settings);
        return entry;
    }
    if (!entry.connection.isEmpty()) {
        addConnection(entry, settings, *schema, section.role, path, load);
    }
    const auto known = static_cast<qsizetype>(load.result.findings.size());
    entry.config = readChecked(*schema, settings, roles.empty() ? Role::Both : roles.front(),
                               path.join(u'.'), load);
    if (roles.size() > 1) { // what only the other role wants
        checkMore(entry.config, roles.back(), path.join(u'.'), settings, load);
    }
    dropRepeated(entry, path.join(u'.'), known, load);
    return entry;
}

bool names(const Node *end, const QString &endpoint)
{
    const Node *name = end ? end->find(u"endpoint"_s) : nullptr;
    return name && name->text == endpoint;
}

/// As what the document's flows use an endpoint; empty while none refers to it.
std::vector<Role> rolesOf(const Node &root, const QString &endpoint)
{
    bool isRead = false;
    bool isWritten = false;
    const Node *flows = root.find(u"flows"_s);
    for (const Node &flow : flows ? flows->items : std::vector<Node>()) {
        const Node *to = flow.find(u"to"_s);
        isRead = isRead || names(flow.find(u"from"_s), endpoint);
        isWritten = isWritten || (to && std::ranges::any_of(to->items, [&](const Node &item) {
                                      return names(&item, endpoint);
                                  }));
    }
    std::vector<Role> roles;
    if (isWritten) {
        roles.push_back(Role::Destination);
    }
    if (isRead) {
        roles.push_back(Role::Source);
    }
    return roles;
}

std::vector<WorkspaceEntry> readEntries(const Section &section, Loading &load)
{
    std::vector<WorkspaceEntry> entries;
    const Node *map = sectionMap(section.key, load);
    for (std::size_t i = 0; map && i < map->items.size(); ++i) {
        const QString &name = map->keys[i].name;
        const std::vector<Role> roles = section.role == Role::Source
            ? std::vector<Role>{Role::Source}
            : rolesOf(load.root, name);
        checkName(section.key, name, load);
        entries.push_back(readEntry(map->keys[i], map->items[i], section, roles, load));
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
