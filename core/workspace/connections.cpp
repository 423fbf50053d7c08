// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/connections.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {
namespace {

bool isGroup(const FieldSpec *spec)
{
    return spec && spec->member.codec->kind == FieldKind::Group;
}

QString dotted(const QString &prefix, const QString &key)
{
    return prefix.isEmpty() ? key : QString(prefix + u'.' + key);
}

Node merged(const Schema &schema, const QString &prefix, const Node &shared, const Node &own)
{
    Node result = own;
    for (std::size_t i = 0; i < shared.items.size(); ++i) {
        const QString &key = shared.keys[i].name;
        Node *mine = result.find(key);
        if (!mine) {
            result.keys.push_back(shared.keys[i]); // with its place, for findings
            result.items.push_back(shared.items[i]);
        } else if (mine->isMap() && shared.items[i].isMap()) {
            const QString path = dotted(prefix, key);
            if (isGroup(findField(schema, path))) {
                *mine = merged(schema, path, shared.items[i], *mine);
            }
        }
    }
    return result;
}

/// An entry beside the connection it uses.
struct Comparison
{
    const ConfigBox &entry;
    const ConfigBox &shared;

    void collect(const Node &given, const QString &prefix, QStringList &own) const
    {
        for (std::size_t i = 0; i < given.items.size(); ++i) {
            const QString path = dotted(prefix, given.keys[i].name);
            const FieldSpec *spec = findField(entry.schema(), path);
            if (isGroup(spec)) {
                collect(given.items[i], path, own);
            } else if (spec && !(readField(entry, path) == readField(shared, path))) {
                own.append(path);
            }
        }
    }

    void drop(Node &own, const Node &given, const QString &prefix) const
    {
        for (std::size_t i = 0; i < given.items.size(); ++i) {
            const QString &key = given.keys[i].name;
            const QString path = dotted(prefix, key);
            const FieldSpec *spec = findField(entry.schema(), path);
            if (isGroup(spec)) {
                const Node *present = own.find(key);
                Node inside = present ? *present : Node::map();
                drop(inside, given.items[i], path);
                keep(own, key, inside, !inside.items.empty());
            } else if (spec) {
                const Node now = readField(entry, path);
                keep(own, key, now, !(now == readField(shared, path)));
            }
        }
    }

    static void keep(Node &own, const QString &key, const Node &value, bool isOwn)
    {
        if (isOwn) {
            own.insert(key, value);
        } else {
            own.remove(key);
        }
    }
};

ConfigBox read(const Schema &schema, const Node &settings)
{
    ConfigBox config(schema);
    readConfig(config, settings, {});
    return config;
}

/// Where a server is; not what is read there or how.
bool isAddress(const FieldSpec &spec)
{
    return spec.heading == Heading::Connection && spec.member.codec->kind == FieldKind::Text
        && !*spec.browse && (spec.required || spec.requiredWhen.field);
}

} // namespace

bool isShareable(const Schema &schema, const QString &key)
{
    const FieldSpec *spec = findField(schema, key.section(u'.', 0, 0));
    return spec && (spec->heading == Heading::Connection || spec->heading == Heading::Security);
}

Node withShared(const Schema &schema, const Node &shared, const Node &own)
{
    return merged(schema, {}, shared, own);
}

Node ownSettings(const WorkspaceEntry &entry, const WorkspaceConnection *connection, Role role)
{
    if (entry.config.isEmpty()) {
        return entry.unread;
    }
    Node own = writeConfig(entry.config, role);
    if (connection) {
        const ConfigBox shared = read(entry.config.schema(), connection->settings);
        Comparison{.entry = entry.config, .shared = shared}.drop(own, connection->settings, {});
    }
    return own;
}

ConfigBox joined(const ConfigBox &config, const WorkspaceConnection &connection)
{
    const Schema &schema = config.schema();
    return read(schema, withShared(schema, writeConfig(config), connection.settings));
}

QStringList ownKeys(const ConfigBox &config, const WorkspaceConnection &connection)
{
    const ConfigBox shared = read(config.schema(), connection.settings);
    QStringList own;
    Comparison{.entry = config, .shared = shared}.collect(connection.settings, {}, own);
    return own;
}

Node settingsToShare(const ConfigBox &config)
{
    const Node all = writeConfig(config);
    Node shared = Node::map();
    for (std::size_t i = 0; i < all.items.size(); ++i) {
        const FieldSpec *spec = findField(config.schema(), all.keys[i].name);
        if (spec && (spec->heading == Heading::Security || isAddress(*spec))) {
            shared.insert(all.keys[i].name, all.items[i]);
        }
    }
    return shared;
}

void putConnection(Workspace &workspace, const QString &before, WorkspaceConnection connection)
{
    const auto old = std::ranges::find(workspace.connections, before, &WorkspaceConnection::name);
    if (before.isEmpty() || old == workspace.connections.end()) {
        workspace.connections.push_back(std::move(connection));
        return;
    }
    auto &entries = connection.role == Role::Source ? workspace.sources : workspace.endpoints;
    for (WorkspaceEntry &entry : entries) {
        if (entry.connection != before) {
            continue;
        }
        entry.connection = connection.name;
        if (!entry.config.isEmpty()) {
            const Schema &schema = entry.config.schema();
            const Node own = ownSettings(entry, &*old, Role::Both);
            entry.config = read(schema, withShared(schema, connection.settings, own));
        }
    }
    *old = std::move(connection);
}

void removeConnection(Workspace &workspace, const QString &name)
{
    std::erase_if(workspace.connections,
                  [&name](const WorkspaceConnection &one) { return one.name == name; });
    for (auto *entries : {&workspace.sources, &workspace.endpoints}) {
        for (WorkspaceEntry &entry : *entries) {
            if (entry.connection == name) {
                entry.connection.clear();
            }
        }
    }
}

} // namespace core
