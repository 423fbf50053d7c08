// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using program::run;

class CommandLineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void everyCommandExplainsItself();
    void completionIsValidBashAndKnowsEveryCommand();
    void manualNamesEveryCommand();
    void foreignCharactersAreEscapedInProblems();

private:
    QStringList m_commands = {};
};

void CommandLineTest::initTestCase()
{
    const auto help = run({u"--help"_s});
    QCOMPARE(help.exitCode, 0);
    const QString list = QString::fromUtf8(help.output).section(u"Commands:\n"_s, 1, 1);
    for (const QString &line : list.split(u'\n')) {
        if (line.isEmpty()) {
            break;
        }
        m_commands.append(line.trimmed().section(u"  "_s, 0, 0));
    }
    QVERIFY(m_commands.contains(u"validate"_s));
}

void CommandLineTest::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << QStringList{u"fly"_s};
    QTest::newRow("unknown option") << QStringList{u"types"_s, u"--colour"_s};
    QTest::newRow("missing file") << QStringList{u"validate"_s};
    QTest::newRow("empty file name") << QStringList{u"validate"_s, u""_s};
    QTest::newRow("too many words") << QStringList{u"validate"_s, u"a"_s, u"b"_s};
    QTest::newRow("value for a switch") << QStringList{u"types"_s, u"--json=yes"_s};
    QTest::newRow("missing value") << QStringList{u"docs"_s, u"-o"_s};
    QTest::newRow("given twice") << QStringList{u"docs"_s, u"-o"_s, u"a"_s, u"--output=b"_s};
    QTest::newRow("unknown choice") << QStringList{u"completion"_s, u"tcsh"_s};
    QTest::newRow("unreadable workspace") << QStringList{u"validate"_s, u"/nowhere/x.weir.yaml"_s};
    QTest::newRow("folder as workspace") << QStringList{u"validate"_s, u"/"_s};
    QTest::newRow("a place without a flow")
        << QStringList{u"run"_s, u"--demo"_s, u"--skip-past"_s, u"orders/3=5"_s};
    QTest::newRow("a place without a lane")
        << QStringList{u"run"_s, u"--demo"_s, u"--flow"_s, u"sample"_s, u"--skip-past"_s, u"5"_s};
    QTest::newRow("no size") << QStringList{u"run"_s, u"--demo"_s, u"--memory-limit"_s, u"much"_s};
    QTest::newRow("missing store") << QStringList{u"query"_s, u"/nowhere.db"_s, u"SELECT 1"_s};
}

void CommandLineTest::wrongUsageEndsWithTwo()
{
    QFETCH(QStringList, words);
    const auto result = run(words);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
    QVERIFY(!result.log.isEmpty());
}

void CommandLineTest::everyCommandExplainsItself()
{
    for (const QString &command : m_commands) {
        const auto help = run(QStringList(command.split(u' ')) << u"--help"_s);
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.output.contains(QString(u"weirctl "_s + command).toUtf8()));
        QVERIFY(help.output.contains("--help"));
    }
}

void CommandLineTest::completionIsValidBashAndKnowsEveryCommand()
{
    const auto script = run({u"completion"_s, u"bash"_s});
    QCOMPARE(script.exitCode, 0);
    QProcess bash;
    bash.start(u"bash"_s, {u"-n"_s});
    bash.write(script.output);
    bash.closeWriteChannel();
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.exitCode(), 0);
    for (const QString &command : m_commands) {
        QVERIFY2(script.output.contains(QString(u'"' + command + u'"').toUtf8()),
                 qPrintable(command));
    }
}

void CommandLineTest::manualNamesEveryCommand()
{
    const auto page = run({u"man"_s});
    QCOMPARE(page.exitCode, 0);
    QVERIFY(page.output.startsWith(".TH WEIRCTL 1"));
    for (const QString &command : m_commands) {
        QVERIFY2(page.output.contains(QString(u".SS \"weirctl "_s + command).toUtf8()),
                 qPrintable(command));
    }
}

void CommandLineTest::foreignCharactersAreEscapedInProblems()
{
    const auto result = run({u"\x1b[31mred\u202e"_s});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(!result.log.contains('\x1b'));
    QVERIFY(!QString::fromUtf8(result.log).contains(QChar(0x202e)));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
