// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_names.h"
#include "core/connectors/file/old_files.h"
#include "tests/core/connectors/file/file_bench.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using filetest::Bench;

/// Only what a flow wrote itself is deleted, oldest first, and no more than is asked.
class OldFilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestFilesAreKept();
    void theNewestBytesAreKept();
    void filesGoAfterTheirTime();
    void whatSomebodyChangedStays();
    void theStateNamesNoFileOfAnotherPattern_data();
    void theStateNamesNoFileOfAnotherPattern();
    void withoutALimitNoListGrows();
};

namespace {

/// A file a message.
struct Singles : Bench
{
    Singles()
    {
        config.format = file::Format::RawLines;
        config.rotateRows = 1;
    }
};

} // namespace

void OldFilesTest::theNewestFilesAreKept()
{
    Singles bench;
    bench.config.keepFiles = 2;
    QVERIFY(bench.open());
    bench.write({"1", "2", "3", "4", "5"}, 0);
    QCOMPARE(bench.names(),
             QStringList({u"out-000003.txt"_s, u"out-000004.txt"_s, u"out-000005.txt.part"_s}));
    bench.endpoint->close(1s);
    QVERIFY(bench.open()); // and the next run knows of them
    bench.write({"6"}, 5);
    QCOMPARE(bench.names(),
             QStringList({u"out-000004.txt"_s, u"out-000005.txt"_s, u"out-000006.txt.part"_s}));
}

void OldFilesTest::theNewestBytesAreKept()
{
    Singles bench;
    bench.config.keepBytes.value = 7;
    QVERIFY(bench.open());
    bench.write({"1", "22", "333", "4444"}, 0); // closed: 2, 3 and 4 bytes
    QCOMPARE(bench.names(),
             QStringList({u"out-000002.txt"_s, u"out-000003.txt"_s, u"out-000004.txt.part"_s}));
}

void OldFilesTest::filesGoAfterTheirTime()
{
    const QTemporaryDir folder;
    const QString pattern = folder.filePath(u"out-{seq}.txt"_s);
    file::FileState state;
    for (int i = 1; i <= 3; ++i) {
        QFile file(file::nameFor(pattern, i, {}));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        state.closed.push_back({.name = file.fileName(), .size = 1, .closedMs = i * 1000});
    }
    file::FileConfig config;
    config.keepFor.value = 10s;
    file::removeOldFiles(state, pattern, config, 12'500);
    QCOMPARE(state.closed.size(), 1U);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"out-000003.txt"_s});
    file::removeOldFiles(state, pattern, config, 1000); // a clock set back deletes nothing
    QCOMPARE(state.closed.size(), 1U);
}

void OldFilesTest::whatSomebodyChangedStays()
{
    Singles bench;
    bench.config.keepFiles = 1;
    QVERIFY(bench.open());
    bench.write({"1", "2"}, 0);
    QFile file(bench.folder.filePath(u"out-000001.txt"_s));
    QVERIFY(file.open(QIODevice::Append));
    file.write("a note");
    file.close();
    bench.write({"3", "4"}, 2);
    QCOMPARE(bench.names(),
             QStringList({u"out-000001.txt"_s, u"out-000003.txt"_s, u"out-000004.txt.part"_s}));
}

void OldFilesTest::theStateNamesNoFileOfAnotherPattern_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isOurs");
    QTest::newRow("ours") << u"/a/out-20260101-000007.txt"_s << true;
    QTest::newRow("packed") << u"/a/out-20260101-000007.txt.gz"_s << true;
    QTest::newRow("another folder") << u"/b/out-20260101-000007.txt"_s << false;
    QTest::newRow("upwards") << u"/a/out-../../x-000007.txt"_s << false;
    QTest::newRow("another name") << u"/a/notes.txt"_s << false;
    QTest::newRow("longer") << u"/a/out-20260101-000007.txt.old"_s << false;
}

void OldFilesTest::theStateNamesNoFileOfAnotherPattern()
{
    QFETCH(QString, name);
    QFETCH(bool, isOurs);
    QCOMPARE(file::isNameOf(u"/a/out-{date}-{seq}.txt"_s, name), isOurs);
}

void OldFilesTest::withoutALimitNoListGrows()
{
    Singles bench;
    QVERIFY(bench.open());
    bench.write({"1", "2", "3"}, 0);
    bench.endpoint->close(1s);
    const auto state = file::FileState::load(bench.folder.filePath(u"out-{seq}.txt.weir-state"_s));
    QVERIFY(state);
    QVERIFY(state->closed.empty());
    QCOMPARE(bench.names().size(), 3);
}

QTEST_GUILESS_MAIN(OldFilesTest)
#include "old_files_test.moc"
