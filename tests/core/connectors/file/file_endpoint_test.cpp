// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/file/file_bench.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using filetest::Bench;
using filetest::bytes;

namespace {

const QString kOpen = u"out-000001.txt.part"_s;

} // namespace

class FileEndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonLinesKeepOrderAndKinds();
    void metadataStandsFirst();
    void csvCellsAreQuotedAsNeeded_data();
    void csvCellsAreQuotedAsNeeded();
    void theQuoteIsWhatWasAskedFor();
    void theTimeIsTheRows();
    void envelopesAreByteExact();
    void rawLinesRefuseALineFeed();
    void filesRotateAfterTheirRows();
    void aRestartGoesOnInTheSameFile();
    void unconfirmedBytesAreCutBack();
    void aFileOfWhichNothingWasConfirmedBeginsAgain();
    void foreignFilesAreNeverTouched();
    void namesNeverLeaveTheFolder();
    void aStateThatCannotBeKeptStopsTheFlow();
    void positionsStayBeforeARefusal();
    void filesHaveThePermissionsAskedFor_data();
    void filesHaveThePermissionsAskedFor();
    void permissionsThatDoNotWorkAreRefused_data();
    void permissionsThatDoNotWorkAreRefused();
};

void FileEndpointTest::jsonLinesKeepOrderAndKinds()
{
    Bench bench;
    QVERIFY(bench.open());
    const auto done = bench.write(
        {R"({"z":1.0,"a":18446744073709551615,"t":"<\u2028\u0001","n":null,"j":[1, {"k":2}]})",
         "nonsense", QByteArray()},
        0);
    QCOMPARE(done.size(), 1U);
    QCOMPARE(done[0].outcomes.size(), 2U);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("json.invalid"));
    QCOMPARE(done[0].outcomes[1].verdict, Verdict::Filtered);
    QCOMPARE(bench.read(kOpen),
             QByteArray("{\"z\":1.0,\"a\":18446744073709551615,\"t\":\"<\xe2\x80\xa8\\u0001\","
                        "\"n\":null,\"j\":[1,{\"k\":2}]}\n"));
    bench.endpoint->close(1s);
}

void FileEndpointTest::metadataStandsFirst()
{
    Bench bench;
    bench.config.metadata = {u"_time"_s,      u"_topic"_s,  u"_key"_s,
                             u"_partition"_s, u"_offset"_s, u"_size"_s};
    QVERIFY(bench.open());
    bench.write({R"({"a":1})"}, 7);
    QCOMPARE(bench.read(kOpen),
             QByteArray("{\"_time\":\"1970-01-01T00:00:01.000Z\",\"_topic\":\"orders\","
                        "\"_key\":\"k\",\"_partition\":3,\"_offset\":7,\"_size\":8,\"a\":1}\n"));
}

void FileEndpointTest::csvCellsAreQuotedAsNeeded_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("cell");
    const auto row = [](const char *name, const char *json, const char *cell) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(cell);
    };
    row("null", "null", "");
    row("empty", R"("")", R"("")");
    row("plain", R"("ab")", "ab");
    row("delimiter", R"("a,b")", R"("a,b")");
    row("quote", R"("a\"b")", R"("a""b")");
    row("line feed", R"("a\nb")", "\"a\nb\"");
    row("blank", R"(" a")", R"(" a")");
    row("formula", R"("=1+1")", "'=1+1");
    row("formula behind a blank", R"(" @x")", "\"' @x\"");
    row("number", "-5", "-5");
    row("float", "1.0", "1.0");
    row("list", R"([1,"x"])", R"("[1,""x""]")");
}

void FileEndpointTest::csvCellsAreQuotedAsNeeded()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, cell);
    Bench bench;
    bench.config.format = file::Format::Csv;
    QVERIFY(bench.open());
    bench.write({"{\"a\":" + json + ",\"=b\":1}"}, 0);
    QCOMPARE(bench.read(kOpen), "a,'=b\n" + cell + ",1\n");
}

void FileEndpointTest::theQuoteIsWhatWasAskedFor()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.quote = u"'"_s;
    bench.config.csv.formulaGuard = false;
    QVERIFY(bench.open());
    bench.write({R"({"a":"it's","b":"say \"x\"","c":""})"}, 0);
    QCOMPARE(bench.read(kOpen), QByteArray("a,b,c\n'it''s',say \"x\",''\n"));
}

/// Where a row knows better than its message, as changes of a database do.
void FileEndpointTest::theTimeIsTheRows()
{
    class Timed final : public RowDecoder
    {
    public:
        Decoded decode(const MessageView &) override { return {.rows = rows}; }
        std::vector<Row> rows{{.timestampMs = 5'999}, {.timestampMs = 6'000}, {}};
    };
    Bench bench;
    bench.config.metadata = {u"_time"_s};
    bench.makeDecoder = [] { return std::make_unique<Timed>(); };
    QVERIFY(bench.open());
    bench.write({"x"}, 0);
    QCOMPARE(bench.read(kOpen),
             QByteArray("{\"_time\":\"1970-01-01T00:00:05.999Z\"}\n"
                        "{\"_time\":\"1970-01-01T00:00:06.000Z\"}\n"
                        "{\"_time\":\"1970-01-01T00:00:01.000Z\"}\n"));
}

void FileEndpointTest::envelopesAreByteExact()
{
    Bench bench;
    bench.config.format = file::Format::Envelope;
    QVERIFY(bench.open());
    bench.write({QByteArray("\xff\0", 2), QByteArray()}, 5);
    QCOMPARE(bench.read(kOpen),
             QByteArray("{\"time\":1000,\"topic\":\"orders\",\"partition\":3,\"offset\":\"5\","
                        "\"key\":\"aw==\",\"headers\":[],\"value\":\"/wA=\"}\n"
                        "{\"time\":1000,\"topic\":\"orders\",\"partition\":3,\"offset\":\"6\","
                        "\"key\":\"aw==\",\"headers\":[],\"value\":null}\n"));
}

void FileEndpointTest::rawLinesRefuseALineFeed()
{
    Bench bench;
    bench.config.format = file::Format::RawLines;
    QVERIFY(bench.open());
    const auto done = bench.write({"one", "t\nwo", "three"}, 0);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("file.raw_lines.line_feed"));
    QCOMPARE(bench.read(kOpen), QByteArray("one\nthree\n"));
}

void FileEndpointTest::filesRotateAfterTheirRows()
{
    Bench bench;
    bench.config.format = file::Format::RawLines;
    bench.config.rotateRows = 2;
    QVERIFY(bench.open());
    bench.write({"1", "2", "3", "4", "5"}, 0);
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("1\n2\n"));
    QCOMPARE(bench.read(u"out-000002.txt"_s), QByteArray("3\n4\n"));
    QCOMPARE(bench.read(u"out-000003.txt.part"_s), QByteArray("5\n"));
}

void FileEndpointTest::aRestartGoesOnInTheSameFile()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    QVERIFY(bench.open());
    QVERIFY(bench.endpoint->storedPositions()->empty());
    bench.write({R"({"a":1})"}, 10);
    bench.endpoint->close(1s);
    QVERIFY(bench.open());
    const auto positions = bench.endpoint->storedPositions();
    QCOMPARE(positions->size(), 1U);
    QCOMPARE(positions->front().lane, u"orders/3"_s);
    QCOMPARE(positions->front().position.value, 10);
    bench.write({R"({"a":2})"}, 11);
    QCOMPARE(bench.read(kOpen), QByteArray("a\n1\n2\n"));
}

void FileEndpointTest::unconfirmedBytesAreCutBack()
{
    Bench bench;
    bench.config.format = file::Format::RawLines;
    QVERIFY(bench.open());
    bench.write({"1", "2"}, 0);
    bench.endpoint->close(1s);
    QFile file(bench.folder.filePath(kOpen));
    QVERIFY(file.open(QIODevice::Append));
    file.write("torn li");
    file.close();
    QVERIFY(bench.open());
    bench.write({"3"}, 2);
    QCOMPARE(bench.read(kOpen), QByteArray("1\n2\n3\n"));
}

void FileEndpointTest::aFileOfWhichNothingWasConfirmedBeginsAgain()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.fsyncEvery = 1h;
    QVERIFY(bench.open());
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(bench.lane);
    const QByteArray large = R"({"a":")" + QByteArray(100'000, 'x') + R"("})"; // written, not kept
    batch->add(bytes(large), bytes("k"), Position{.value = 0, .stable = true}, 1'000);
    batch->finish(std::chrono::steady_clock::now(), bench.clock.wallMs());
    bench.endpoint->submit({.token = 1, .batch = std::move(batch)});
    QTRY_VERIFY(bench.read(kOpen).size() > large.size() - 20);
    bench.endpoint->close(1s);
    QVERIFY(bench.open());
    QCOMPARE(bench.write({R"({"a":1})"}, 0).size(), 1U);
    QCOMPARE(bench.names(), QStringList{kOpen});
    QCOMPARE(bench.read(kOpen), QByteArray("a\n1\n"));
    bench.endpoint->close(1s);
}

void FileEndpointTest::foreignFilesAreNeverTouched()
{
    Bench bench;
    bench.config.format = file::Format::RawLines;
    QFile foreign(bench.folder.filePath(u"out-000001.txt"_s));
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write("mine");
    foreign.close();
    QVERIFY(bench.open());
    bench.write({"1"}, 0);
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("mine"));
    QCOMPARE(bench.read(u"out-000002.txt.part"_s), QByteArray("1\n"));
    bench.endpoint->close(1s);
    bench.flow.id = u"flow-2"_s;
    QCOMPARE(QByteArray(bench.open().error().id), QByteArray("file.state.foreign"));
}

void FileEndpointTest::namesNeverLeaveTheFolder()
{
    Bench bench;
    bench.config.path.text = u"out-{flow}-{table}-{seq}.txt"_s;
    bench.flow.name = u"../../x/..\n"_s;
    bench.end.target = u"/etc/passwd"_s;
    QVERIFY(bench.open());
    bench.write({"{}"}, 0);
    QCOMPARE(bench.names().size(), 1);
    QVERIFY(!bench.names().front().contains(u'/'));
}

void FileEndpointTest::aStateThatCannotBeKeptStopsTheFlow()
{
    Bench bench; // a folder stands where the state's temporary file would
    QVERIFY(QDir(bench.folder.path()).mkdir(u"out-{seq}.txt.weir-state.new"_s));
    QVERIFY(bench.open());
    QVERIFY(bench.write({"{}"}, 0).empty());
    QVERIFY(bench.endpoint->failure().has_value());
    QCOMPARE(bench.endpoint->failure()->code, ErrorCode::Storage);
}

void FileEndpointTest::positionsStayBeforeARefusal()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.write({"{}", "bad", "{}"}, 20);
    bench.endpoint->close(1s);
    QVERIFY(bench.open());
    QCOMPARE(bench.endpoint->storedPositions()->front().position.value, 20);
}

void FileEndpointTest::filesHaveThePermissionsAskedFor_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<uint>("bits");
    QTest::newRow("as it is") << file::FileConfig().modeBits << 0600U;
    QTest::newRow("group reads") << u"0640"_s << 0640U;
    QTest::newRow("more than a umask lets through") << u"666"_s << 0666U;
}

void FileEndpointTest::filesHaveThePermissionsAskedFor()
{
    QFETCH(QString, given);
    QFETCH(uint, bits);
    Bench bench;
    bench.config.modeBits = given;
    QVERIFY(bench.open());
    bench.write({R"({"a":1})"}, 0);
    struct stat facts = {};
    const QByteArray path = QFile::encodeName(bench.folder.filePath(kOpen));
    QCOMPARE(::stat(path.constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 07777U, bits);
}

void FileEndpointTest::permissionsThatDoNotWorkAreRefused_data()
{
    QTest::addColumn<QString>("given");
    for (const char *given : {"rw", "0400", "0688", "4600", "", "-600"}) {
        QTest::newRow(given) << QString::fromLatin1(given);
    }
}

void FileEndpointTest::permissionsThatDoNotWorkAreRefused()
{
    QFETCH(QString, given);
    QVERIFY(!file::FileConfig{.modeBits = given}.permissions());
}

QTEST_GUILESS_MAIN(FileEndpointTest)
#include "file_endpoint_test.moc"
