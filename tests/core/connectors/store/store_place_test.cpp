// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_place.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

long g_diskType = 0; ///< that all folders seem to be on; 0 = their own

int diskOf(const char *path, struct statfs *facts)
{
    const long code = ::syscall(SYS_statfs, path, facts);
    if (code == 0 && g_diskType != 0) {
        facts->f_type = static_cast<decltype(facts->f_type)>(g_diskType);
    }
    return static_cast<int>(code);
}

} // namespace

// in place of the library's: a test cannot mount a network disk
extern "C" int statfs(const char *path, struct statfs *facts) noexcept
{
    return diskOf(path, facts);
}
extern "C" int statfs64(const char *path, struct statfs64 *facts) noexcept
{
    return diskOf(path, reinterpret_cast<struct statfs *>(facts));
}

/// Which paths can hold a store.
class StorePlaceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networkDisksAreRefused_data();
    void networkDisksAreRefused();
    void whatIsNoFileOfItsOwnIsRefused_data();
    void whatIsNoFileOfItsOwnIsRefused();
    void aLinkInTheFolderIsTheFileItNames();
};

void StorePlaceTest::networkDisksAreRefused_data()
{
    QTest::addColumn<qlonglong>("type");
    QTest::addColumn<QByteArray>("id");
    const QByteArray network("store.path.network");
    QTest::newRow("own") << 0LL << QByteArray();
    QTest::newRow("ext4") << 0xEF53LL << QByteArray();
    QTest::newRow("NFS") << 0x6969LL << network;
    QTest::newRow("CIFS") << 0xFF534D42LL << network;
    QTest::newRow("SMB2") << 0xFE534D42LL << network;
    QTest::newRow("FUSE") << 0x65735546LL << network;
}

void StorePlaceTest::networkDisksAreRefused()
{
    QFETCH(qlonglong, type);
    QFETCH(QByteArray, id);
    const QTemporaryDir folder;
    g_diskType = static_cast<long>(type);
    const auto place = store::prepareStorePlace(folder.filePath(u"a.db"_s));
    g_diskType = 0;
    QCOMPARE(place ? QByteArray() : QByteArray(place.error().id), id);
}

void StorePlaceTest::whatIsNoFileOfItsOwnIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("id");
    const QByteArray noFile("store.path.no_file");
    QTest::newRow("folder") << u"folder"_s << noFile;
    QTest::newRow("no name") << u"folder/"_s << noFile;
    QTest::newRow("NUL") << (u"a"_s + QChar(u'\0')) << noFile;
    QTest::newRow("pipe") << u"pipe"_s << noFile;
    QTest::newRow("link into another folder") << u"away.db"_s << QByteArray("store.path.link");
    QTest::newRow("link to nothing") << u"nowhere.db"_s << QByteArray("store.path.link");
    QTest::newRow("two names") << u"twice.db"_s << QByteArray("store.path.hard_link");
}

void StorePlaceTest::whatIsNoFileOfItsOwnIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, id);
    const QTemporaryDir folder;
    const auto encoded = [&folder](const QString &file) {
        return QFile::encodeName(folder.filePath(file));
    };
    QVERIFY(QDir(folder.path()).mkpath(u"folder"_s));
    for (const QString &file : {u"folder/there.db"_s, u"twice.db"_s}) {
        QFile made(folder.filePath(file));
        QVERIFY(made.open(QIODevice::WriteOnly));
    }
    QCOMPARE(::mkfifo(encoded(u"pipe"_s).constData(), 0600), 0);
    QCOMPARE(
        ::symlink(encoded(u"folder/there.db"_s).constData(), encoded(u"away.db"_s).constData()), 0);
    QCOMPARE(::symlink(encoded(u"none.db"_s).constData(), encoded(u"nowhere.db"_s).constData()), 0);
    QCOMPARE(::link(encoded(u"twice.db"_s).constData(), encoded(u"second.db"_s).constData()), 0);
    const auto place = store::prepareStorePlace(folder.filePath(name));
    QVERIFY(!place);
    QCOMPARE(QByteArray(place.error().id), id);
    QCOMPARE(place.error().field, u"path"_s);
}

void StorePlaceTest::aLinkInTheFolderIsTheFileItNames()
{
    const QTemporaryDir folder;
    QFile made(folder.filePath(u"real.db"_s));
    QVERIFY(made.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(u"real.db"_s, folder.filePath(u"link.db"_s)));
    const auto link = store::prepareStorePlace(folder.filePath(u"link.db"_s));
    const auto real = store::prepareStorePlace(folder.filePath(u"real.db"_s));
    QVERIFY(link && real);
    QCOMPARE(link->path, real->path);
    QCOMPARE(link->lockKey, real->lockKey);
}

QTEST_APPLESS_MAIN(StorePlaceTest)
#include "store_place_test.moc"
