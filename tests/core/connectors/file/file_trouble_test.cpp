// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/file/file_bench.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using filetest::Bench;

namespace {

std::atomic<int> g_failures = 0; ///< how many times the disk still fails
std::atomic<int> g_syncs = 0;

} // namespace

// in place of the library's: no disk here fails on demand
extern "C" int fdatasync(int fd)
{
    ++g_syncs;
    if (g_failures > 0) {
        --g_failures;
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

/// What somebody does to the files, and what the disk does not do.
class FileTroubleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileThatVanishesIsFollowedByTheNext_data();
    void aFileThatVanishesIsFollowedByTheNext();
    void onlyWhatVanishedIsWrittenAgain();
    void aMissingOrShorterFileIsFollowedByTheNext_data();
    void aMissingOrShorterFileIsFollowedByTheNext();
    void aFileThatTheDiskRefusedIsNeverWrittenAgain();
    void whatIsBehindAMessageThatWaitsHasItsPlace_data();
    void whatIsBehindAMessageThatWaitsHasItsPlace();
    void aDamagedStateStopsTheFlow_data();
    void aDamagedStateStopsTheFlow();
    void twoWritersNeverMeet_data();
    void twoWritersNeverMeet();

private:
    static QString first() { return u"out-000001.txt.part"_s; }
    static QString second() { return u"out-000002.txt.part"_s; }
};

namespace {

/// Nothing is confirmed before it is asked for.
struct Lazy : Bench
{
    explicit Lazy(file::Format format = file::Format::RawLines)
    {
        config.format = format;
        config.fsyncEvery = 1h;
    }
    void submit(const QList<QByteArray> &payloads, std::int64_t first)
    {
        endpoint->submit({.token = ++token,
                          .batch = support::batchOf(lane, support::withKey("k", payloads), first,
                                                    clock.wallMs())});
    }
    std::vector<Completion> confirmed()
    {
        endpoint->flush(30s);
        return endpoint->collect();
    }
    QString path(const QString &name) const { return folder.filePath(name); }
};

} // namespace

void FileTroubleTest::aFileThatVanishesIsFollowedByTheNext_data()
{
    QTest::addColumn<bool>("isReplaced");
    QTest::newRow("deleted") << false;
    QTest::newRow("replaced") << true;
}

/// What was confirmed went with it; what was not is in the next one, with its header.
void FileTroubleTest::aFileThatVanishesIsFollowedByTheNext()
{
    QFETCH(bool, isReplaced);
    Lazy bench(file::Format::Csv);
    QVERIFY(bench.open());
    bench.submit({R"({"a":1})"}, 0);
    QCOMPARE(bench.confirmed().size(), 1U);
    bench.submit({R"({"a":2})", "nonsense", R"({"a":3})"}, 1);
    bench.submit({R"({"a":4})"}, 4);
    QVERIFY(QFile::rename(bench.path(first()), bench.path(u"moved"_s)));
    if (isReplaced) {
        QFile other(bench.path(first()));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("mine");
    }
    const auto done = bench.confirmed();
    QCOMPARE(done.size(), 2U);
    QCOMPARE(done[0].outcomes.size(), 1U);
    QCOMPARE(done[0].outcomes[0].index, 1U);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("json.invalid"));
    QVERIFY(done[1].outcomes.empty());
    QCOMPARE(bench.read(second()), QByteArray("a\n2\n3\n4\n"));
    if (isReplaced) {
        QCOMPARE(bench.read(first()), QByteArray("mine"));
    }
    QVERIFY(!bench.endpoint->failure());
    bench.endpoint->close(1s);
    QVERIFY(bench.open());
    QCOMPARE(bench.endpoint->storedPositions()->size(), 1U);
}

/// Files that are closed already hold their part.
void FileTroubleTest::onlyWhatVanishedIsWrittenAgain()
{
    Lazy bench;
    bench.config.rotateRows = 2;
    QVERIFY(bench.open());
    bench.submit({"1", "2", "3"}, 0);
    QTRY_VERIFY(QFile::exists(bench.path(second())));
    QVERIFY(QFile::remove(bench.path(second())));
    QCOMPARE(bench.confirmed().size(), 1U);
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("1\n2\n"));
    QCOMPARE(bench.read(u"out-000003.txt.part"_s), QByteArray("3\n"));
}

void FileTroubleTest::aMissingOrShorterFileIsFollowedByTheNext_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("missing") << false;
    QTest::newRow("shorter") << true;
}

void FileTroubleTest::aMissingOrShorterFileIsFollowedByTheNext()
{
    QFETCH(bool, isThere);
    Lazy bench;
    QVERIFY(bench.open());
    bench.submit({"1", "2"}, 0);
    QCOMPARE(bench.confirmed().size(), 1U);
    bench.endpoint->close(1s);
    QVERIFY(isThere ? QFile::resize(bench.path(first()), 2) : QFile::remove(bench.path(first())));
    QVERIFY(bench.open());
    QCOMPARE(bench.endpoint->storedPositions()->front().position.value, 1);
    const QStringList aside = QDir(bench.folder.path()).entryList({u"*.weir-state.old-*"_s});
    QCOMPARE(aside.size(), 1);
    QVERIFY(bench.read(aside.front()).contains(first().chopped(5).toUtf8()));
    bench.submit({"3"}, 2);
    QCOMPARE(bench.confirmed().size(), 1U);
    QCOMPARE(bench.read(second()), QByteArray("3\n"));
    QCOMPARE(bench.read(first()), isThere ? QByteArray("1\n") : QByteArray("no such file"));
}

void FileTroubleTest::aFileThatTheDiskRefusedIsNeverWrittenAgain()
{
    Lazy bench;
    QVERIFY(bench.open());
    bench.submit({"1"}, 0);
    QCOMPARE(bench.confirmed().size(), 1U);
    bench.submit({"2"}, 1);
    const int before = g_syncs;
    g_failures = 1;
    QVERIFY(bench.confirmed().empty());
    QVERIFY(bench.endpoint->failure().has_value());
    QCOMPARE(QByteArray(bench.endpoint->failure()->id), QByteArray("file.io"));
    bench.endpoint->close(1s);
    QCOMPARE(g_syncs - before, 1); // a second one would say that all is well
    QCOMPARE(bench.read(first()), QByteArray("1\n2\n"));
    QVERIFY(bench.open());
    bench.submit({"2"}, 1);
    QCOMPARE(bench.confirmed().size(), 1U);
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("1\n"));
    QCOMPARE(bench.read(second()), QByteArray("2\n"));
}

void FileTroubleTest::whatIsBehindAMessageThatWaitsHasItsPlace_data()
{
    QTest::addColumn<bool>("vanishes");
    QTest::newRow("the file stays") << false;
    QTest::newRow("the file vanishes meanwhile") << true;
}

/// What came before it is confirmed while it waits; the rest of its batch is not lost.
void FileTroubleTest::whatIsBehindAMessageThatWaitsHasItsPlace()
{
    QFETCH(bool, vanishes);
    static std::atomic<bool> isKnown = false;
    class Late final : public RowDecoder
    {
    public:
        Decoded decode(const MessageView &message) override
        {
            return textOf(message.payload) == "late" && !isKnown
                ? Decoded{.kind = Decoded::Kind::Waiting}
                : m_text->decode(message);
        }

    private:
        std::unique_ptr<RowDecoder> m_text = makeRowDecoder(DataType::Text);
    };
    isKnown = false;
    Lazy bench(file::Format::Csv);
    bench.config.csv.header = false;
    bench.makeDecoder = [] { return std::make_unique<Late>(); };
    QVERIFY(bench.open());
    bench.submit({"1"}, 0);
    bench.submit({"2", "late", "3"}, 1);
    std::vector<Completion> done;
    const auto collected = [&] {
        done = done.empty() ? bench.endpoint->collect() : std::move(done);
        return done.size();
    };
    QTRY_COMPARE(collected(), 1U);
    QCOMPARE(done.size(), 1U);
    QCOMPARE(done[0].token, SubmissionToken(1));
    QCOMPARE(bench.read(first()), QByteArray("1\n2\n"));
    if (vanishes) {
        QVERIFY(QFile::remove(bench.path(first())));
    }
    isKnown = true;
    done = bench.confirmed();
    QCOMPARE(done.size(), 1U);
    QCOMPARE(done[0].token, SubmissionToken(2));
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.read(vanishes ? second() : first()),
             vanishes ? QByteArray("2\nlate\n3\n") : QByteArray("1\n2\nlate\n3\n"));
}

void FileTroubleTest::aDamagedStateStopsTheFlow_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("nonsense");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("of a newer Weir") << QByteArray(R"({"version":2})");
}

void FileTroubleTest::aDamagedStateStopsTheFlow()
{
    QFETCH(QByteArray, text);
    Lazy bench;
    QFile state(bench.path(u"out-{seq}.txt.weir-state"_s));
    QVERIFY(state.open(QIODevice::WriteOnly));
    state.write(text);
    state.close();
    QCOMPARE(QByteArray(bench.open().error().id), QByteArray("file.state.damaged"));
    QCOMPARE(bench.read(u"out-{seq}.txt.weir-state"_s), text);
}

void FileTroubleTest::twoWritersNeverMeet_data()
{
    QTest::addColumn<bool>("isBetweenFiles");
    QTest::newRow("while a file is open") << false;
    QTest::newRow("while none is open") << true;
}

/// As a retry of dead letters beside the running flow.
void FileTroubleTest::twoWritersNeverMeet()
{
    QFETCH(bool, isBetweenFiles);
    Lazy bench;
    QVERIFY(bench.open());
    if (!isBetweenFiles) {
        bench.submit({"1"}, 0);
        QCOMPARE(bench.confirmed().size(), 1U);
    }
    const auto running = std::exchange(bench.endpoint, nullptr);
    QCOMPARE(QByteArray(bench.open().error().id), QByteArray("file.locked"));
    if (!isBetweenFiles) { // its state tells whose it is
        const QString own = std::exchange(bench.flow.id, u"another"_s);
        QCOMPARE(QByteArray(bench.open().error().id), QByteArray("file.state.foreign"));
        bench.flow.id = own;
    }
    running->close(1s);
    QVERIFY(bench.open());
}

QTEST_GUILESS_MAIN(FileTroubleTest)
#include "file_trouble_test.moc"
