// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"
#include "tests/core/workspace/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using test_registry::found;

/// What only shows when entries and flows are looked at together.
class WorkspaceChecksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalGroupsAreAWarning();
    void equalClientIdsAreAnError();
    void otherServersOrDisabledFlowsDoNotMeet();
    void oneFlowMayUseAnEntryTwice();
    void equalIdsAreAnError();
    void entriesOfOneFileAgreeOnOptions();
    void flowsOfOneTableAgreeOnItsRows_data();
    void flowsOfOneTableAgreeOnItsRows();
    void twoFlowsWriteToNoPlaceThatTakesOne();
    void aDocumentInMemoryIsCheckedToo();
};

/// A source whose messages are of the kind that it is told.
struct TypedConfig
{
    DataType dataType = DataType::Json;

    static const Schema &schema();
};
constexpr Choice kDataTypes[] = {
    {static_cast<int>(DataType::Json), "json", "JSON", "Objects."},
    {static_cast<int>(DataType::DebeziumJson), "debezium-json", "Debezium", "Changes."},
};
constexpr FieldSpec kTypedFields[] = {{.key = "data_type",
                                       .member = bind<&TypedConfig::dataType>(),
                                       .label = "Data type",
                                       .help = "How a message is read.",
                                       .choices = kDataTypes}};
const Schema &TypedConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<TypedConfig>(kTypedFields);
    return kSchema;
}

Findings checkedTyped(const QByteArray &yaml)
{
    Registry types = test_registry::registry();
    types.add(SourceType{.type = "typed",
                         .label = "Typed",
                         .sentence = "Reads what it is told.",
                         .schema = TypedConfig::schema(),
                         .guarantee = Guarantee::AtLeastOnce,
                         .make = nullptr,
                         .dataType = nullptr,
                         .hasEnd = nullptr,
                         .test = nullptr});
    return parseWorkspace(yaml, {}, types).findings;
}

Findings checked(const QByteArray &yaml, const QString &file = {})
{
    return parseWorkspace(yaml, file, test_registry::registry()).findings;
}

QByteArray twoFlows(const QByteArray &first, const QByteArray &second,
                    const QByteArray &more = "enabled: true")
{
    return "weir: 1\nsources:\n  a: {type: queue, topic: t, " + first
        + "}\n  b: {type: queue, topic: u, " + second
        + "}\nendpoints:\n  z: {type: table}\nflows:\n  f: {from: {source: a}, to: [{endpoint: "
          "z}]}\n  g: {from: {source: b}, to: [{endpoint: z}], "
        + more + "}\n";
}

void WorkspaceChecksTest::equalGroupsAreAWarning()
{
    const Findings findings = checked(twoFlows("servers: s, group: x", "servers: s, group: x"));
    QCOMPARE(found(findings), QStringList{u"4:42 sources.b.group flow.group.equal"_s});
    QVERIFY(findings[0].severity == Severity::Warning);
    const Findings shared = checked(
        "weir: 1\nsources: {a: {type: queue, servers: s, topic: t, group: x}}\n"
        "endpoints: {z: {type: table}}\nflows:\n  f: {from: {source: a}, to: [{endpoint: z}]}\n"
        "  g: {from: {source: a}, to: [{endpoint: z}]}\n");
    QCOMPARE(found(shared), QStringList{u"2:50 sources.a.group flow.group.equal"_s});
}

void WorkspaceChecksTest::equalClientIdsAreAnError()
{
    const Findings findings = checked(twoFlows("servers: s, member: x", "servers: s, member: x"));
    QCOMPARE(found(findings), QStringList{u"4:42 sources.b.member flow.client_id.equal"_s});
    QVERIFY(hasErrors(findings));
}

void WorkspaceChecksTest::otherServersOrDisabledFlowsDoNotMeet()
{
    QVERIFY(checked(twoFlows("servers: s, group: x", "servers: s, group: y")).empty());
    QVERIFY(checked(twoFlows("servers: s, member: x", "servers: other, member: x")).empty());
    QVERIFY(checked(twoFlows("servers: s", "servers: s")).empty());
    QVERIFY(checked(twoFlows("servers: s, member: x", "servers: s, member: x", "enabled: false"))
                .empty());
}

void WorkspaceChecksTest::oneFlowMayUseAnEntryTwice()
{
    QVERIFY(checked("weir: 1\nsources: {a: {type: queue, servers: s, topic: t}}\n"
                    "endpoints: {z: {type: queue, servers: s, topic: t, member: m}}\n"
                    "flows: {f: {from: {source: a}, to: [{endpoint: z, topic: x}, {endpoint: z, "
                    "topic: y}]}}\n")
                .empty());
}

void WorkspaceChecksTest::twoFlowsWriteToNoPlaceThatTakesOne()
{
    Registry types = test_registry::registry();
    EndpointType lonely = *types.endpoint(u"table"_s);
    lonely.type = "lonely";
    lonely.alone = [](const ConfigBox &, const QString &, const QString &target) { return target; };
    types.add(lonely);
    const auto foundIn = [&types](const QByteArray &flows) {
        const QByteArray entries = "weir: 1\nsources: {a: {type: queue, servers: s, topic: t}}\n"
                                   "endpoints: {z: {type: lonely}}\nflows:\n";
        return found(parseWorkspace(entries + flows, {}, types).findings);
    };
    const QByteArray first = "  f: {from: {source: a}, to: [{endpoint: z, table: x}]}\n";
    QCOMPARE(foundIn(first + "  g: {from: {source: a}, to: [{endpoint: z}]}\n"), QStringList());
    QCOMPARE(foundIn(first + "  g: {from: {source: a}, to: [{endpoint: z, table: x}]}\n"),
             QStringList{u"6:32 flows.g.to[0].endpoint flow.place.shared"_s});
    QCOMPARE(foundIn(first
                     + "  g: {from: {source: a}, to: [{endpoint: z, table: x}], enabled: false}\n"),
             QStringList());
}

void WorkspaceChecksTest::equalIdsAreAnError()
{
    const QByteArray id = "id: 4b4e1bb0-8b9a-4b9e-9a55-2a6e34f1c001";
    QCOMPARE(
        found(checked("weir: 1\nsources: {a: {type: queue, servers: s, topic: t}}\n"
                      "endpoints: {z: {type: table}}\nflows:\n"
                      "  f: {from: {source: a}, to: [{endpoint: z}], "
                      + id + "}\n  g: {from: {source: a}, to: [{endpoint: z}], " + id + "}\n")),
        QStringList{u"6:47 flows.g.id flow.id.repeated"_s});
}

void WorkspaceChecksTest::entriesOfOneFileAgreeOnOptions()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    QFile present(folder.filePath(u"a.db"_s));
    QVERIFY(present.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(present.fileName(), folder.filePath(u"link.db"_s)));
    const auto with = [&folder](const QByteArray &first, const QByteArray &second) {
        return found(checked("weir: 1\nendpoints:\n  y: {type: table, " + first
                                 + "}\n  z: {type: table, " + second + "}\n",
                             folder.filePath(u"w.weir.yaml"_s)));
    };
    const QStringList differs{u"4:20 endpoints.z.path entry.file.options"_s};
    QCOMPARE(with("path: a.db", "path: a.db"), QStringList());
    QCOMPARE(with("path: a.db", "path: a.db, keep: 30"), differs);
    QCOMPARE(with("path: a.db", "path: ./sub/../a.db, keep: 30"), differs);
    QCOMPARE(with("path: a.db", "path: link.db, keep: 30"), differs);
    QCOMPARE(with("path: a.db", "path: link.db"), QStringList());
    QCOMPARE(with("path: a.db", "path: b.db, keep: 30"), QStringList());
    QCOMPARE(with("keep: 3", "keep: 30").size(), 1); // both mean the default file
}

void WorkspaceChecksTest::flowsOfOneTableAgreeOnItsRows_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *first, const char *second, const char *code) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second) << QString::fromLatin1(code);
    };
    const char *json = "{from: {source: json}, to: [{endpoint: y, table: t}]}";
    row("the same kind", json, "{from: {source: json}, to: [{endpoint: z, table: t}]}", "");
    row("another kind", json, "{from: {source: changes}, to: [{endpoint: z, table: t}]}",
        "flow.table.data_type");
    row("a source that is never asked", json, "{from: {source: a}, to: [{endpoint: y, table: t}]}",
        "");
    row("another kind than JSON", "{from: {source: a}, to: [{endpoint: y, table: t}]}",
        "{from: {source: changes}, to: [{endpoint: y, table: t}]}", "flow.table.data_type");
    row("another table", json, "{from: {source: changes}, to: [{endpoint: y, table: u}]}", "");
    row("another file", json, "{from: {source: changes}, to: [{endpoint: other, table: t}]}", "");
    row("another spelling", json, "{from: {source: json}, to: [{endpoint: y, table: T}]}",
        "flow.table.case");
    row("named as the flow", json, "{from: {source: changes}, to: [{endpoint: y}]}", "");
    row("named as the other flow", "{from: {source: json}, to: [{endpoint: y}]}",
        "{from: {source: changes}, to: [{endpoint: y, table: f}]}", "flow.table.data_type");
    row("it does not run", json,
        "{from: {source: changes}, to: [{endpoint: y, table: t}], enabled: false}", "");
}

void WorkspaceChecksTest::flowsOfOneTableAgreeOnItsRows()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QString, code);
    const Findings findings = checkedTyped(
        "weir: 1\nsources:\n  json: {type: typed}\n  changes: {type: typed, data_type: "
        "debezium-json}\n  a: {type: queue, servers: s, topic: t}\nendpoints:\n  y: {type: table}\n"
        "  z: {type: table}\n  other: {type: table, path: b.db}\nflows:\n  f: "
        + first + "\n  g: " + second + "\n");
    QStringList codes;
    for (const Finding &finding : findings) {
        codes.append(finding.code);
        QVERIFY(finding.path.startsWith(u"flows.g.to"_s));
        QVERIFY(finding.message.contains(u"\"f\""_s));
    }
    QCOMPARE(codes, code.isEmpty() ? QStringList() : QStringList{code});
}

void WorkspaceChecksTest::aDocumentInMemoryIsCheckedToo()
{
    Workspace workspace;
    workspace.flows.push_back(
        WorkspaceFlow{.name = u"f"_s, .id = u"1"_s, .from = {.entry = u"none"_s}});
    QCOMPARE(found(validateWorkspace(workspace, test_registry::registry())),
             QStringList{u"0:0 flows.f.from.source flow.reference.unknown"_s});
}

QTEST_GUILESS_MAIN(WorkspaceChecksTest)
#include "workspace_checks_test.moc"
