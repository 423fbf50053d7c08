// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/memory.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class MemoryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesARestart();
    void theNewestFilesStandFirst();
    void aDamagedFileIsBegunAnew();
    void withoutAFileNothingIsWritten();
};

void MemoryTest::survivesARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"state/window.json"_s);
    {
        ui::Memory memory(file);
        QVERIFY(memory.value(u"page"_s).isUndefined());
        memory.set(u"page"_s, u"store"_s);
        memory.addRecentFile(u"/a.weir.yaml"_s);
    }
    const ui::Memory again(file);
    QCOMPARE(again.value(u"page"_s).toString(), u"store"_s);
    QCOMPARE(again.recentFiles(), QStringList{u"/a.weir.yaml"_s});
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
}

void MemoryTest::theNewestFilesStandFirst()
{
    ui::Memory memory;
    const QSignalSpy changed(&memory, &ui::Memory::recentFilesChanged);
    for (int i = 0; i < 12; ++i) {
        memory.addRecentFile(u"/%1.weir.yaml"_s.arg(i));
    }
    QCOMPARE(memory.recentFiles().size(), qsizetype(ui::Memory::kMostFiles));
    memory.addRecentFile(u"/5.weir.yaml"_s);
    QCOMPARE(memory.recentFiles().front(), u"/5.weir.yaml"_s);
    QCOMPARE(memory.recentFiles().count(u"/5.weir.yaml"_s), 1);
    memory.removeRecentFile(u"/5.weir.yaml"_s);
    QVERIFY(!memory.recentFiles().contains(u"/5.weir.yaml"_s));
    memory.removeRecentFile(u"/5.weir.yaml"_s);
    QCOMPARE(changed.size(), 14);
}

void MemoryTest::aDamagedFileIsBegunAnew()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"window.json"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"page\": [");
    file.close();
    {
        ui::Memory memory(name);
        QVERIFY(memory.value(u"page"_s).isUndefined());
        memory.set(u"page"_s, u"logs"_s);
    }
    QCOMPARE(ui::Memory(name).value(u"page"_s).toString(), u"logs"_s);
}

void MemoryTest::withoutAFileNothingIsWritten()
{
    ui::Memory memory;
    memory.set(u"page"_s, u"logs"_s);
    QCOMPARE(memory.value(u"page"_s).toString(), u"logs"_s);
}

QTEST_GUILESS_MAIN(MemoryTest)
#include "memory_test.moc"
