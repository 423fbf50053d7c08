// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using program::run;

namespace {

constexpr const char *kWorkspace = R"(weir: 1
name: p
sources:
  made: {type: stream_generator, template: iot, interval: 1ms, count: 20}
  quiet: {type: loopback, channel: nobody}
endpoints:
  drop: {type: discard}
  picky: {type: loopback, channel: picky, refuse_every: 10}
  kept: {type: store, path: kept.db}
flows:
  store: {from: {source: made}, to: [{endpoint: kept, table: readings}]}
  refused: {from: {source: made}, to: [{endpoint: picky}], enabled: false}
)";

} // namespace

class ProbeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyEntryIsTestedStepByStep();
    void oneEntryIsTestedWhereAnotherIsWrong();
    void unknownEntriesAreUsage_data();
    void unknownEntriesAreUsage();
    void previewShowsMessages();
    void previewOfAQuietSourceIsEmpty();
    void browsingWhatHasNoListIsAFinding();
    void rowsOfARunAreFoundByQuery();
    void queriesOnlyRead_data();
    void queriesOnlyRead();
    void deadLettersAreListedShownSavedAndSentAgain();

private:
    QTemporaryDir m_folder = {};
    QString m_file = {};
};

void ProbeTest::initTestCase()
{
    m_file = program::writeFile(m_folder.filePath(u"p.weir.yaml"_s), kWorkspace);
    QVERIFY(!m_file.isEmpty());
}

void ProbeTest::everyEntryIsTestedStepByStep()
{
    const auto result = run({u"test"_s, m_file, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.output.constData());
    const auto entries = result.lines();
    QStringList names; // in the order of the file, whichever is done first
    for (const QJsonObject &entry : entries) {
        names.append(entry[u"name"_s].toString());
        QCOMPARE(entry.keys(), QStringList({u"kind"_s, u"name"_s, u"ok"_s, u"stages"_s}));
        QVERIFY(entry[u"ok"_s].toBool());
        for (const QJsonValue stage : entry[u"stages"_s].toArray()) {
            QCOMPARE(stage.toObject().keys(),
                     QStringList({u"code"_s, u"field"_s, u"fix"_s, u"message"_s, u"ms"_s, u"peer"_s,
                                  u"stage"_s, u"state"_s}));
        }
    }
    QCOMPARE(names, QStringList({u"made"_s, u"quiet"_s, u"drop"_s, u"picky"_s, u"kept"_s}));
    QVERIFY(!QFile::exists(m_folder.filePath(u"kept.db"_s))); // a test writes nothing
}

void ProbeTest::oneEntryIsTestedWhereAnotherIsWrong()
{
    const QString file = program::writeFile(m_folder.filePath(u"half.weir.yaml"_s),
                                            QByteArray(kWorkspace).replace("discard", "nothing"));
    QCOMPARE(run({u"test"_s, file, u"--source"_s, u"made"_s}).exitCode, 0);
    QCOMPARE(run({u"test"_s, file, u"--endpoint"_s, u"drop"_s}).exitCode, 1);
    QCOMPARE(run({u"test"_s, file}).exitCode, 1);
}

void ProbeTest::unknownEntriesAreUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("test a source") << QStringList{u"test"_s, u"--source"_s, u"x"_s};
    QTest::newRow("test an endpoint") << QStringList{u"test"_s, u"--endpoint"_s, u"x"_s};
    QTest::newRow("preview") << QStringList{u"preview"_s, u"--source"_s, u"x"_s};
    QTest::newRow("preview nothing") << QStringList{u"preview"_s};
    QTest::newRow("browse") << QStringList{u"browse"_s, u"--source"_s, u"x"_s};
    QTest::newRow("browse nothing") << QStringList{u"browse"_s};
}

void ProbeTest::unknownEntriesAreUsage()
{
    QFETCH(QStringList, words);
    words.insert(1, m_file);
    const auto result = run(words);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
}

void ProbeTest::previewShowsMessages()
{
    const auto result =
        run({u"preview"_s, m_file, u"--source"_s, u"made"_s, u"-n"_s, u"3"_s, u"--json"_s});
    QCOMPARE(result.exitCode, 0);
    const QJsonArray messages = result.array();
    QCOMPARE(messages.size(), 3);
    for (const QJsonValue message : messages) {
        QCOMPARE(message.toObject().keys(),
                 QStringList({u"headers"_s, u"key"_s, u"lane"_s, u"position"_s, u"rejected"_s,
                              u"size"_s, u"time"_s, u"time_kind"_s, u"value"_s}));
        QVERIFY(message[u"rejected"_s].isNull());
        QCOMPARE(message[u"value"_s].toString().toUtf8().size(), message[u"size"_s].toInteger());
    }
}

void ProbeTest::previewOfAQuietSourceIsEmpty()
{
    const auto result = run(
        {u"preview"_s, m_file, u"--source"_s, u"quiet"_s, u"--timeout"_s, u"200ms"_s, u"--json"_s});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output, QByteArray("[]\n"));
}

void ProbeTest::browsingWhatHasNoListIsAFinding()
{
    const auto result = run({u"browse"_s, m_file, u"--source"_s, u"quiet"_s, u"--json"_s});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.log.contains("browse.unsupported"));
}

void ProbeTest::rowsOfARunAreFoundByQuery()
{
    QCOMPARE(run({u"run"_s, m_file}).exitCode, 0);
    const auto result = run({u"query"_s, m_folder.filePath(u"kept.db"_s),
                             u"SELECT count(*) AS n FROM readings"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.log.constData());
    QCOMPARE(result.object().keys(), QStringList({u"columns"_s, u"rows"_s, u"truncated"_s}));
    QCOMPARE(result.object()[u"columns"_s].toArray(), QJsonArray({u"n"_s}));
    QCOMPARE(result.object()[u"rows"_s][0][0].toInteger(), 20);
    QCOMPARE(result.object()[u"truncated"_s], QJsonValue(false));
}

void ProbeTest::queriesOnlyRead_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("delete") << u"DELETE FROM readings"_s;
    QTest::newRow("two") << u"SELECT 1; SELECT 2"_s;
    QTest::newRow("nonsense") << u"SELEKT"_s;
}

void ProbeTest::queriesOnlyRead()
{
    QFETCH(QString, sql);
    const auto result = run({u"query"_s, m_folder.filePath(u"kept.db"_s), sql});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.output.isEmpty());
}

void ProbeTest::deadLettersAreListedShownSavedAndSentAgain()
{
    QCOMPARE(run({u"dead"_s, u"list"_s, m_file, u"--json"_s}).output, QByteArray("[]\n"));
    QVERIFY(!QFile::exists(m_folder.filePath(u"p.dead.db"_s))); // looking makes none
    QCOMPARE(run({u"run"_s, m_file, u"--flow"_s, u"refused"_s}).exitCode, 0);

    const QJsonArray letters = run({u"dead"_s, u"list"_s, m_file, u"--json"_s}).array();
    QCOMPARE(letters.size(), 2);
    QCOMPARE(letters[0][u"flow"_s].toString(), u"refused"_s);
    QCOMPARE(letters[0][u"endpoint"_s].toString(), u"picky"_s);
    QCOMPARE(letters[0][u"code"_s].toString(), u"loopback.refused"_s);
    const QString id = QString::number(letters[0][u"id"_s].toInteger());
    const auto shown = run({u"dead"_s, u"show"_s, m_file, id, u"--json"_s});
    QVERIFY(shown.object()[u"value"_s].toString().startsWith(u'{'));
    QCOMPARE(run({u"dead"_s, u"show"_s, m_file, u"999"_s}).exitCode, 1);

    const QString saved = m_folder.filePath(u"saved.jsonl"_s);
    QCOMPARE(run({u"dead"_s, u"save"_s, m_file, u"-o"_s, saved}).exitCode, 0);
    QFile file(saved);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 2);

    QCOMPARE(run({u"dead"_s, u"retry"_s, m_file}).exitCode, 0);
    QCOMPARE(run({u"dead"_s, u"list"_s, m_file, u"--json"_s}).output, QByteArray("[]\n"));
}

QTEST_GUILESS_MAIN(ProbeTest)
#include "probe_test.moc"
