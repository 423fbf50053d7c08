// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using program::run;

namespace {

constexpr const char *kWorkspace = R"(weir: 1
name: p
sources:
  counted: {type: stream_generator, template: iot, interval: 1ms, count: 300}
  endless: {type: stream_generator, template: iot, interval: 1ms}
  quiet: {type: loopback, channel: nobody}
endpoints:
  drop: {type: discard}
  picky: {type: loopback, channel: picky, refuse_every: 10}
  slow: {type: loopback, channel: slow, delay: 1h}
flows:
  counted: {from: {source: counted}, to: [{endpoint: drop}]}
  endless: {from: {source: endless}, to: [{endpoint: drop}, {endpoint: picky}], on_error: skip, enabled: false}
  quiet: {from: {source: quiet}, to: [{endpoint: drop}], enabled: false}
  refused: {from: {source: counted}, to: [{endpoint: picky}], enabled: false}
  strict: {from: {source: counted}, to: [{endpoint: picky}], on_error: stop, enabled: false}
  stuck: {from: {source: endless}, to: [{endpoint: slow}], enabled: false}
)";

/// Each message stands in exactly one place.
bool identityHolds(const QJsonObject &line)
{
    qint64 sum = 0;
    for (const auto &key : {u"delivered"_s, u"dead_lettered"_s, u"skipped"_s, u"expired"_s,
                            u"filtered"_s, u"returned"_s, u"in_flight"_s}) {
        sum += line[key].toInteger(-1);
    }
    return line[u"in_messages"_s].toInteger(-1) == sum;
}

} // namespace

class RunTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void demoRunsInAFolderThatIsGoneAfterwards();
    void aProgramThatHoldsTooMuchTakesNothingIn();
    void everyLineHasTheWholeShapeAndTheIdentity();
    void enabledFlowsRunToTheirEnd();
    void maxMessagesIsExact();
    void caughtUpNeedsAnEnd();
    void aFailedFlowEndsWithOne();
    void messagesHandedBackEndWithThree();
    void oneInterruptStopsInOrder_data();
    void oneInterruptStopsInOrder();
    void aSecondInterruptEndsAtOnce_data();
    void aSecondInterruptEndsAtOnce();
    void aReaderThatLeavesEndsTheRun();
    void aFlowThatRunsAlreadyIsNotRunTwice();
    void wrongRunsAreUsage_data();
    void wrongRunsAreUsage();
    void findingsEndBeforeAnythingStarts();

private:
    QStringList words(const QStringList &more) const
    {
        return QStringList{u"run"_s, m_file} + more;
    }
    std::unique_ptr<QProcess> startAndAwaitLine(const QString &flow) const;

    QTemporaryDir m_folder = {};
    QString m_file = {};
};

void RunTest::initTestCase()
{
    m_file = program::writeFile(m_folder.filePath(u"p.weir.yaml"_s), kWorkspace);
    QVERIFY(!m_file.isEmpty());
    const auto result = run({u"validate"_s, m_file});
    QVERIFY2(result.exitCode == 0, result.output.constData());
}

void RunTest::demoRunsInAFolderThatIsGoneAfterwards()
{
    const QTemporaryDir place;
    const auto result = run({u"run"_s, u"--demo"_s, u"--for"_s, u"2s"_s, u"--stats"_s, u"json"_s},
                            {QString(u"TMPDIR="_s + place.path())});
    QVERIFY2(result.exitCode == 0, result.log.constData());
    QVERIFY(QDir(place.path()).isEmpty());
    const auto lines = result.lines();
    QVERIFY(lines.size() >= 2);
    for (const QJsonObject &line : lines) {
        QCOMPARE(line[u"flow"_s].toString(), u"sample-sensors"_s);
        QVERIFY(identityHolds(line));
    }
    QVERIFY(lines.back()[u"final"_s].toBool());
    QVERIFY(lines.back()[u"delivered"_s].toInteger() > 10);
    QCOMPARE(lines.back()[u"in_flight"_s].toInteger(-1), 0);
}

void RunTest::aProgramThatHoldsTooMuchTakesNothingIn()
{
    const auto result = run(words({u"--flow"_s, u"endless"_s, u"--for"_s, u"3500ms"_s,
                                   u"--memory-limit"_s, u"1MiB"_s, u"--stats=json"_s}));
    QVERIFY2(result.exitCode == 0, result.log.constData());
    const auto lines = result.lines();
    int paused = 0;
    for (const QJsonObject &line : lines) {
        paused += line[u"code"_s].toString() == u"flow.memory_full"_s ? 1 : 0;
        QVERIFY(identityHolds(line));
    }
    QVERIFY(paused >= 2);
}

void RunTest::everyLineHasTheWholeShapeAndTheIdentity()
{
    const auto result = run(words({u"--flow"_s, u"endless"_s, u"--for"_s, u"1s"_s, u"--interval"_s,
                                   u"50ms"_s, u"--stats=json"_s}));
    QCOMPARE(result.exitCode, 0);
    const auto lines = result.lines();
    QVERIFY(lines.size() >= 5);
    QStringList keys{u"flow"_s,          u"state"_s,       u"code"_s,      u"message"_s,
                     u"elapsed_s"_s,     u"in_messages"_s, u"in_bytes"_s,  u"delivered"_s,
                     u"dead_lettered"_s, u"skipped"_s,     u"expired"_s,   u"filtered"_s,
                     u"returned"_s,      u"in_flight"_s,   u"lost"_s,      u"endpoints"_s,
                     u"out_messages"_s,  u"out_bytes"_s,   u"retries"_s,   u"lag"_s,
                     u"reconnects"_s,    u"latency_ms"_s,  u"rss_bytes"_s, u"final"_s,
                     u"stuck_at"_s,      u"field"_s,       u"fix"_s};
    keys.sort();
    int finals = 0;
    for (const QJsonObject &line : lines) {
        QCOMPARE(line.keys(), keys);
        QVERIFY(identityHolds(line));
        QVERIFY(line[u"rss_bytes"_s].toInteger() > 0);
        finals += line[u"final"_s].toBool() ? 1 : 0;
        qint64 sum = 0;
        for (const QJsonValue endpoint : line[u"endpoints"_s].toObject()) {
            QCOMPARE(endpoint.toObject().size(), 8);
            QVERIFY(endpoint[u"notes"_s].isObject());
            sum += endpoint[u"out_messages"_s].toInteger();
        }
        QCOMPARE(line[u"out_messages"_s].toInteger(-1), sum);
    }
    QCOMPARE(finals, 1);
    QVERIFY(lines.back()[u"skipped"_s].toInteger() > 0);
    QCOMPARE(lines.back()[u"state"_s].toString(), u"stopped"_s);
}

void RunTest::enabledFlowsRunToTheirEnd()
{
    const auto result = run(words({u"--stats"_s, u"json"_s}));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject last = result.lines().back();
    QCOMPARE(last[u"flow"_s].toString(), u"counted"_s);
    QCOMPARE(last[u"state"_s].toString(), u"completed"_s);
    QCOMPARE(last[u"delivered"_s].toInteger(), 300);
}

void RunTest::maxMessagesIsExact()
{
    const auto result = run(
        words({u"--flow"_s, u"endless"_s, u"--max-messages"_s, u"77"_s, u"--stats"_s, u"json"_s}));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().back()[u"in_messages"_s].toInteger(), 77);
}

void RunTest::caughtUpNeedsAnEnd()
{
    QCOMPARE(run(words({u"--until-caught-up"_s})).exitCode, 0);
    QCOMPARE(run(words({u"--until-caught-up"_s, u"--flow"_s, u"endless"_s})).exitCode, 2);
}

void RunTest::aFailedFlowEndsWithOne()
{
    const auto result =
        run(words({u"--flow"_s, u"strict"_s, u"--for"_s, u"10s"_s, u"--stats"_s, u"json"_s}));
    QCOMPARE(result.exitCode, 1);
    const QJsonObject last = result.lines().back();
    QCOMPARE(last[u"state"_s].toString(), u"failed"_s);
    QVERIFY(!last[u"message"_s].toString().isEmpty());
    QVERIFY(identityHolds(last));
}

void RunTest::messagesHandedBackEndWithThree()
{
    const auto result =
        run(words({u"--flow"_s, u"stuck"_s, u"--for"_s, u"500ms"_s, u"--stats"_s, u"json"_s}));
    QCOMPARE(result.exitCode, 3);
    const QJsonObject last = result.lines().back();
    QVERIFY(last[u"returned"_s].toInteger() > 0);
    QVERIFY(identityHolds(last));
}

std::unique_ptr<QProcess> RunTest::startAndAwaitLine(const QString &flow) const
{
    auto process = program::start(
        words({u"--flow"_s, flow, u"--stats"_s, u"json"_s, u"--interval"_s, u"100ms"_s}));
    return process->waitForReadyRead(10'000) ? std::move(process) : nullptr;
}

void RunTest::oneInterruptStopsInOrder_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void RunTest::oneInterruptStopsInOrder()
{
    QFETCH(int, number);
    const auto process = startAndAwaitLine(u"endless"_s);
    QVERIFY(process);
    QCOMPARE(::kill(static_cast<pid_t>(process->processId()), number), 0);
    const auto result = program::finish(*process);
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.lines().back()[u"final"_s].toBool());
    QCOMPARE(result.lines().back()[u"state"_s].toString(), u"stopped"_s);
}

void RunTest::aSecondInterruptEndsAtOnce_data()
{
    oneInterruptStopsInOrder_data();
}

void RunTest::aSecondInterruptEndsAtOnce()
{
    QFETCH(int, number);
    const auto process = startAndAwaitLine(u"stuck"_s); // takes 5 s to stop in order
    QVERIFY(process);
    ::kill(static_cast<pid_t>(process->processId()), number);
    QVERIFY(process->waitForReadyRead(10'000)); // the state after the first one
    ::kill(static_cast<pid_t>(process->processId()), number);
    const auto result = program::finish(*process);
    QCOMPARE(result.exitCode, 128 + number); // which no stop in order has
}

void RunTest::aReaderThatLeavesEndsTheRun()
{
    QProcess shell; // it waits for both ends of the pipe
    shell.start(u"sh"_s,
                {u"-c"_s,
                 u"\"$0\" run \"$1\" --flow endless --stats json --interval 50ms | head -n 1"_s,
                 QStringLiteral(WEIR_CTL), m_file});
    const auto result = program::finish(shell);
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().size(), 1U);
}

void RunTest::aFlowThatRunsAlreadyIsNotRunTwice()
{
    const auto first = startAndAwaitLine(u"quiet"_s);
    QVERIFY(first);
    const QStringList again = words({u"--flow"_s, u"quiet"_s, u"--for"_s, u"1s"_s});
    const auto second = run(again + QStringList{u"--stats=json"_s});
    QCOMPARE(second.exitCode, 1);
    QCOMPARE(second.lines().back()[u"code"_s].toString(), u"flow.runs_elsewhere"_s);
    QVERIFY(second.output.contains(QByteArray::number(first->processId())));
    ::kill(static_cast<pid_t>(first->processId()), SIGKILL);
    QVERIFY(first->waitForFinished());
    QCOMPARE(run(again).exitCode, 0); // nothing is left of a claim
}

void RunTest::wrongRunsAreUsage_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::newRow("nothing to run") << QStringList{u"run"_s};
    QTest::newRow("both") << words({u"--demo"_s});
    QTest::newRow("unknown flow") << words({u"--flow"_s, u"nobody"_s});
    QTest::newRow("no time") << words({u"--for"_s, u"soon"_s});
    QTest::newRow("time without unit") << words({u"--for"_s, u"30"_s});
    QTest::newRow("zero messages") << words({u"--max-messages"_s, u"0"_s});
    QTest::newRow("zero interval") << words({u"--interval"_s, u"0s"_s});
    QTest::newRow("unknown figures") << words({u"--stats"_s, u"xml"_s});
    QTest::newRow("missing file") << QStringList{u"run"_s, u"/nowhere/a.weir.yaml"_s};
}

void RunTest::wrongRunsAreUsage()
{
    QFETCH(QStringList, more);
    const auto result = run(more);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
    QVERIFY(!result.log.isEmpty());
}

void RunTest::findingsEndBeforeAnythingStarts()
{
    const QString file = program::writeFile(m_folder.filePath(u"bad.weir.yaml"_s),
                                            QByteArray(kWorkspace).replace("discard", "nothing"));
    const auto result = run({u"run"_s, file, u"--stats"_s, u"json"_s});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.isEmpty());
    QVERIFY(result.log.contains("entry.type.unknown"));
}

QTEST_GUILESS_MAIN(RunTest)
#include "run_test.moc"
