// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"
#include "core/support/text.h"
#include "core/support/units.h"
#include "core/workspace/connections.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/upgrade.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Node headOf(const QString &type, const QString &description)
{
    Node map = Node::map();
    map.insert(u"type"_s, Node::quotedText(type));
    if (!description.isEmpty()) {
        map.insert(u"description"_s, Node::quotedText(description));
    }
    return map;
}

void addAll(Node &map, const Node &settings)
{
    for (std::size_t i = 0; i < settings.items.size(); ++i) {
        map.insert(settings.keys[i].name, settings.items[i]);
    }
}

Node connectionsNode(const std::vector<WorkspaceConnection> &connections)
{
    Node map = Node::map();
    for (const WorkspaceConnection &connection : connections) {
        Node head = headOf(connection.type, connection.description);
        if (connection.role == Role::Destination) {
            head.insert(u"for"_s, Node::scalar(u"endpoint"_s));
        }
        addAll(head, connection.settings);
        map.insert(connection.name, head);
    }
    return map;
}

Node entriesNode(const Workspace &workspace, const std::vector<WorkspaceEntry> &entries, Role role)
{
    Node map = Node::map();
    for (const WorkspaceEntry &entry : entries) {
        Node head = headOf(entry.type, entry.description);
        if (!entry.connection.isEmpty()) {
            head.insert(u"connection"_s, Node::quotedText(entry.connection));
        }
        addAll(head, ownSettings(entry, workspace.connection(entry.connection), role));
        map.insert(entry.name, head);
    }
    return map;
}

Node flowsNode(const std::vector<WorkspaceFlow> &flows)
{
    Node map = Node::map();
    for (const WorkspaceFlow &flow : flows) {
        ConfigBox box(FlowConfig::schema());
        box.as<FlowConfig>() = toFlowConfig(flow);
        Node node = writeConfig(box);
        Node *from = node.find(u"from"_s);
        if (from && !flow.from.reading.isEmpty()) {
            addAll(*from, writeConfig(flow.from.reading, Role::Source));
        }
        map.insert(flow.name, std::move(node));
    }
    return map;
}

Error saveError(const QString &file, const QString &why)
{
    return Error{.code = ErrorCode::Storage,
                 .id = "workspace.save",
                 .message = text(WEIR_TEXT("%1 cannot be saved: %2"))
                                .arg(visibleText(file, 200), visibleText(why, 200)),
                 .fix =
                     text(WEIR_TEXT("Nothing was changed; choose another folder or free space"))};
}

/// A second name for the present content: it survives the replacement of the first one.
void keepAs(const QString &file, const QString &name)
{
    QFile::remove(name);
    if (::link(QFile::encodeName(file).constData(), QFile::encodeName(name).constData()) != 0) {
        QFile::copy(file, name);
    }
}

void keepBackups(const QString &file, const QByteArray &present)
{
    constexpr int kBackups = 5;
    const auto name = [&file](int number) { return u"%1.bak.%2"_s.arg(file).arg(number); };
    QFile::remove(name(kBackups));
    for (int number = kBackups - 1; number >= 1; --number) {
        QFile::rename(name(number), name(number + 1));
    }
    keepAs(file, name(1));
    if (parseYaml(present).hasComments) {
        keepAs(file, file + u".bak.comments"_s);
    }
}

/// A rename is only durable once its folder is.
bool syncFolder(const QString &file)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) {
        ::close(handle);
    }
    return done;
}

QByteArray presentBytes(const QString &file)
{
    QFile present(file);
    return present.open(QIODevice::ReadOnly) ? present.read(4 * kMiB) : QByteArray();
}

} // namespace

QByteArray writeWorkspace(const Workspace &workspace)
{
    Node root = Node::map();
    root.insert(u"weir"_s, Node::scalar(QString::number(kWorkspaceVersion)));
    root.insert(u"name"_s, Node::quotedText(workspace.name));
    const auto add = [&root](const QString &key, Node section) {
        if (!section.items.empty()) {
            root.insert(key, std::move(section));
        }
    };
    add(u"connections"_s, connectionsNode(workspace.connections));
    add(u"sources"_s, entriesNode(workspace, workspace.sources, Role::Source));
    add(u"endpoints"_s, entriesNode(workspace, workspace.endpoints, Role::Both));
    add(u"flows"_s, flowsNode(workspace.flows));
    return emitYaml(root);
}

Result<void> saveWorkspace(const Workspace &workspace)
{
    const QString &file = workspace.file;
    const QByteArray bytes = writeWorkspace(workspace);
    const QByteArray present = presentBytes(file);
    if (bytes.size() > kMiB) {
        return saveError(file, text(WEIR_TEXT("it would be larger than 1 MiB")));
    }
    if (present == bytes) {
        return {};
    }
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly) || !output.setPermissions(kOwnerOnly)
        || output.write(bytes) != bytes.size() || !output.flush()) {
        return saveError(file, output.errorString());
    }
    if (!present.isEmpty()) {
        keepBackups(QFileInfo(file).absoluteFilePath(), present);
    }
    if (!output.commit()) { // writes through to the disk before it renames
        return saveError(file, output.errorString());
    }
    if (!syncFolder(file)) {
        return saveError(file, text(WEIR_TEXT("its folder cannot be written through to the disk")));
    }
    return {};
}

} // namespace core
