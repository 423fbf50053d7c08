// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/json_tree.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::JsonTree;

class JsonTreeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void childrenAreMadeWhenOpened();
    void aThousandAtATime();
    void depthIsBounded();
    void foreignTextIsVisible();
};

void JsonTreeTest::childrenAreMadeWhenOpened()
{
    JsonTree tree;
    tree.setValue(QJsonObject{{u"a"_s, QJsonObject{{u"b"_s, 7}}}, {u"c"_s, QJsonArray{1, 2}}});
    QCOMPARE(tree.rowCount(), 0);
    tree.fetchMore({});
    QCOMPARE(tree.rowCount(), 2);
    const QModelIndex inner = tree.index(0, 0);
    QVERIFY(tree.hasChildren(inner));
    QCOMPARE(tree.rowCount(inner), 0);
    tree.fetchMore(inner);
    QCOMPARE(tree.index(0, 0, inner).data().toString(), u"b"_s);
    QCOMPARE(tree.index(0, 1, inner).data().toString(), u"7"_s);
    QVERIFY(!tree.canFetchMore(inner));
}

void JsonTreeTest::aThousandAtATime()
{
    QJsonArray many;
    for (int i = 0; i < 2500; ++i) {
        many.append(i);
    }
    JsonTree tree;
    tree.setValue(many);
    for (const int rows : {1000, 2000, 2500, 2500}) {
        tree.fetchMore({});
        QCOMPARE(tree.rowCount(), rows);
    }
    QVERIFY(!tree.canFetchMore({}));
    QCOMPARE(tree.index(2499, 1).data().toString(), u"2499"_s);
}

void JsonTreeTest::depthIsBounded()
{
    QJsonValue value(1);
    for (int i = 0; i < 200; ++i) {
        value = QJsonArray{value};
    }
    JsonTree tree;
    tree.setValue(value);
    QModelIndex at;
    int depth = 0;
    while (tree.canFetchMore(at)) {
        tree.fetchMore(at);
        at = tree.index(0, 0, at);
        QVERIFY(at.isValid());
        ++depth;
    }
    QCOMPARE(depth, JsonTree::kDepth);
    QVERIFY(!tree.hasChildren(at));
}

void JsonTreeTest::foreignTextIsVisible()
{
    JsonTree tree;
    const QString hostile = u"<b>x</b>\u202E"_s + QChar(0) + QString(1024 * 1024, u'y');
    tree.setValue(QJsonObject{{hostile, hostile}});
    tree.fetchMore({});
    for (int column = 0; column < 2; ++column) {
        const QString text = tree.index(0, column).data().toString();
        QVERIFY(text.contains(u"<b>"_s));
        QVERIFY(text.size() < 4096);
        QVERIFY(!text.contains(QChar(0x202E)));
        QVERIFY(!text.contains(QChar(0)));
    }
}

QTEST_MAIN(JsonTreeTest)
#include "json_tree_test.moc"
