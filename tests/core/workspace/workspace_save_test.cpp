// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"
#include "tests/core/workspace/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace core;

/// The file on disk is the old one or the new one at every moment.
class WorkspaceSaveTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canonicalTextIsAFixedPoint();
    void savesForTheOwnerOnly();
    void keepsFiveBackups();
    void nothingChangedWritesNothing();
    void theCommentedOriginalIsKept();
    void aFolderThatCannotBeWrittenChangesNothing();
    void aFullDiskChangesNothing();
    void aKilledSaveLeavesOldOrNew();
    void noSecretReachesTheFile();
};

Workspace workspaceAt(const QString &file, const QString &name)
{
    QFile golden(QStringLiteral(WEIR_TEST_DATA "/canonical.weir.yaml"));
    const QByteArray text = golden.open(QIODevice::ReadOnly) ? golden.readAll() : QByteArray();
    Workspace workspace = parseWorkspace(text, file, test_registry::registry()).workspace;
    workspace.name = name;
    return workspace;
}

QByteArray contentOf(const QString &file)
{
    QFile input(file);
    return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
}

void write(const QString &file, const QByteArray &bytes)
{
    QFile output(file);
    QVERIFY(output.open(QIODevice::WriteOnly));
    QCOMPARE(output.write(bytes), bytes.size());
}

void WorkspaceSaveTest::canonicalTextIsAFixedPoint()
{
    const QByteArray golden = contentOf(QStringLiteral(WEIR_TEST_DATA "/canonical.weir.yaml"));
    const Workspace workspace = workspaceAt({}, u"Plant 7"_s);
    QCOMPARE(writeWorkspace(workspace), golden);
    const LoadedWorkspace again = parseWorkspace(golden, {}, test_registry::registry());
    QVERIFY(again.workspace == workspace);
}

void WorkspaceSaveTest::savesForTheOwnerOnly()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    write(file, "old");
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    const Workspace workspace = workspaceAt(file, u"new"_s);
    QVERIFY(saveWorkspace(workspace).has_value());
    QCOMPARE(contentOf(file), writeWorkspace(workspace));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(file) & others));
}

void WorkspaceSaveTest::keepsFiveBackups()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    for (int version = 1; version <= 8; ++version) {
        QVERIFY(saveWorkspace(workspaceAt(file, u"v%1"_s.arg(version))).has_value());
    }
    QVERIFY(contentOf(file).contains("name: v8\n"));
    for (int backup = 1; backup <= 5; ++backup) {
        const QByteArray kept = contentOf(u"%1.bak.%2"_s.arg(file).arg(backup));
        QVERIFY(kept.contains(QByteArray("name: v" + QByteArray::number(8 - backup) + "\n")));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 6);
}

void WorkspaceSaveTest::nothingChangedWritesNothing()
{
    const QTemporaryDir folder;
    const Workspace workspace = workspaceAt(folder.filePath(u"w.weir.yaml"_s), u"same"_s);
    QVERIFY(saveWorkspace(workspace).has_value());
    QVERIFY(saveWorkspace(workspace).has_value());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void WorkspaceSaveTest::theCommentedOriginalIsKept()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    const QByteArray original = "# mine\nweir: 1\nname: v0 # why\n";
    write(file, original);
    QVERIFY(loadWorkspace(file, test_registry::registry())->hadComments);
    for (int version = 1; version <= 8; ++version) {
        QVERIFY(saveWorkspace(workspaceAt(file, u"v%1"_s.arg(version))).has_value());
    }
    QVERIFY(!loadWorkspace(file, test_registry::registry())->hadComments);
    QCOMPARE(contentOf(file + u".bak.comments"_s), original);
}

void WorkspaceSaveTest::aFolderThatCannotBeWrittenChangesNothing()
{
    const QTemporaryDir folder;
    const QString inside = folder.filePath(u"locked"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"locked"_s));
    const QString file = inside + u"/w.weir.yaml"_s;
    write(file, "old");
    // The administrator may write everywhere, so the saving process gives that up first.
    QVERIFY(QFile::setPermissions(
        inside, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    QVERIFY(QFile::setPermissions(folder.path(),
                                  QFile::Permissions(0x7000) | QFile::ReadOther | QFile::ExeOther));
    const Workspace workspace = workspaceAt(file, u"new"_s);
    const pid_t child = fork();
    if (child == 0) {
        constexpr unsigned kNobody = 65534;
        if (geteuid() == 0 && setuid(kNobody) != 0) {
            _exit(2);
        }
        const auto saved = saveWorkspace(workspace);
        _exit(!saved && qstrcmp(saved.error().id, "workspace.save") == 0 ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QVERIFY(QFile::setPermissions(inside, QFile::Permissions(0x7000)));
    QCOMPARE(contentOf(file), QByteArray("old"));
    QCOMPARE(QDir(inside).entryList(QDir::Files | QDir::Hidden), QStringList{u"w.weir.yaml"_s});
}

void WorkspaceSaveTest::aFullDiskChangesNothing()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    write(file, "old");
    const Workspace workspace = workspaceAt(file, u"new"_s);
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit none{.rlim_cur = 100, .rlim_max = 100};
        setrlimit(RLIMIT_FSIZE, &none);
        _exit(saveWorkspace(workspace) ? 1 : 0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QCOMPARE(contentOf(file), QByteArray("old"));
}

void WorkspaceSaveTest::aKilledSaveLeavesOldOrNew()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    const Workspace one = workspaceAt(file, u"one"_s);
    const Workspace other = workspaceAt(file, u"other"_s);
    const QList<QByteArray> whole{writeWorkspace(one), writeWorkspace(other)};
    QVERIFY(saveWorkspace(one).has_value());
    for (int round = 0; round < 40; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            while (saveWorkspace(other) && saveWorkspace(one)) { }
            _exit(1);
        }
        usleep(static_cast<useconds_t>(500 + round * 137));
        kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QVERIFY(whole.contains(contentOf(file)));
    }
    QVERIFY(saveWorkspace(one) && saveWorkspace(other));
    QCOMPARE(contentOf(file), whole[1]);
}

void WorkspaceSaveTest::noSecretReachesTheFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"w.weir.yaml"_s);
    Workspace workspace = workspaceAt(file, u"w"_s);
    auto &config = workspace.sources[0].config.as<test_registry::QueueConfig>();
    config.password.setValue("S3CR3T");
    config.headers[1].value.setValue("S3CR3T");
    config.tls.clientKey = Secret(u"S3CR3T"_s);
    QVERIFY(saveWorkspace(workspace).has_value());
    QVERIFY(contentOf(file).contains("${env:KAFKA_PASSWORD}"));
    QVERIFY(!contentOf(file).contains("S3CR3T"));
}

QTEST_GUILESS_MAIN(WorkspaceSaveTest)
#include "workspace_save_test.moc"
