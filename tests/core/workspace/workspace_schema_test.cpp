// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"
#include "tests/core/workspace/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

class WorkspaceSchemaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesTheWholeFile();
};

void WorkspaceSchemaTest::describesTheWholeFile()
{
    const QJsonObject schema = workspaceJsonSchema(test_registry::registry());
    const QJsonObject parts = schema[u"properties"_s].toObject();
    QCOMPARE(parts.keys(),
             (QStringList{u"connections"_s, u"endpoints"_s, u"flows"_s, u"name"_s, u"sources"_s,
                          u"weir"_s}));
    QCOMPARE(parts[u"weir"_s][u"const"_s], QJsonValue(1));
    const QJsonArray endpoints =
        parts[u"endpoints"_s][u"additionalProperties"_s][u"oneOf"_s].toArray();
    QCOMPARE(endpoints.size(), 2);
    const QJsonObject table = endpoints[0].toObject();
    QCOMPARE(table[u"properties"_s][u"type"_s][u"const"_s], QJsonValue(u"table"_s));
    QCOMPARE(table[u"required"_s].toArray(), QJsonArray{u"type"_s});
    QVERIFY(table[u"properties"_s].toObject().contains(u"keep"_s));
    const QJsonObject queue =
        parts[u"sources"_s][u"additionalProperties"_s][u"oneOf"_s][0].toObject();
    QCOMPARE(queue[u"then"_s][u"required"_s].toArray(), (QJsonArray{u"servers"_s, u"topic"_s}));
    const QJsonArray connections =
        parts[u"connections"_s][u"additionalProperties"_s][u"oneOf"_s].toArray();
    QCOMPARE(connections.size(), 3);
    QVERIFY(connections[0][u"properties"_s].toObject().contains(u"servers"_s));
    QVERIFY(!connections[0][u"properties"_s].toObject().contains(u"wait"_s));
    QCOMPARE(connections[0][u"required"_s].toArray(), QJsonArray{u"type"_s});
    QCOMPARE(connections[1][u"required"_s].toArray(), (QJsonArray{u"type"_s, u"for"_s}));
    const QJsonObject flow = parts[u"flows"_s][u"additionalProperties"_s].toObject();
    QVERIFY(flow[u"required"_s].toArray().contains(u"to"_s));
    QCOMPARE(flow[u"properties"_s][u"on_error"_s][u"enum"_s].toArray().size(), 3);
    const QJsonArray from = flow[u"properties"_s][u"from"_s][u"anyOf"_s].toArray();
    QCOMPARE(from.size(), 2);
    QCOMPARE(from[0][u"required"_s].toArray(), QJsonArray{u"source"_s});
    QCOMPARE(from[1][u"required"_s].toArray(), (QJsonArray{u"endpoint"_s, u"topic"_s}));
    QVERIFY(from[1][u"properties"_s].toObject().contains(u"password"_s));
}

QTEST_GUILESS_MAIN(WorkspaceSchemaTest)
#include "workspace_schema_test.moc"
