// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

class YamlEmitTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesBlockStyle();
    void textComesBackAsItWas_data();
    void textComesBackAsItWas();
    void quotesOnlyWhereNeeded_data();
    void quotesOnlyWhereNeeded();
    void emptyListsAndMapsComeBack();
};

void YamlEmitTest::writesBlockStyle()
{
    Node tls = Node::map();
    tls.insert(u"disable"_s, Node::scalar(u"true"_s));
    Node end = Node::map();
    end.insert(u"endpoint"_s, Node::quotedText(u"hub"_s));
    end.insert(u"tls"_s, tls);
    Node list = Node::list();
    list.items = {end, Node::quotedText(u"x"_s)};
    Node root = Node::map();
    root.insert(u"weir"_s, Node::scalar(u"1"_s));
    root.insert(u"pem"_s, Node::quotedText(u"a\nb\n"_s));
    root.insert(u"to"_s, list);
    QCOMPARE(emitYaml(root),
             QByteArray("weir: 1\npem: |\n  a\n  b\nto:\n  - endpoint: hub\n"
                        "    tls:\n      disable: true\n  - x\n"));
}

void YamlEmitTest::textComesBackAsItWas_data()
{
    QTest::addColumn<QString>("text");
    const QStringList texts{u""_s,
                            u" "_s,
                            u"a"_s,
                            u" a"_s,
                            u"a "_s,
                            u"5"_s,
                            u"1e5"_s,
                            u"0x1F"_s,
                            u"true"_s,
                            u"No"_s,
                            u"null"_s,
                            u"~"_s,
                            u"-"_s,
                            u"- a"_s,
                            u"-5"_s,
                            u"?"_s,
                            u"? a"_s,
                            u":"_s,
                            u"a:"_s,
                            u"a: b"_s,
                            u"a:b"_s,
                            u"#a"_s,
                            u"a #b"_s,
                            u"a#b"_s,
                            u"&a"_s,
                            u"*a"_s,
                            u"!a"_s,
                            u"|"_s,
                            u">"_s,
                            u"'a'"_s,
                            u"\"a\""_s,
                            u"%a"_s,
                            u"@a"_s,
                            u"`a"_s,
                            u"[a]"_s,
                            u"{a}"_s,
                            u"a,b"_s,
                            u"a, b"_s,
                            u"<<"_s,
                            u"---"_s,
                            u"..."_s,
                            u"--- a"_s,
                            u"a\nb"_s,
                            u"a\nb\n"_s,
                            u"a\n\n"_s,
                            u"\na"_s,
                            u"\n"_s,
                            u" a\nb"_s,
                            u"a\n b\n"_s,
                            u"a \nb"_s,
                            u"a\n\nb\n"_s,
                            u"a\tb"_s,
                            u"a\t"_s,
                            u"\ta\nb"_s,
                            u"a\n\tb\n"_s,
                            u"a\r\nb"_s,
                            u"a\\b"_s,
                            u"C:\\path"_s,
                            u"/path/to file"_s,
                            u"${env:X}"_s,
                            u"${keyring:a b}"_s,
                            u"größe"_s,
                            u"日本語"_s,
                            u"😀 \U0001F600"_s,
                            u"\u0001"_s,
                            u"\u007f"_s,
                            u"\u0085"_s,
                            u"\u00a0a"_s,
                            u"\u200b"_s,
                            u"\u202eabc"_s,
                            u"\u2028"_s,
                            u"\ufeff"_s,
                            u"2026-01-01"_s,
                            u"12:30:45"_s,
                            u"1_000"_s,
                            u"+1"_s,
                            u".5"_s,
                            u".nan"_s,
                            u"=1+1"_s,
                            u"a\n# b\n"_s,
                            u"a: |\n  b\n"_s,
                            u"---\na: b\n"_s,
                            u"y"_s,
                            u"key: [1, 2"_s,
                            u"$a"_s};
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QTest::addRow("%lld", static_cast<long long>(i)) << texts[i];
    }
}

void YamlEmitTest::textComesBackAsItWas()
{
    QFETCH(QString, text);
    Node inner = Node::map();
    inner.insert(text, Node::quotedText(text));
    Node list = Node::list();
    list.items = {Node::quotedText(text), inner};
    Node root = Node::map();
    root.insert(u"value"_s, Node::quotedText(text));
    root.insert(u"list"_s, list);

    const QByteArray written = emitYaml(root);
    const ParsedYaml parsed = parseYaml(written);
    QVERIFY2(parsed.findings.empty(), written.constData());
    QVERIFY2(parsed.root == root, written.constData());
    QVERIFY2(!parsed.hasComments, written.constData());
    QCOMPARE(emitYaml(parsed.root), written);
}

void YamlEmitTest::quotesOnlyWhereNeeded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("word") << u"orders"_s << QByteArray("orders\n");
    QTest::newRow("servers") << u"kafka-1:9092"_s << QByteArray("kafka-1:9092\n");
    QTest::newRow("reference") << u"${env:PASSWORD}"_s << QByteArray("${env:PASSWORD}\n");
    QTest::newRow("number") << u"5"_s << QByteArray("\"5\"\n");
    QTest::newRow("bool") << u"yes"_s << QByteArray("\"yes\"\n");
}

void YamlEmitTest::quotesOnlyWhereNeeded()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, written);
    QCOMPARE(emitYaml(Node::quotedText(text)), written);
}

void YamlEmitTest::emptyListsAndMapsComeBack()
{
    Node root = Node::map();
    root.insert(u"list"_s, Node::list());
    root.insert(u"map"_s, Node::map());
    root.insert(u"nothing"_s, Node());
    Node list = Node::list();
    list.items = {Node::list(), Node::map(), Node()};
    root.insert(u"inside"_s, list);
    const ParsedYaml parsed = parseYaml(emitYaml(root));
    QVERIFY(parsed.root == root);
    QVERIFY(parseYaml(emitYaml(Node::map())).root.isMap());
}

QTEST_GUILESS_MAIN(YamlEmitTest)
#include "yaml_emit_test.moc"
