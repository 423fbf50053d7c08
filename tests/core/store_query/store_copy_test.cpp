// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/sqlite_handles.h"
#include "core/store_query/store_copy.h"
#include "core/store_query/store_query.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

/// A copy of a store that somebody may be writing to.
class StoreCopyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aCopyHoldsWhatIsCommittedAndStandsAlone();
    void anOlderCopyIsReplacedOnlyByAWholeOne();
    void failuresAreNamedAndLeaveNothing();

private:
    std::int64_t rowsIn(const QString &file) const;

    std::unique_ptr<QTemporaryDir> m_folder = {};
    QString m_file = {};
    QString m_copy = {};
    SqliteConnection m_writer = {};
};

void StoreCopyTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"a store.db"_s);
    m_copy = m_folder->filePath(u"the copy's.db"_s);
    sqlite3 *raw = nullptr;
    QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &raw), SQLITE_OK);
    m_writer.reset(raw);
    QCOMPARE(sqlite3_exec(raw,
                          "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                          "CREATE TABLE t(a ANY) STRICT; INSERT INTO t VALUES(1),(2),(3);"
                          "BEGIN; INSERT INTO t VALUES(4)",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
}

std::int64_t StoreCopyTest::rowsIn(const QString &file) const
{
    const auto counted = runStoreQuery(file, u"SELECT count(*) FROM t"_s);
    return counted ? counted->rows.front().at(0).toInteger() : -1;
}

void StoreCopyTest::aCopyHoldsWhatIsCommittedAndStandsAlone()
{
    QVERIFY(copyStore(m_file, m_copy));
    QVERIFY(!QFile::exists(m_copy + u"-wal"_s));
    QCOMPARE(rowsIn(m_copy), 3); // the fourth is in a transaction that is still open
    QCOMPARE(QFile::permissions(m_copy), QFile::permissions(m_file));
}

void StoreCopyTest::anOlderCopyIsReplacedOnlyByAWholeOne()
{
    QVERIFY(copyStore(m_file, m_copy));
    sqlite3_exec(m_writer.get(),
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<50000)"
                 " INSERT INTO t SELECT i FROM n; COMMIT",
                 nullptr, nullptr, nullptr);
    const std::atomic<bool> cancelled = true;
    const auto stopped = copyStore(m_file, m_copy, &cancelled);
    QVERIFY(!stopped);
    QCOMPARE(QByteArray(stopped.error().id), QByteArray("copy.cancelled"));
    QCOMPARE(rowsIn(m_copy), 3);
    QVERIFY(copyStore(m_file, m_copy));
    QCOMPARE(rowsIn(m_copy), 50'004);
}

void StoreCopyTest::failuresAreNamedAndLeaveNothing()
{
    const auto missing = copyStore(m_folder->filePath(u"none.db"_s), m_copy);
    QVERIFY(!missing);
    QCOMPARE(QByteArray(missing.error().id), QByteArray("copy.file.missing"));
    const auto nowhere = copyStore(m_file, m_folder->filePath(u"none/copy.db"_s));
    QVERIFY(!nowhere);
    QCOMPARE(QByteArray(nowhere.error().id), QByteArray("copy.failed"));
    QVERIFY(QDir(m_folder->path()).entryList({u"*.part"_s}).isEmpty());
}

QTEST_GUILESS_MAIN(StoreCopyTest)
#include "store_copy_test.moc"
