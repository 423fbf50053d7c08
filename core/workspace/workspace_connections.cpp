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

Role readRole(Node &settings, const QStringList &path, Loading &load)
{
    const QString value = takeText(settings, u"for"_s, path, load);
    if (!value.isEmpty() && value != "source"_L1 && value != "endpoint"_L1) {
        load.report.error("connection.for", QStringList(path) << u"for"_s,
                          text(WEIR_TEXT("A connection is for a source or for an endpoint")),
                          text(WEIR_TEXT("Write for: source or for: endpoint")));
    }
    return value == "endpoint"_L1 ? Role::Destination : Role::Source;
}

/// What belongs to an entry alone is reported and left out.
void takeOutForeign(const Schema &schema, Node &settings, const QStringList &path, Loading &load)
{
    const std::vector<Node::Key> keys = settings.keys;
    for (const Node::Key &key : keys) {
        if (findField(schema, key.name) && !isShareable(schema, key.name)) {
            load.report.error("connection.field", QStringList(path) << key.name,
                              text(WEIR_TEXT("A connection does not hold \"%1\"")).arg(key.name),
                              text(WEIR_TEXT("Set it in each entry that uses the connection")));
            settings.remove(key.name);
        }
    }
}

/// Only what is said of the keys that stand there: what is missing may come from the entry.
void check(const Schema &schema, WorkspaceConnection &connection, const QStringList &path,
           Loading &load)
{
    const QString prefix = path.join(u'.');
    Findings &all = load.result.findings;
    const auto known = static_cast<std::ptrdiff_t>(all.size());
    readChecked(schema, connection.settings, connection.role, prefix, load);
    const auto stands = [&](const Finding &finding) {
        const QString key = finding.path.mid(prefix.size() + 1);
        return std::ranges::any_of(connection.settings.keys, [&key](const Node::Key &given) {
            return key == given.name || key.startsWith(given.name + u'.')
                || key.startsWith(given.name + u'[');
        });
    };
    all.erase(std::remove_if(all.begin() + known, all.end(),
                             [&](const Finding &finding) {
                                 return finding.code == "field.required"_L1 || !stands(finding);
                             }),
              all.end());
}

WorkspaceConnection readConnection(const Node::Key &key, const Node &node, Loading &load)
{
    const QStringList path{u"connections"_s, key.name};
    WorkspaceConnection connection{.name = key.name};
    if (!node.isMap()) {
        load.report.error("field.type", path, text(WEIR_TEXT("This needs a type and settings")));
        return connection;
    }
    Node settings = node;
    connection.type = takeText(settings, u"type"_s, path, load);
    connection.description = takeText(settings, u"description"_s, path, load);
    connection.role = readRole(settings, path, load);
    const Section &section = connection.role == Role::Source ? sourceSection() : endpointSection();
    const Schema *schema = section.schemaOf(load.registry, connection.type);
    if (schema) {
        takeOutForeign(*schema, settings, path, load);
    } else {
        reportType(connection.type, path, section, load);
    }
    connection.settings = std::move(settings);
    if (schema) {
        check(*schema, connection, path, load);
    }
    return connection;
}

} // namespace

std::vector<WorkspaceConnection> readConnections(Loading &load)
{
    std::vector<WorkspaceConnection> connections;
    const Node *map = sectionMap(u"connections"_s, load);
    for (std::size_t i = 0; map && i < map->items.size(); ++i) {
        checkName(u"connections"_s, map->keys[i].name, load);
        connections.push_back(readConnection(map->keys[i], map->items[i], load));
    }
    return connections;
}

} // namespace core::loading
