// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"

#include <atomic>
#include <map>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

namespace {

std::atomic<int> calls = 0; ///< to write or to sync, so far
std::atomic<int> failAt = -1; ///< number of the call that fails; below zero none does
std::atomic<int> writeFailure = SQLITE_FULL;
std::atomic<bool> staysBroken = false; ///< every call behind that one fails too

bool failsNow()
{
    const int call = calls.fetch_add(1);
    const int first = failAt.load();
    return first >= 0 && (call == first || (staysBroken.load() && call > first));
}

/// SQLite's own file methods with writing and syncing in between.
int (*plainWrite)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
int (*plainSync)(sqlite3_file *, int) = nullptr;
int (*plainOpen)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *) = nullptr;

int failingWrite(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    return failsNow() ? writeFailure.load() : plainWrite(file, data, size, offset);
}

int failingSync(sqlite3_file *file, int flags)
{
    return failsNow() ? SQLITE_IOERR_FSYNC : plainSync(file, flags);
}

/// Main files and journals have methods of their own, with the same writing and syncing.
const sqlite3_io_methods *failingMethods(const sqlite3_io_methods *plain)
{
    static std::mutex mutex;
    static std::map<const sqlite3_io_methods *, sqlite3_io_methods> all;
    const std::scoped_lock lock(mutex);
    const auto [known, isNew] = all.emplace(plain, *plain);
    if (isNew) {
        plainWrite = std::exchange(known->second.xWrite, failingWrite);
        plainSync = std::exchange(known->second.xSync, failingSync);
    }
    return &known->second;
}

int failingOpen(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const int code = plainOpen(vfs, name, file, flags, outFlags);
    if (code == SQLITE_OK && file->pMethods) {
        file->pMethods = failingMethods(file->pMethods);
    }
    return code;
}

void installFailingFiles()
{
    static sqlite3_vfs failing = *sqlite3_vfs_find(nullptr);
    failing.zName = "failing";
    plainOpen = std::exchange(failing.xOpen, failingOpen);
    sqlite3_vfs_register(&failing, 1);
}

} // namespace

/// Whatever call to the disk fails first: nothing confirmed is lost, nothing comes twice.
class StoreFaultTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installFailingFiles(); }
    void everyFailingCallLeavesEachMessageOnce_data();
    void everyFailingCallLeavesEachMessageOnce();

private:
    /// Writes from where the store stands; how far messages were confirmed.
    static std::int64_t writeSome(Bench &bench, SharedResources &shared, std::int64_t from,
                                  std::int64_t to);
};

std::int64_t StoreFaultTest::writeSome(Bench &bench, SharedResources &shared, std::int64_t from,
                                       std::int64_t to)
{
    if (!bench.open(shared)) {
        bench.close();
        return from;
    }
    std::int64_t next = from;
    while (next < to) {
        QList<QByteArray> payloads;
        for (std::int64_t n = next; n < next + 20; ++n) {
            payloads.append("{\"n\":" + QByteArray::number(qint64(n)) + ",\"c"
                            + QByteArray::number(qint64(n / 25)) + "\":1}");
        }
        if (bench.write(payloads, next).empty()) {
            break;
        }
        next += 20;
    }
    bench.close();
    return next;
}

void StoreFaultTest::everyFailingCallLeavesEachMessageOnce_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("stays");
    QTest::newRow("full for a moment") << SQLITE_FULL << false;
    QTest::newRow("broken for a moment") << SQLITE_IOERR_WRITE << false;
    QTest::newRow("full") << SQLITE_FULL << true;
    QTest::newRow("broken") << SQLITE_IOERR_WRITE << true;
}

void StoreFaultTest::everyFailingCallLeavesEachMessageOnce()
{
    QFETCH(const int, code);
    QFETCH(const bool, stays);
    constexpr std::int64_t kAll = 60;
    writeFailure = code;
    staysBroken = stays;
    int failures = 0;
    int call = -1;
    bool isReached = true;
    do { // until a run is over before its call would fail
        QTemporaryDir folder;
        SharedResources shared;
        Bench bench(folder.path());
        calls = 0;
        failAt = ++call;
        const std::int64_t confirmed = writeSome(bench, shared, 0, kAll);
        failures += confirmed < kAll ? 1 : 0;
        isReached = calls > call;
        failAt = -1;
        const std::int64_t kept = confirmed > 0 ? bench.count() : 0;
        QVERIFY2(kept >= confirmed,
                 qPrintable(u"%1: %2 of %3"_s.arg(call).arg(kept).arg(confirmed)));
        std::int64_t from = 0; // as a source does that has nothing but the kept position
        if (bench.open(shared)) {
            const auto positions = bench.endpoint->storedPositions();
            QVERIFY(positions.has_value());
            from = positions->empty() ? 0 : positions->front().position.value + 1;
        }
        bench.close();
        QVERIFY2(from >= confirmed, qPrintable(QString::number(call)));
        if (from < kAll) {
            QVERIFY(writeSome(bench, shared, from, kAll) >= kAll);
        }
        QCOMPARE(bench.row(u"SELECT count(DISTINCT n),count(*)-count(DISTINCT _offset) FROM orders "
                           "WHERE n < 60"_s),
                 QJsonArray({qint64(kAll), 0}));
    } while (isReached);
    qInfo() << call << "calls," << failures << "of them end the flow";
    QVERIFY(failures > 10);
}

QTEST_GUILESS_MAIN(StoreFaultTest)
#include "store_fault_test.moc"
