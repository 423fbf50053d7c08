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
    void aDocumentInMemoryIsCheckedToo();
};

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
