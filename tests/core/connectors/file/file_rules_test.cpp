// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_config.h"
#include "core/schema/schema.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::file;
using namespace std::chrono_literals;

using Change = void (*)(FileConfig &);
Q_DECLARE_METATYPE(Change)

/// What is found in an entry before a start: by field and code.
class FileRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRuleHasItsCode_data();
    void eachRuleHasItsCode();
    void whatStandsInTheWayIsFound_data();
    void whatStandsInTheWayIsFound();
};

void FileRulesTest::eachRuleHasItsCode_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const QStringList &found, Change change) {
        QTest::newRow(name) << change << found;
    };
    row("as it is", {}, [](FileConfig &) {});
    row("strange token", {u"error path file.path.token"_s},
        [](FileConfig &c) { c.path.text = u"{key}-{seq}"_s; });
    row("rotation without a number", {u"error path file.path.overwrite"_s},
        [](FileConfig &c) { c.path.text = u"out.jsonl"_s; });
    row("no rotation needs no number", {}, [](FileConfig &c) {
        c.path.text = u"out.jsonl"_s;
        c.rotateBytes.value = 0;
        c.rotateEvery.value = 0ns;
    });
    row("strange metadata", {u"error metadata file.metadata.unknown"_s}, [](FileConfig &c) {
        c.metadata = {u"_time"_s, u"_raw"_s};
    });
    row("repeated metadata",
        {u"error metadata file.metadata.unknown"_s, u"error metadata file.metadata.unknown"_s},
        [](FileConfig &c) {
            c.metadata = {u"_time"_s, u"_time"_s};
        });
    row("one file is more than is kept", {u"error keep_bytes file.keep.too_little"_s},
        [](FileConfig &c) { c.keepBytes.value = c.rotateBytes.value; });
    row("nothing to delete", {u"warning keep_files file.keep.nothing"_s}, [](FileConfig &c) {
        c.rotateBytes.value = 0;
        c.rotateEvery.value = 0ns;
        c.keepFiles = 3;
    });
    row("shorter than durable", {u"error rotate_every file.rotate.short"_s},
        [](FileConfig &c) { c.rotateEvery.value = 100ms; });
    row("suffix with a folder", {u"error part_suffix file.part_suffix"_s},
        [](FileConfig &c) { c.partSuffix = u"/part"_s; });
    row("a member for each batch", {u"warning compression file.compression.members"_s},
        [](FileConfig &c) {
            c.compression = Compression::Gzip;
            c.fsyncEvery.value = 0ns;
        });
    row("permissions", {u"error mode_bits file.mode_bits"_s},
        [](FileConfig &c) { c.modeBits = u"0400"_s; });
    row("anybody writes", {u"warning mode_bits file.mode_bits.open"_s},
        [](FileConfig &c) { c.modeBits = u"0666"_s; });
    row("delimiter is the quote", {u"error delimiter file.csv.delimiter"_s},
        [](FileConfig &c) { c.csv.delimiter = c.csv.quote; });
    row("delimiter of two bytes", {u"error delimiter file.csv.delimiter"_s},
        [](FileConfig &c) { c.csv.delimiter = u"§"_s; });
    row("quote ends a line", {u"error quote field.characters"_s, u"error quote file.csv.quote"_s},
        [](FileConfig &c) { c.csv.quote = u"\n"_s; });
    row("null with a delimiter", {u"error null file.csv.null"_s},
        [](FileConfig &c) { c.csv.null = u"a,b"_s; });
    row("null with a line end", {u"error null field.characters"_s, u"error null file.csv.null"_s},
        [](FileConfig &c) { c.csv.null = u"\r"_s; });
    row("delimiter is a tab", {}, [](FileConfig &c) { c.csv.delimiter = u"\t"_s; });
    row("no guard", {u"warning formula_guard file.csv.unguarded"_s},
        [](FileConfig &c) { c.csv.formulaGuard = false; });
}

void FileRulesTest::eachRuleHasItsCode()
{
    QFETCH(Change, change);
    QFETCH(QStringList, found);
    ConfigBox config(FileConfig::schema());
    auto &own = config.as<FileConfig>();
    own.format = Format::Csv;
    change(own);
    QStringList all;
    for (const Finding &finding : validateConfig(config, Role::Destination, u"e"_s)) {
        all.append((finding.severity == Severity::Error ? u"error "_s : u"warning "_s)
                   + finding.path.section(u'.', -1) + u' ' + finding.code);
    }
    QCOMPARE(all, found);
}

void FileRulesTest::whatStandsInTheWayIsFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing") << u"new/deep/{flow}-{seq}"_s << QStringList();
    QTest::newRow("a file that is there") << u"file{seq}"_s << QStringList();
    QTest::newRow("a folder") << u"folder"_s << QStringList{u"path.folder"_s};
    QTest::newRow("a folder to be") << u"{flow}/"_s << QStringList{u"path.folder"_s};
    QTest::newRow("a device") << u"/dev/null"_s << QStringList{u"path.device"_s};
    QTest::newRow("a folder that is a file")
        << u"file/{flow}.jsonl"_s << QStringList{u"path.in_file"_s};
    QTest::newRow("outside") << u"folder/../../{flow}.jsonl"_s << QStringList{u"path.outside"_s};
}

void FileRulesTest::whatStandsInTheWayIsFound()
{
    QFETCH(QString, path);
    const QTemporaryDir place;
    QVERIFY(QDir(place.path()).mkdir(u"folder"_s));
    QFile file(place.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ConfigBox config(FileConfig::schema());
    auto &own = config.as<FileConfig>();
    own.path.text = path;
    own.rotateBytes.value = 0;
    own.rotateEvery.value = std::chrono::nanoseconds(0);
    QStringList all;
    for (const Finding &finding :
         validateConfig(config, Role::Destination, {}, nullptr, place.path())) {
        all.append(finding.code);
    }
    QTEST(all, "found");
}

QTEST_APPLESS_MAIN(FileRulesTest)
#include "file_rules_test.moc"
