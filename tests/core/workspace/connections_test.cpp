// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/connections.h"
#include "tests/core/workspace/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using test_registry::QueueConfig;

/// Two sources share a queue's settings, and each has some of its own.
class ConnectionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEntryHasWhatItsConnectionGives();
    void itsOwnKeysWin();
    void theFileSaysOnlyWhatIsTheEntrysOwn();
    void aDefaultCanBeItsOwn();
    void entriesFollowAChange();
    void entriesKeepWhatAGoneConnectionGave();
    void joiningTakesEverything();
    void whatAnEntryHasForItselfIsNamed();
    void aNewConnectionTakesAddressAndSecurity();
    void theFlowRunsWithBoth();
};

namespace {

const QByteArray kFile = "weir: 1\n"
                         "name: plant\n"
                         "connections:\n"
                         "  line:\n"
                         "    type: queue\n"
                         "    description: The line in hall 3.\n"
                         "    servers: one,two\n"
                         "    password: ${env:LINE}\n"
                         "    headers:\n"
                         "      site: a\n"
                         "    tls:\n"
                         "      disable: true\n"
                         "sources:\n"
                         "  orders:\n"
                         "    type: queue\n"
                         "    connection: line\n"
                         "    topic: orders\n"
                         "  returns:\n"
                         "    type: queue\n"
                         "    connection: line\n"
                         "    servers: three\n"
                         "    topic: returns\n"
                         "    wait: 7s\n"
                         "endpoints:\n"
                         "  lake:\n"
                         "    type: table\n"
                         "    path: lake\n"
                         "flows:\n"
                         "  orders-to-lake:\n"
                         "    id: 5b0e1f0e-57a0-4f4f-9c43-8d5ad1a1d0a1\n"
                         "    from:\n"
                         "      source: orders\n"
                         "    to:\n"
                         "      - endpoint: lake\n";

Workspace loaded(const QByteArray &yaml = kFile)
{
    const LoadedWorkspace read = parseWorkspace(yaml, {}, test_registry::registry());
    if (hasErrors(read.findings)) {
        qWarning().noquote() << test_registry::found(read.findings);
    }
    return read.workspace;
}

const QueueConfig &queue(const Workspace &workspace, const QString &source)
{
    return workspace.source(source)->config.as<QueueConfig>();
}

} // namespace

void ConnectionsTest::anEntryHasWhatItsConnectionGives()
{
    const LoadedWorkspace read = parseWorkspace(kFile, {}, test_registry::registry());
    QCOMPARE(test_registry::found(read.findings), QStringList());
    const QueueConfig &orders = queue(read.workspace, u"orders"_s);
    QCOMPARE(orders.servers, u"one,two"_s);
    QCOMPARE(orders.topic, u"orders"_s);
    QCOMPARE(orders.password.reference(), u"${env:LINE}"_s);
    QVERIFY(orders.tls.disable);
    QCOMPARE(read.workspace.connection(u"line"_s)->description, u"The line in hall 3."_s);
}

void ConnectionsTest::itsOwnKeysWin()
{
    const Workspace workspace = loaded();
    QCOMPARE(queue(workspace, u"returns"_s).servers, u"three"_s);
    QVERIFY(queue(workspace, u"returns"_s).tls.disable);
    QVERIFY(queue(workspace, u"returns"_s).wait == std::chrono::seconds(7));
}

void ConnectionsTest::theFileSaysOnlyWhatIsTheEntrysOwn()
{
    QCOMPARE(writeWorkspace(loaded()), kFile);
}

void ConnectionsTest::aDefaultCanBeItsOwn()
{
    Workspace workspace = loaded();
    WorkspaceEntry &orders = workspace.sources.front();
    orders.config.as<QueueConfig>().tls.disable = false; // not as the connection has it
    const Workspace again = loaded(writeWorkspace(workspace));
    QVERIFY(!queue(again, u"orders"_s).tls.disable);
    QVERIFY(again == workspace);
}

void ConnectionsTest::entriesFollowAChange()
{
    Workspace workspace = loaded();
    WorkspaceConnection line = *workspace.connection(u"line"_s);
    line.name = u"line-3"_s;
    line.settings.insert(u"servers"_s, Node::scalar(u"four"_s));
    line.settings.remove(u"tls"_s);
    putConnection(workspace, u"line"_s, line);
    QCOMPARE(workspace.connections.size(), std::size_t(1));
    QCOMPARE(workspace.source(u"orders"_s)->connection, u"line-3"_s);
    QCOMPARE(queue(workspace, u"orders"_s).servers, u"four"_s);
    QVERIFY(!queue(workspace, u"orders"_s).tls.disable);
    QCOMPARE(queue(workspace, u"returns"_s).servers, u"three"_s); // its own
    QVERIFY(loaded(writeWorkspace(workspace)) == workspace);
}

void ConnectionsTest::entriesKeepWhatAGoneConnectionGave()
{
    Workspace workspace = loaded();
    removeConnection(workspace, u"line"_s);
    QVERIFY(workspace.connections.empty());
    QCOMPARE(queue(workspace, u"orders"_s).servers, u"one,two"_s);
    QVERIFY(loaded(writeWorkspace(workspace)) == workspace);
}

void ConnectionsTest::joiningTakesEverything()
{
    const Workspace workspace = loaded();
    ConfigBox alone(QueueConfig::schema());
    alone.as<QueueConfig>().servers = u"mine"_s;
    alone.as<QueueConfig>().topic = u"orders"_s;
    const ConfigBox both = joined(alone, *workspace.connection(u"line"_s));
    QCOMPARE(both.as<QueueConfig>().servers, u"one,two"_s);
    QCOMPARE(both.as<QueueConfig>().topic, u"orders"_s);
}

void ConnectionsTest::whatAnEntryHasForItselfIsNamed()
{
    Workspace workspace = loaded();
    const WorkspaceConnection &line = *workspace.connection(u"line"_s);
    QCOMPARE(ownKeys(workspace.source(u"orders"_s)->config, line), QStringList());
    workspace.sources.back().config.as<QueueConfig>().tls.disable = false;
    QCOMPARE(ownKeys(workspace.source(u"returns"_s)->config, line),
             (QStringList{u"servers"_s, u"tls.disable"_s}));
}

void ConnectionsTest::aNewConnectionTakesAddressAndSecurity()
{
    const Node shared = settingsToShare(loaded().source(u"orders"_s)->config);
    QStringList keys;
    for (const Node::Key &key : shared.keys) {
        keys.append(key.name);
    }
    QCOMPARE(keys, (QStringList{u"servers"_s, u"password"_s, u"tls"_s}));
}

void ConnectionsTest::theFlowRunsWithBoth()
{
    const Result<FlowDefinition> flow = flowDefinition(loaded(), u"orders-to-lake"_s);
    QVERIFY(flow.has_value());
    QCOMPARE(flow->from.config.as<QueueConfig>().servers, u"one,two"_s);
}

QTEST_GUILESS_MAIN(ConnectionsTest)
#include "connections_test.moc"
