// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What weir answers to its command line and to a place without a display.
class CommandLineOfWeirTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutADisplayOneLineSaysWhatToDo();
    void anUnreachableDisplayIsToldByName();
    void helpAndVersionNeedNoDisplay_data();
    void helpAndVersionNeedNoDisplay();
    void aWrongValueIsRefused_data();
    void aWrongValueIsRefused();
    void anUnknownPageIsAnsweredWithTheKnownOnes();
    void rightValuesOpenAWindow();
    void aFlowThatWeirctlRunsIsLeftToIt();

private:
    struct Run
    {
        int exitCode = -1;
        QByteArray output = {};
        QByteArray errors = {};
    };
    enum class Screen
    {
        None,
        Offscreen
    };
    QProcessEnvironment surroundings(Screen screen, const QString &display = {}) const;
    Run run(const QStringList &words, Screen screen, const QString &display = {}) const;

    QTemporaryDir m_folder;
};

namespace {

constexpr int kLimit = 30'000; ///< ms

} // namespace

QProcessEnvironment CommandLineOfWeirTest::surroundings(Screen screen, const QString &display) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s,
                                u"WEIR_THEME"_s, u"DBUS_SESSION_BUS_ADDRESS"_s}) {
        environment.remove(name);
    }
    for (const QString &name : {u"CONFIG"_s, u"DATA"_s, u"STATE"_s, u"CACHE"_s}) {
        environment.insert(u"XDG_%1_HOME"_s.arg(name), m_folder.filePath(name));
    }
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
    if (screen == Screen::Offscreen) {
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    }
    if (!display.isEmpty()) {
        environment.insert(u"DISPLAY"_s, display);
    }
    return environment;
}

CommandLineOfWeirTest::Run CommandLineOfWeirTest::run(const QStringList &words, Screen screen,
                                                      const QString &display) const
{
    QProcess process;
    process.setProcessEnvironment(surroundings(screen, display));
    process.start(QStringLiteral(WEIR_WINDOW), words);
    if (!process.waitForFinished(kLimit)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            .output = process.readAllStandardOutput(),
            .errors = process.readAllStandardError()};
}

void CommandLineOfWeirTest::withoutADisplayOneLineSaysWhatToDo()
{
    const Run answer = run({}, Screen::None);
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.errors.count('\n'), 1);
    for (const char *way : {"DISPLAY", "weirctl", "QT_QPA_PLATFORM=offscreen"}) {
        QVERIFY2(answer.errors.contains(way), answer.errors.constData());
    }
    QVERIFY(answer.output.isEmpty());
}

void CommandLineOfWeirTest::anUnreachableDisplayIsToldByName()
{
    const Run answer = run({}, Screen::None, u":54321"_s);
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.errors.count('\n'), 1);
    QVERIFY2(answer.errors.contains(":54321"), answer.errors.constData());
}

void CommandLineOfWeirTest::helpAndVersionNeedNoDisplay_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("--help") << u"--help"_s << QByteArray("--screenshot");
    QTest::newRow("-h") << u"-h"_s << QByteArray("--screenshot");
    QTest::newRow("--version") << u"--version"_s << QByteArray("weir ");
    QTest::newRow("-v") << u"-v"_s << QByteArray("weir ");
}

void CommandLineOfWeirTest::helpAndVersionNeedNoDisplay()
{
    QFETCH(const QString, word);
    QFETCH(const QByteArray, part);
    const Run answer = run({word}, Screen::None);
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.output.contains(part));
    QCOMPARE(answer.errors, QByteArray());
}

void CommandLineOfWeirTest::aWrongValueIsRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("option");
    const auto add = [](const QStringList &words, const char *option) {
        QTest::newRow(qPrintable(words.join(u' '))) << words << QByteArray(option);
    };
    add({u"--size"_s, u"nonsense"_s}, "--size");
    add({u"--size"_s, u"100x100"_s}, "900x600");
    add({u"--size"_s, u"99999x99999"_s}, "--size");
    add({u"--size"_s, u"-900x-600"_s}, "--size");
    add({u"--theme"_s, u"purple"_s}, "light");
    add({u"--theme"_s, QString()}, "--theme");
    add({u"--exit-after"_s, u"soon"_s}, "--exit-after");
    add({u"--exit-after"_s, u"-5s"_s}, "--exit-after");
    add({u"--exit-after"_s, u"999999h"_s}, "--exit-after");
    add({u"--screenshot"_s, u"home"_s}, "--screenshot");
    add({u"--screenshot"_s, u"home=a.txt"_s}, "--screenshot");
    add({u"--screenshot"_s, u"source-editor:nothing=a.png"_s}, "--screenshot");
    add({u"--screenshot"_s, u"source-editor:kafka:middle=a.png"_s}, "--screenshot");
    add({u"--demo"_s, u"a.weir.yaml"_s}, "--demo");
    add({u"a.weir.yaml"_s, u"b.weir.yaml"_s}, "FILE");
    add({u"--nothing-like-it"_s}, "nothing-like-it");
}

void CommandLineOfWeirTest::aWrongValueIsRefused()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, option);
    const Run answer = run(words, Screen::Offscreen);
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.errors.count('\n'), 1);
    QVERIFY2(answer.errors.contains(option), answer.errors.constData());
}

void CommandLineOfWeirTest::anUnknownPageIsAnsweredWithTheKnownOnes()
{
    const Run answer = run({u"--screenshot"_s, u"hom=a.png"_s}, Screen::Offscreen);
    QCOMPARE(answer.exitCode, 2);
    for (const char *page : {"home", "flows", "store", "source-editor", "kafka", "palette"}) {
        QVERIFY2(answer.errors.contains(page), answer.errors.constData());
    }
}

void CommandLineOfWeirTest::rightValuesOpenAWindow()
{
    const Run answer = run({u"--theme"_s, u"dark"_s, u"--size"_s, u"900x600"_s, u"--new-instance"_s,
                            u"--exit-after"_s, u"300ms"_s},
                           Screen::Offscreen);
    QCOMPARE(answer.exitCode, 0);
}

void CommandLineOfWeirTest::aFlowThatWeirctlRunsIsLeftToIt()
{
    const QString path = m_folder.filePath(u"p.weir.yaml"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("weir: 1\nname: p\nsources: {made: {type: stream_generator, template: iot}}\n"
               "endpoints: {drop: {type: discard}}\n"
               "flows: {all: {from: {source: made}, to: [{endpoint: drop}]}}\n");
    file.close();
    QProcess first;
    first.setProcessEnvironment(surroundings(Screen::None));
    first.start(QStringLiteral(WEIR_CTL), {u"run"_s, path, u"--stats=json"_s});
    QVERIFY(first.waitForReadyRead(kLimit));
    const Run window = run({u"--start"_s, path, u"--exit-after"_s, u"3s"_s}, Screen::Offscreen);
    QCOMPARE(window.exitCode, 0);
    QCOMPARE(first.state(), QProcess::Running);
    QFile log(m_folder.filePath(u"STATE/weir/weir.log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray owner = "weirctl " + QByteArray::number(first.processId());
    const QByteArray said = log.readAll();
    QVERIFY2(said.contains(owner), said.right(2000).constData());
    first.terminate();
    QVERIFY(first.waitForFinished(kLimit));
}

QTEST_GUILESS_MAIN(CommandLineOfWeirTest)
#include "command_line_of_weir_test.moc"
