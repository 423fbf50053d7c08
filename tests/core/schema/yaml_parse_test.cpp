// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

/// Texts that a stranger, a mistake or an attacker could put into a workspace file.
class YamlParseTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderTypesAndPlaces();
    void quotedNumbersStayText();
    void countsColumnsInCharacters();
    void refusesWithCodeAndPlace_data();
    void refusesWithCodeAndPlace();
    void acceptsWhatOnlyLooksHostile_data();
    void acceptsWhatOnlyLooksHostile();
    void endsHostileTextsQuickly_data();
    void endsHostileTextsQuickly();
    void mutatedTextsNeverCrash();
    void knowsCommentsFromOtherHashes_data();
    void knowsCommentsFromOtherHashes();
};

void YamlParseTest::keepsOrderTypesAndPlaces()
{
    const ParsedYaml parsed = parseYaml("zebra: 1\napple:\n  - one\n  - {x: true}\nnothing:\n");
    QVERIFY(parsed.findings.empty());
    const Node &root = parsed.root;
    QCOMPARE(root.keys.size(), 3U);
    QCOMPARE(root.keys[0].name, u"zebra"_s);
    QCOMPARE(root.keys[1].name, u"apple"_s);
    QCOMPARE(root.keys[1].line, 2);
    QCOMPARE(root.keys[1].column, 1);
    const Node &list = *root.find(u"apple"_s);
    QVERIFY(list.isList());
    QCOMPARE(list.items[0].text, u"one"_s);
    QCOMPARE(list.items[0].line, 3);
    QCOMPARE(list.items[0].column, 5);
    QCOMPARE(list.items[1].find(u"x"_s)->text, u"true"_s);
    const Node &nothing = *root.find(u"nothing"_s);
    QVERIFY(nothing.isNull());
    QCOMPARE(nothing.line, 5);
}

void YamlParseTest::quotedNumbersStayText()
{
    const ParsedYaml parsed = parseYaml("a: \"5\"\nb: 5\nc: '5'\nd: \"null\"\n");
    QVERIFY(parsed.root.find(u"a"_s)->quoted);
    QVERIFY(!parsed.root.find(u"b"_s)->quoted);
    QVERIFY(parsed.root.find(u"c"_s)->quoted);
    QCOMPARE(parsed.root.find(u"d"_s)->text, u"null"_s);
    const ParsedYaml keys = parseYaml("null: 1\nb: {null: 2}\n\"c\": {\"null\": 3}\n");
    QVERIFY(keys.findings.empty());
    QCOMPARE(keys.root.find(u"null"_s)->text, u"1"_s);
    QCOMPARE(keys.root.find(u"b"_s)->find(u"null"_s)->text, u"2"_s);
    QCOMPARE(keys.root.find(u"c"_s)->find(u"null"_s)->text, u"3"_s);
}

void YamlParseTest::countsColumnsInCharacters()
{
    const ParsedYaml parsed = parseYaml("{\"größe\": \"日本\", b: c}");
    QCOMPARE(parsed.root.keys[1].name, u"b"_s);
    QCOMPARE(parsed.root.keys[1].column, 17);
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

QByteArray manyKeys(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i) {
        text += "key" + QByteArray::number(i) + ": 1\n";
    }
    return text;
}

void YamlParseTest::refusesWithCodeAndPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    const auto row = [](const char *name, const QByteArray &text, const char *code, int line,
                        int column) {
        QTest::newRow(name) << text << QString::fromLatin1(code) << line << column;
    };
    row("alias to itself", "&a [*a]", "yaml.anchor", 1, 1);
    row("anchor", "a: 1\nb: &x 2\n", "yaml.anchor", 2, 4);
    row("anchor on nothing", "a: &x\n", "yaml.anchor", 1, 4);
    row("anchor on a map", "a: &x {b: 1}\n", "yaml.anchor", 1, 4);
    row("alias", "a: *x\n", "yaml.syntax", 1, 4);
    row("merge key", "a: 1\n<<: {b: 2}\n", "yaml.merge", 2, 1);
    row("tag", "a: !!str 5\n", "yaml.tag", 1, 4);
    row("local tag", "a: !secret 5\n", "yaml.tag", 1, 4);
    row("bare tag", "a: ! 5\n", "yaml.tag", 1, 4);
    row("tag on a list", "a: !x [1]\n", "yaml.tag", 1, 4);
    row("bare tag on a map", "a: ! {b: 1}\n", "yaml.tag", 1, 4);
    row("tag on a quoted text", "a: !!binary \"aGk=\"\n", "yaml.tag", 1, 4);
    row("duplicate key", "a: 1\nb: 2\na: 3\n", "yaml.duplicate", 3, 1);
    row("duplicate key in flow style", "x: {a: 1, a: 2}\n", "yaml.duplicate", 1, 11);
    row("duplicate key in other quotes", "a: 1\n\"a\": 2\n", "yaml.duplicate", 2, 1);
    row("second document", "a: 1\n---\nb: 2\n", "yaml.documents", 0, 0);
    row("empty second document", "a: 1\n---\n", "yaml.documents", 0, 0);
    row("text behind the document", "a: 1\n...\nb: 2\n", "yaml.documents", 0, 0);
    row("list as key", "[a]: 1\n", "yaml.key", 1, 1);
    row("map as key", "? {a: 1}\n: 2\n", "yaml.key", 1, 3);
    row("nothing as key", "? \n: 2\n", "yaml.key", 2, 1);
    row("nothing's other spelling as key", "~: 2\n", "yaml.key", 1, 1);
    row("33 levels", nested(33), "yaml.depth", 1, 33);
    row("2001 keys", manyKeys(2001), "yaml.keys", 2001, 1);
    row("1 MiB and one byte", QByteArray(1024 * 1024 + 1, ' '), "yaml.size", 0, 0);
    row("Latin-1", "a: \xfc\n", "yaml.encoding", 0, 0);
    row("overlong", "a: \xc0\xaf\n", "yaml.encoding", 0, 0);
    row("surrogate", "a: \xed\xa0\x80\n", "yaml.encoding", 0, 0);
    row("UTF-16",
        QByteArray("\xff\xfe"
                   "a\0:\0",
                   6),
        "yaml.encoding", 0, 0);
    row("NUL", QByteArray("a: 1\nb: \0\n", 10), "yaml.control", 2, 4);
    row("escape character", "a: \x1b]52;c;aGk=\x07\n", "yaml.control", 1, 4);
    row("open quote", "a: \"b\n", "yaml.syntax", 1, 4);
    row("open bracket", "a: [1, 2\n", "yaml.syntax", 2, 1);
    row("closing bracket alone", "a: 1\n]\n", "yaml.syntax", 2, 1);
    row("tab as indentation", "a:\n\tb: 1\n", "yaml.syntax", 2, 3);
    row("unknown escape", "a: \"\\q\"\n", "yaml.syntax", 1, 7);
}

void YamlParseTest::refusesWithCodeAndPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(int, line);
    QFETCH(int, column);

    const ParsedYaml parsed = parseYaml(text);
    QCOMPARE(parsed.findings.size(), 1U);
    QCOMPARE(parsed.findings[0].code, code);
    QCOMPARE(parsed.findings[0].line, line);
    QCOMPARE(parsed.findings[0].column, column);
    QVERIFY(!parsed.findings[0].message.isEmpty());
    QVERIFY(parsed.root.isNull());
}

void YamlParseTest::acceptsWhatOnlyLooksHostile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("32 levels") << nested(32);
    QTest::newRow("2000 keys") << manyKeys(2000);
    QTest::newRow("signs inside quotes") << QByteArray("a: \"&x *y !z <<\"\nb: '!x'\n");
    QTest::newRow("signs inside words") << QByteArray("a: b&c*d!e\n");
    QTest::newRow("quoted merge sign") << QByteArray("\"<<\": 1\n");
    QTest::newRow("marked begin and end") << QByteArray("---\na: 1\n...\n");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "a: 1\n");
    QTest::newRow("Windows line ends") << QByteArray("a: 1\r\nb:\r\n  c: 2\r\n");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("only a comment") << QByteArray("# nothing\n");
}

void YamlParseTest::acceptsWhatOnlyLooksHostile()
{
    QFETCH(QByteArray, text);
    const ParsedYaml parsed = parseYaml(text);
    QVERIFY2(parsed.findings.empty(),
             parsed.findings.empty() ? "" : qPrintable(parsed.findings[0].message));
}

void YamlParseTest::endsHostileTextsQuickly_data()
{
    constexpr int kSize = 1024 * 1024;
    const auto repeated = [](const QByteArray &part) {
        return part.repeated(kSize / static_cast<int>(part.size()));
    };
    QTest::addColumn<QByteArray>("text");
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char level = 'b'; level < 'j'; ++level) {
        bomb += level + QByteArray(": &") + level + " [*" + char(level - 1) + "]\n";
    }
    QTest::newRow("laughs") << bomb;
    for (const char *part : {"[",
                             "{",
                             "- ",
                             "? ",
                             "a: ",
                             "[a,",
                             "{a: ",
                             "\"",
                             "'",
                             "&a ",
                             "*a ",
                             "!",
                             "!<",
                             "%",
                             "|\n",
                             ">\n",
                             "#",
                             "\\",
                             "- - - ",
                             "[]",
                             "{}",
                             "\n",
                             " \n",
                             "\t",
                             ":",
                             ": ",
                             ",",
                             "-",
                             "---\n",
                             "...\n",
                             "%TAG ! x\n",
                             "a",
                             "a ",
                             "a\n",
                             "a: b\n",
                             "- a\n",
                             "\xf0\x9f\x98\x80",
                             "\r",
                             "@",
                             "`",
                             "[{",
                             "? [",
                             "'' ",
                             "\"\": ",
                             "{? ",
                             "!!a ",
                             "a: |\n ",
                             "[a]: "}) {
        QTest::newRow(part) << repeated(part);
    }
    QByteArray stairs;
    for (int i = 0; stairs.size() < kSize - 3000; ++i) {
        stairs += QByteArray(i, ' ') + "a:\n";
    }
    QTest::newRow("stairs") << stairs;
    QTest::newRow("long list on one line") << "[" + repeated("a,").chopped(4) + "]";
    QTest::newRow("long key") << "? " + repeated("k").chopped(10) + "\n: 1\n";
    QTest::newRow("long quoted text") << "\"" + repeated("k ").chopped(4) + "\"";
}

void YamlParseTest::endsHostileTextsQuickly()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    const ParsedYaml parsed = parseYaml(text);
    QVERIFY(parsed.findings.size() <= 1);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void YamlParseTest::mutatedTextsNeverCrash()
{
    const QByteArray good = "weir: 1\nname: \"Plant 7\"\nsources:\n  orders:\n    type: kafka\n"
                            "    tls: {disable: false, root_cas: 'ca.pem'}\n    text: |\n      a\n"
                            "      b\nflows:\n  - [a, {b: c}, \"d\\n\"]\n";
    const QByteArray alphabet = "[]{}&*!|>'\"%@`#:,-? \n\t\\ab1\xc3\xa9";
    quint32 random = 20'260;
    const auto next = [&random](qsizetype below) {
        random = random * 1'664'525U + 1'013'904'223U;
        return static_cast<qsizetype>((random >> 8) % static_cast<quint32>(below));
    };
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text = good;
        for (qsizetype change = next(4); change >= 0; --change) {
            text[next(text.size())] = alphabet[next(alphabet.size())];
        }
        const ParsedYaml parsed = parseYaml(text);
        accepted += parsed.findings.empty() ? 1 : 0;
    }
    QVERIFY(accepted > 0);
}

void YamlParseTest::knowsCommentsFromOtherHashes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("none") << QByteArray("a: 1\n") << false;
    QTest::newRow("own line") << QByteArray("# c\na: 1\n") << true;
    QTest::newRow("behind a value") << QByteArray("a: 1 # c\n") << true;
    QTest::newRow("inside a word") << QByteArray("a: b#c\n") << false;
    QTest::newRow("in double quotes") << QByteArray("a: \"x # \\\" # y\"\n") << false;
    QTest::newRow("in single quotes") << QByteArray("a: 'x # '' # y'\n") << false;
    QTest::newRow("behind quotes") << QByteArray("a: 'x' # y\n") << true;
    QTest::newRow("in a block text")
        << QByteArray("a: |\n  # x\n  y # z\n\n  # w\nb: 1\n") << false;
    QTest::newRow("on a block text's head") << QByteArray("a: | # c\n  x\n") << true;
    QTest::newRow("behind a block text") << QByteArray("a: >\n  x\n# c\n") << true;
    QTest::newRow("in a quoted key") << QByteArray("\"a # b\": 1\n") << false;
}

void YamlParseTest::knowsCommentsFromOtherHashes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(parseYaml(text).hasComments, expected);
}

QTEST_GUILESS_MAIN(YamlParseTest)
#include "yaml_parse_test.moc"
