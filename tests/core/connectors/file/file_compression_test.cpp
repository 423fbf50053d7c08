// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/handle.h"
#include "tests/core/connectors/file/file_bench.h"

#include <zlib.h>
#include <zstd.h>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using file::Compression;
using filetest::Bench;

Q_DECLARE_METATYPE(core::file::Compression)

/// A compressed file can be read to its last confirmed message, wherever the rest is cut.
class FileCompressionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDurableStepEndsAMember_data() { addRows(); }
    void everyDurableStepEndsAMember();
    void whatIsTornOffSpoilsNothingBefore_data() { addRows(); }
    void whatIsTornOffSpoilsNothingBefore();
    void theLimitCountsWhatIsNotCompressed_data() { addRows(); }
    void theLimitCountsWhatIsNotCompressed();
    void anotherCompressionBeginsAnotherFile();

private:
    static void addRows();
};

namespace {

QByteArray unzipped(QByteArray bytes)
{
    QByteArray plain;
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    z_stream stream = {};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    while (stream.avail_in > 0) {
        stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        plain.append(buffer.constData(), buffer.size() - static_cast<qsizetype>(stream.avail_out));
        if (code == Z_STREAM_END) {
            inflateReset(&stream);
        } else if (code != Z_OK) {
            break;
        }
    }
    inflateEnd(&stream);
    return plain;
}

QByteArray unpackedZstd(const QByteArray &bytes)
{
    QByteArray plain;
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    const Handle<ZSTD_DCtx, &ZSTD_freeDCtx> context(ZSTD_createDCtx());
    ZSTD_inBuffer from{bytes.constData(), static_cast<std::size_t>(bytes.size()), 0};
    while (from.pos < from.size) {
        ZSTD_outBuffer to{buffer.data(), static_cast<std::size_t>(buffer.size()), 0};
        const std::size_t left = ZSTD_decompressStream(context.get(), &to, &from);
        plain.append(buffer.constData(), static_cast<qsizetype>(to.pos));
        if (ZSTD_isError(left)) {
            break;
        }
    }
    return plain;
}

QByteArray unpacked(const QByteArray &bytes, Compression compression)
{
    return compression == Compression::Gzip ? unzipped(bytes) : unpackedZstd(bytes);
}

QString suffix(Compression compression)
{
    return compression == Compression::Gzip ? u".gz"_s : u".zst"_s;
}

/// An endpoint that writes lines; what its files hold, unpacked.
struct Packed : Bench
{
    explicit Packed(Compression compression)
    {
        config.format = file::Format::RawLines;
        config.compression = compression;
    }
    QByteArray lines(int number, bool isOpen) const
    {
        const QString name = u"out-%1.txt"_s.arg(number, 6, 10, QChar(u'0'))
            + suffix(config.compression) + (isOpen ? u".part"_s : QString());
        return unpacked(read(name), config.compression);
    }
};

} // namespace

void FileCompressionTest::addRows()
{
    QTest::addColumn<Compression>("compression");
    QTest::newRow("gzip") << Compression::Gzip;
    QTest::newRow("zstd") << Compression::Zstd;
}

void FileCompressionTest::everyDurableStepEndsAMember()
{
    QFETCH(Compression, compression);
    Packed bench(compression);
    QVERIFY(bench.open());
    QByteArray expected;
    for (int i = 0; i < 5; ++i) {
        const QByteArray line(10'000, static_cast<char>('a' + i));
        QCOMPARE(bench.write({line}, i).size(), 1U);
        expected += line + '\n';
        QCOMPARE(bench.lines(1, true), expected); // whole, though the file is still open
    }
    QVERIFY(bench.read(bench.names().front()).size() < expected.size() / 10);
}

void FileCompressionTest::whatIsTornOffSpoilsNothingBefore()
{
    QFETCH(Compression, compression);
    Packed bench(compression);
    QVERIFY(bench.open());
    bench.write({"1", "2"}, 0);
    bench.endpoint->close(1s);
    QFile file(bench.folder.filePath(bench.names().front()));
    QVERIFY(file.open(QIODevice::Append));
    file.write("half a member");
    file.close();
    QVERIFY(bench.open());
    bench.write({"3"}, 2);
    QCOMPARE(bench.lines(1, true), QByteArray("1\n2\n3\n"));
}

void FileCompressionTest::theLimitCountsWhatIsNotCompressed()
{
    QFETCH(Compression, compression);
    Packed bench(compression);
    bench.config.rotateBytes.value = 100'000;
    QVERIFY(bench.open());
    const QByteArray line(60'000, 'x');
    bench.write({line, line, line}, 0);
    bench.endpoint->close(1s);
    QVERIFY(bench.open()); // and goes on counting where it was
    bench.write({line, line}, 3);
    QCOMPARE(bench.lines(1, false).size(), 2 * (line.size() + 1));
    QCOMPARE(bench.lines(2, false).size(), 2 * (line.size() + 1));
    QCOMPARE(bench.lines(3, true).size(), line.size() + 1);
}

void FileCompressionTest::anotherCompressionBeginsAnotherFile()
{
    Packed bench(Compression::Gzip);
    QVERIFY(bench.open());
    bench.write({"1"}, 0);
    bench.endpoint->close(1s);
    bench.config.compression = Compression::None;
    QVERIFY(bench.open());
    bench.write({"2"}, 1);
    QCOMPARE(unzipped(bench.read(u"out-000001.txt.gz"_s)), QByteArray("1\n"));
    QCOMPARE(bench.read(u"out-000002.txt.part"_s), QByteArray("2\n"));
}

QTEST_GUILESS_MAIN(FileCompressionTest)
#include "file_compression_test.moc"
