// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using program::run;

namespace {

constexpr const char *kCanary = "canary-5f1c9e27-do-not-show";
constexpr const char *kWorkspace = R"(weir: 1
name: p
sources:
  feed:
    type: websocket
    url: ws://127.0.0.1:1/feed
    data_type: json
    headers: {Authorization: "${env:WEIR_CANARY}"}
    tls: {disable: true}
endpoints:
  drop: {type: discard}
flows:
  f: {from: {source: feed}, to: [{endpoint: drop}]}
)";

} // namespace

class SecretsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aResolvedSecretIsNeverWritten_data();
    void aResolvedSecretIsNeverWritten();
    void aMissingSecretEndsBeforeAnythingStarts_data();
    void aMissingSecretEndsBeforeAnythingStarts();

private:
    QTemporaryDir m_folder = {};
    QString m_file = {};
};

void SecretsTest::initTestCase()
{
    const auto types = run({u"types"_s, u"--json"_s});
    QVERIFY(types.output.contains("\"type\":\"websocket\""));
    m_file = program::writeFile(m_folder.filePath(u"p.weir.yaml"_s), kWorkspace);
    const auto result = run({u"validate"_s, m_file});
    QVERIFY2(result.exitCode == 0, result.output.constData());
}

void SecretsTest::aResolvedSecretIsNeverWritten_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("validate") << QStringList{u"validate"_s};
    QTest::newRow("run") << QStringList{u"run"_s, u"--for"_s, u"500ms"_s, u"--stats"_s, u"json"_s};
    QTest::newRow("test") << QStringList{u"test"_s};
    QTest::newRow("test json") << QStringList{u"test"_s, u"--json"_s};
    QTest::newRow("preview") << QStringList{u"preview"_s, u"--source"_s, u"feed"_s, u"--timeout"_s,
                                            u"500ms"_s};
}

void SecretsTest::aResolvedSecretIsNeverWritten()
{
    QFETCH(QStringList, words);
    words.insert(1, m_file);
    const auto result = run(
        words, {u"WEIR_CANARY="_s + QString::fromLatin1(kCanary), u"QT_LOGGING_RULES=*=true"_s});
    QVERIFY(result.exitCode >= 0);
    QVERIFY(!result.output.contains(kCanary));
    QVERIFY(!result.log.contains(kCanary));
    QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(kCanary));
    }
}

void SecretsTest::aMissingSecretEndsBeforeAnythingStarts_data()
{
    aResolvedSecretIsNeverWritten_data();
}

void SecretsTest::aMissingSecretEndsBeforeAnythingStarts()
{
    QFETCH(QStringList, words);
    const bool needsSecret = words.first() != "validate"_L1;
    words.insert(1, m_file);
    const auto result = run(words);
    QCOMPARE(result.exitCode, needsSecret ? 1 : 0);
    QCOMPARE(result.log.contains("secret.unavailable"), needsSecret);
    if (needsSecret) {
        QVERIFY(result.output.isEmpty());
    }
}

QTEST_GUILESS_MAIN(SecretsTest)
#include "secrets_test.moc"
