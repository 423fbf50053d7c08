// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/units.h"
#include "core/workspace/workspace.h"
#include "tests/core/workspace/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using test_registry::found;
using test_registry::QueueConfig;

/// From the file's text to the document, with everything there is to say about it.
class WorkspaceLoadTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheWholeFile();
    void findingsCarryPathLineAndColumn_data();
    void findingsCarryPathLineAndColumn();
    void allFindingsComeTogetherInOrder();
    void aMissingIdFollowsFromTheNames();
    void anUnknownTypeKeepsItsSettings();
    void theFileNameIsTheDefaultName();
    void endpointsAreCheckedAsTheyAreUsed();
    void resolvesAFlow();
    void readsAnEndpoint();
    void aFlowWithMissingPartsIsNamed();
    void certificatesBesideTheFileAreChecked();
    void unreadableFilesAreErrors();
    void hostileFilesAreFindings_data();
    void hostileFilesAreFindings();
};

LoadedWorkspace load(const QByteArray &yaml)
{
    return parseWorkspace(yaml, {}, test_registry::registry());
}

QByteArray goldenFile()
{
    QFile file(QStringLiteral(WEIR_TEST_DATA "/canonical.weir.yaml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void WorkspaceLoadTest::readsTheWholeFile()
{
    const LoadedWorkspace loaded = load(goldenFile());
    QCOMPARE(found(loaded.findings), QStringList());
    const Workspace &workspace = loaded.workspace;
    QCOMPARE(workspace.name, u"Plant 7"_s);
    QCOMPARE(workspace.sources.size(), 2U);
    QCOMPARE(workspace.sources[0].name, u"orders"_s);
    QCOMPARE(workspace.sources[0].description, u"What was ordered."_s);
    QCOMPARE(workspace.source(u"orders"_s)->config.as<QueueConfig>().topic, u"orders"_s);
    QCOMPARE(workspace.endpoints[1].name, u"hub"_s);
    const WorkspaceFlow &flow = workspace.flows[0];
    QCOMPARE(flow.name, u"orders-to-hub"_s);
    QCOMPARE(flow.from.entry, u"orders"_s);
    QCOMPARE(flow.to.size(), 2U);
    QCOMPARE(flow.to[0].target, u"orders-copy"_s);
    QVERIFY(flow.to[1].isTable);
    QVERIFY(flow.onError == OnError::Skip);
    QCOMPARE(flow.delivery.window.messages, 500);
    QCOMPARE(flow.delivery.window.bytes.value, 16 * kMiB);
    QVERIFY(!flow.enabled);
    QVERIFY(workspace.flows[1].enabled);
}

const QByteArray kBase = "weir: 1\nsources:\n  a: {type: queue, servers: s, topic: t}\n"
                         "endpoints:\n  z: {type: table}\n";
/// With an endpoint that flows may read.
const QByteArray kRead = "weir: 1\nendpoints: {r: {type: table, path: r.db, reading: yes}}\n";

void WorkspaceLoadTest::findingsCarryPathLineAndColumn_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &yaml, const char *expected) {
        QTest::newRow(name) << yaml << QString::fromLatin1(expected);
    };
    row("no version", "name: a\n", "1:1 weir workspace.version.missing");
    row("newer version", "weir: 2\nnew_key: 1\n", "1:7 weir workspace.version.newer");
    row("quoted version", "weir: \"1\"\n", "1:7 weir workspace.version.unknown");
    row("version zero", "weir: 0\n", "1:7 weir workspace.version.unknown");
    row("not a map", "- weir\n", "1:1  workspace.empty");
    row("nothing", "", "0:0  workspace.empty");
    row("unknown key", "weir: 1\nsource: {}\n", "2:1 source field.unknown");
    row("connections is a list", "weir: 1\nconnections: [a]\n", "2:1 connections field.type");
    row("a connection of no type", "weir: 1\nconnections: {a: {servers: s}}\n",
        "2:15 connections.a entry.type.missing");
    row("a connection's setting", "weir: 1\nconnections: {a: {type: queue, serverz: s}}\n",
        "2:32 connections.a.serverz field.unknown");
    row("a connection for nobody", "weir: 1\nconnections: {a: {type: queue, for: flow}}\n",
        "2:32 connections.a.for connection.for");
    row("what no connection holds", "weir: 1\nconnections: {a: {type: queue, wait: 5s}}\n",
        "2:32 connections.a.wait connection.field");
    row("unknown connection", kBase + "  y: {type: table, connection: c}\n",
        "6:20 endpoints.y.connection connection.unknown");
    row("a source's connection",
        kBase + "  y: {type: queue, servers: s, topic: t, connection: c}\n"
            + "connections: {c: {type: queue}}\n",
        "6:42 endpoints.y.connection connection.other_type");
    row("a shared secret in clear",
        "weir: 1\nconnections: {c: {type: queue, password: p}}\n"
        "sources:\n  a: {type: queue, connection: c, servers: s, topic: t}\n",
        "2:42 connections.c.password secret.in_clear");
    row("name is a list", "weir: 1\nname: [a]\n", "2:1 name field.type");
    row("sources is a list", "weir: 1\nsources: [a]\n", "2:1 sources field.type");
    row("entry is a text", "weir: 1\nsources: {a: b}\n", "2:11 sources.a field.type");
    row("entry name", "weir: 1\nendpoints: {\"a b\": {type: table}}\n",
        "2:13 endpoints.a b name.invalid");
    row("path as name", "weir: 1\nendpoints: {../x: {type: table}}\n",
        "2:13 endpoints.../x name.invalid");
    row("no type", "weir: 1\nsources: {a: {topic: t}}\n", "2:11 sources.a entry.type.missing");
    row("unknown type", "weir: 1\nsources: {a: {type: queu}}\n",
        "2:15 sources.a.type entry.type.unknown");
    row("a source's type as endpoint", "weir: 1\nsources: {a: {type: table}}\n",
        "2:15 sources.a.type entry.type.unknown");
    row("unknown setting", kBase + "  y: {type: table, keeep: 3}\n",
        "6:20 endpoints.y.keeep field.unknown");
    row("required", "weir: 1\nsources:\n  a:\n    type: queue\n    servers: s\n",
        "3:3 sources.a.topic field.required");
    row("wrong value of a required setting",
        "weir: 1\nsources: {a: {type: queue, servers: s, topic: [t]}}\n",
        "2:47 sources.a.topic field.type");
    row("out of range", kBase + "  y: {type: table, keep: 999}\n",
        "6:26 endpoints.y.keep field.range");
    row("secret in clear",
        "weir: 1\nsources: {a: {type: queue, servers: s, topic: t, password: hunter2}}\n",
        "2:60 sources.a.password secret.in_clear");
    row("rule of a group",
        "weir: 1\nsources:\n  a: {type: queue, servers: s, topic: t, tls: {disable: true, "
        "skip_verify_server: true}}\n",
        "3:63 sources.a.tls.skip_verify_server tls.nothing_to_verify");
    row("flow without from", kBase + "flows: {f: {to: [{endpoint: z}]}}\n",
        "6:9 flows.f.from.source field.required");
    row("flow without to", kBase + "flows: {f: {from: {source: a}}}\n",
        "6:9 flows.f.to field.required");
    row("flow to nothing", kBase + "flows: {f: {from: {source: a}, to: []}}\n",
        "6:32 flows.f.to field.required");
    row("flow from an unknown source",
        kBase + "flows: {f: {from: {source: b}, to: [{endpoint: z}]}}\n",
        "6:20 flows.f.from.source flow.reference.unknown");
    row("flow to an unknown endpoint",
        kBase
            + "flows:\n  f:\n    from: {source: a}\n    to:\n      - endpoint: z\n"
              "      - endpoint: y\n",
        "11:9 flows.f.to[1].endpoint flow.reference.unknown");
    row("flow from an endpoint that can only be written to",
        kBase
            + "  q: {type: queue, servers: s, topic: t}\n"
              "flows: {f: {from: {endpoint: q, topic: t}, to: [{endpoint: z}]}}\n",
        "7:20 flows.f.from.endpoint flow.from.not_readable");
    row("flow from an unknown endpoint",
        kBase + "flows: {f: {from: {endpoint: y, topic: t}, to: [{endpoint: z}]}}\n",
        "6:20 flows.f.from.endpoint flow.reference.unknown");
    row("what is read of an endpoint is missing",
        kRead + "flows: {f: {from: {endpoint: r}, to: [{endpoint: r}]}}\n",
        "3:19 flows.f.from.topic field.required");
    row("what is read of an endpoint is unknown",
        kRead + "flows: {f: {from: {endpoint: r, topic: t, topc: u}, to: [{endpoint: r}]}}\n",
        "3:43 flows.f.from.topc field.unknown");
    row("a secret in what is read",
        kRead + "flows: {f: {from: {endpoint: r, topic: t, password: p}, to: [{endpoint: r}]}}\n",
        "3:53 flows.f.from.password secret.in_clear");
    row("source and endpoint",
        kRead + "flows: {f: {from: {source: a, endpoint: r, topic: t}, to: [{endpoint: r}]}}\n",
        "3:31 flows.f.from.endpoint flow.from.both");
    row("a flow that feeds itself",
        kRead + "flows: {f: {from: {endpoint: r, topic: f}, to: [{endpoint: r}]}}\n",
        "3:49 flows.f.to[0].topic flow.loop");
    row("an endpoint that is read wants what only reading needs",
        "weir: 1\nendpoints: {r: {type: table}}\n"
        "flows: {f: {from: {endpoint: r, topic: t}, to: [{endpoint: r}]}}\n",
        "2:13 endpoints.r.reading field.required");
    row("flow twice to one table",
        kBase + "flows: {f: {from: {source: a}, to: [{endpoint: z}, {endpoint: z}]}}\n",
        "6:52 flows.f.to[1] flow.to.repeated");
    row("topic and table",
        kBase + "flows: {f: {from: {source: a}, to: [{endpoint: z, topic: t, table: u}]}}\n",
        "6:61 flows.f.to[0].table flow.target.both");
    row("flow's id", kBase + "flows: {f: {id: 7, from: {source: a}, to: [{endpoint: z}]}}\n",
        "6:13 flows.f.id flow.id.invalid");
    row("flow's unknown key",
        kBase + "flows: {f: {from: {source: a}, to: [{endpoint: z}], on_eror: stop}}\n",
        "6:53 flows.f.on_eror field.unknown");
    row("on_error",
        kBase + "flows: {f: {from: {source: a}, to: [{endpoint: z}], on_error: stopp}}\n",
        "6:63 flows.f.on_error field.choice");
    row("window",
        kBase
            + "flows: {f: {from: {source: a}, to: [{endpoint: z}], delivery: {window: {bytes: "
              "1}}}}\n",
        "6:80 flows.f.delivery.window.bytes field.range");
    row("retry",
        kBase
            + "flows: {f: {from: {source: a}, to: [{endpoint: z}], delivery: {retry: {max: "
              "1ms}}}}\n",
        "6:72 flows.f.delivery.retry.max flow.retry.order");
    row("flow is a text", kBase + "flows: {f: a}\n", "6:9 flows.f field.type");
}

void WorkspaceLoadTest::findingsCarryPathLineAndColumn()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, expected);
    const LoadedWorkspace loaded = load(yaml);
    QCOMPARE(found(loaded.findings), QStringList{expected});
    QVERIFY(hasErrors(loaded.findings));
    QVERIFY(!loaded.findings[0].message.isEmpty());
    QVERIFY(!loaded.findings[0].message.contains(u"hunter2"_s));
}

void WorkspaceLoadTest::allFindingsComeTogetherInOrder()
{
    const LoadedWorkspace loaded =
        load("weir: 1\nflows:\n  f: {from: {source: b}, to: [{endpoint: z}]}\nsources:\n"
             "  a: {type: queue, servers: s, topic: t, wait: soon, nope: 1}\nextra: 1\n");
    QCOMPARE(found(loaded.findings),
             (QStringList{u"3:14 flows.f.from.source flow.reference.unknown"_s,
                          u"3:32 flows.f.to[0].endpoint flow.reference.unknown"_s,
                          u"5:48 sources.a.wait duration.invalid"_s,
                          u"5:54 sources.a.nope field.unknown"_s, u"6:1 extra field.unknown"_s}));
    QCOMPARE(loaded.workspace.sources.size(), 1U);
    QCOMPARE(loaded.workspace.flows.size(), 1U);
}

void WorkspaceLoadTest::aMissingIdFollowsFromTheNames()
{
    const QByteArray flow = "flows: {f: {from: {source: a}, to: [{endpoint: z}]}}\n";
    const QString id = load(kBase + "name: Plant\n" + flow).workspace.flows[0].id;
    QCOMPARE(id, stableFlowId(u"Plant"_s, u"f"_s));
    QCOMPARE(id, load(kBase + "name: Plant\n" + flow).workspace.flows[0].id);
    QVERIFY(id != stableFlowId(u"Plant"_s, u"g"_s));
    QVERIFY(id != stableFlowId(u"Other"_s, u"f"_s));
    QCOMPARE(id.size(), 36);
    QCOMPARE(id[14], u'5'); // the version of the UUID
}

void WorkspaceLoadTest::anUnknownTypeKeepsItsSettings()
{
    const QByteArray yaml = "weir: 1\nname: w\nsources:\n  a:\n    type: later\n    some: value\n"
                            "    list:\n      - 1\n";
    const LoadedWorkspace loaded = load(yaml);
    QCOMPARE(loaded.findings.size(), 1U);
    QCOMPARE(writeWorkspace(loaded.workspace), yaml);
}

void WorkspaceLoadTest::theFileNameIsTheDefaultName()
{
    const auto nameOf = [](const QString &file) {
        return parseWorkspace("weir: 1\n", file, test_registry::registry()).workspace.name;
    };
    QCOMPARE(nameOf(u"/x/plant.weir.yaml"_s), u"plant"_s);
    QCOMPARE(nameOf(u"/x/plant.yml"_s), u"plant"_s);
}

void WorkspaceLoadTest::endpointsAreCheckedAsTheyAreUsed()
{
    const QByteArray flow = "flows: {f: {from: {source: a}, to: [{endpoint: z}]}}\n";
    QVERIFY(load(kBase).findings.empty());
    QVERIFY(load(kBase + flow).findings.empty());
}

void WorkspaceLoadTest::resolvesAFlow()
{
    LoadedWorkspace loaded =
        parseWorkspace(goldenFile(), u"/plant/plant7.weir.yaml"_s, test_registry::registry());
    const auto flow = flowDefinition(loaded.workspace, u"orders-to-hub"_s);
    QVERIFY(flow.has_value());
    QCOMPARE(flow->id, u"4b4e1bb0-8b9a-4b9e-9a55-2a6e34f1c001"_s);
    QCOMPARE(flow->from.type, u"queue"_s);
    QCOMPARE(flow->from.config.as<QueueConfig>().topic, u"orders"_s);
    QCOMPARE(flow->to[0].target, u"orders-copy"_s);
    QCOMPARE(flow->to[1].entry, u"local"_s);
    QCOMPARE(flow->baseFolder(), u"/plant"_s);
    QCOMPARE(flow->deadLetterFile(), u"/plant/plant7.dead.db"_s);
    const auto alarms = flowDefinition(loaded.workspace, u"alarms"_s);
    QVERIFY(alarms.has_value());
    QCOMPARE(alarms->to[0].target, u"alarms"_s);
}

void WorkspaceLoadTest::readsAnEndpoint()
{
    const QByteArray yaml =
        kRead + "flows: {f: {from: {endpoint: r, topic: t}, to: [{endpoint: r, table: u}]}}\n";
    const LoadedWorkspace loaded = load(yaml);
    QCOMPARE(found(loaded.findings), QStringList());
    const auto flow = flowDefinition(loaded.workspace, u"f"_s);
    QVERIFY(flow.has_value());
    QVERIFY(flow->from.readsEndpoint());
    QVERIFY(!flow->to[0].readsEndpoint());
    const FlowEnd source = test_registry::registry().asSource(flow->from);
    QCOMPARE(source.type, u"queue"_s);
    QCOMPARE(source.config.as<QueueConfig>().topic, u"t"_s);
    QCOMPARE(source.config.as<QueueConfig>().servers, u"r.db"_s);
    const QByteArray written = writeWorkspace(loaded.workspace);
    QVERIFY2(load(written).workspace == loaded.workspace, written.constData());
}

void WorkspaceLoadTest::aFlowWithMissingPartsIsNamed()
{
    LoadedWorkspace loaded = load(goldenFile());
    QCOMPARE(flowDefinition(loaded.workspace, u"none"_s).error().id, "flow.unknown");
    loaded.workspace.endpoints.clear();
    QCOMPARE(flowDefinition(loaded.workspace, u"alarms"_s).error().id, "flow.reference.unknown");
    loaded.workspace.sources[1].config = {};
    QCOMPARE(flowDefinition(loaded.workspace, u"alarms"_s).error().id, "entry.type.unknown");
}

void WorkspaceLoadTest::certificatesBesideTheFileAreChecked()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    const LoadedWorkspace loaded =
        parseWorkspace("weir: 1\nsources:\n  a: {type: queue, servers: s, topic: t, tls: "
                       "{root_cas: missing.pem}}\n",
                       file, test_registry::registry());
    QCOMPARE(found(loaded.findings), QStringList{u"3:48 sources.a.tls.root_cas pem.unreadable"_s});
}

void WorkspaceLoadTest::unreadableFilesAreErrors()
{
    const QTemporaryDir folder;
    const auto errorOf = [](const QString &file) {
        const auto loaded = loadWorkspace(file, test_registry::registry());
        return QByteArray(loaded ? "" : loaded.error().id);
    };
    QCOMPARE(errorOf(folder.filePath(u"none.weir.yaml"_s)), "workspace.unreadable");
    QCOMPARE(errorOf(folder.path()), "workspace.unreadable");
    QCOMPARE(errorOf(u"/dev/zero"_s), "workspace.unreadable");
    QFile large(folder.filePath(u"large.weir.yaml"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(kMiB + 1));
    QCOMPARE(errorOf(large.fileName()), "workspace.unreadable");
    QFile good(folder.filePath(u"good.weir.yaml"_s));
    QVERIFY(good.open(QIODevice::WriteOnly) && good.write(goldenFile()) > 0);
    good.close();
    QCOMPARE(errorOf(good.fileName()), "");
}

void WorkspaceLoadTest::hostileFilesAreFindings_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("alias to itself") << QByteArray("&a [*a]");
    QTest::newRow("merge") << QByteArray("weir: 1\nsources: &s {}\nendpoints: {<<: *s}\n");
    QTest::newRow("duplicate entry") << QByteArray("weir: 1\nsources: {a: {}, a: {}}\n");
    QTest::newRow("deep") << QByteArray("weir: 1\nname: " + QByteArray(40, '[') + "\n");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01");
    QTest::newRow("numbers as names") << QByteArray("weir: 1\nsources: {? [1] : {type: queue}}\n");
    QTest::newRow("markup") << QByteArray("weir: 1\n<b>x</b>: <img src=file:///etc/passwd>\n");
    QTest::newRow("terminal") << QByteArray("weir: 1\n\"\\e]52;c;aGk=\\a\": 1\n");
    QTest::newRow("bidi") << QByteArray("weir: 1\nsources: {\"\\u202ea\": {type: \"\\u202e\"}}\n");
    QTest::newRow("NUL in a path")
        << QByteArray("weir: 1\nendpoints: {a: {type: table, path: \"a\\0b\"}}\n");
    QTest::newRow("long name") << QByteArray("weir: 1\nsources: {" + QByteArray(900, 'a')
                                             + ": {type: queue}}\n");
}

void WorkspaceLoadTest::hostileFilesAreFindings()
{
    QFETCH(QByteArray, yaml);
    const LoadedWorkspace loaded = load(yaml);
    QVERIFY(hasErrors(loaded.findings));
    for (const Finding &finding : loaded.findings) {
        QVERIFY(finding.message.size() < 4096);
        for (const QChar c : QString(finding.message + finding.fix)) {
            QVERIFY(c >= u' ' && c != u'\u202e' && c != u'\u009b');
        }
    }
}

QTEST_GUILESS_MAIN(WorkspaceLoadTest)
#include "workspace_load_test.moc"
