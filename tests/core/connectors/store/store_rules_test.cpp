// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"
#include "core/connectors/store/store_config.h"
#include "core/schema/schema.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::store;
using namespace std::chrono_literals;

namespace core::store {
void registerTypes(Registry &registry);
}

using Change = void (*)(StoreConfig &);
Q_DECLARE_METATYPE(Change)

/// What is found in an entry before a start: by field and code.
class StoreRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRuleHasItsCode_data();
    void eachRuleHasItsCode();
    void rowsWithoutAKeyOfTheirOwnNeedOne_data();
    void rowsWithoutAKeyOfTheirOwnNeedOne();
};

void StoreRulesTest::eachRuleHasItsCode_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const QStringList &found, Change change) {
        QTest::newRow(name) << change << found;
    };
    row("as it is", {}, [](StoreConfig &) {});
    row("a key of the store's own", {u"error primary_key store.key.name"_s},
        [](StoreConfig &c) { c.primaryKey = {u"_sn"_s}; });
    row("a key without a name", {u"error primary_key store.key.name"_s}, [](StoreConfig &c) {
        c.primaryKey = {u"id"_s, QString()};
    });
    row("a key twice", {u"error primary_key store.key.repeated"_s}, [](StoreConfig &c) {
        c.primaryKey = {u"id"_s, u"id"_s};
    });
    row("a version of the store's own", {u"error version_column store.version.name"_s},
        [](StoreConfig &c) { c.versionColumn = u"_offset"_s; });
    row("a version by time", {}, [](StoreConfig &c) { c.versionColumn = u"_time"_s; });
    row("strange metadata", {u"error metadata store.metadata.unknown"_s}, [](StoreConfig &c) {
        c.metadata = {u"_topic"_s, u"_offset"_s};
    });
    row("metadata twice", {u"error metadata store.metadata.repeated"_s}, [](StoreConfig &c) {
        c.metadata = {u"_raw"_s, u"_raw"_s};
    });
    row("kept for ever", {u"warning retention_ms store.retention.none"_s}, [](StoreConfig &c) {
        c.retention.value = 0ns;
        c.retentionBytes.value = 0;
    });
    row("a folder", {u"error path path.folder"_s}, [](StoreConfig &c) { c.path.text = u"/dev"_s; });
    row("a device", {u"error path path.device"_s},
        [](StoreConfig &c) { c.path.text = u"/dev/null"_s; });
    row("in a file", {u"error path path.in_file"_s},
        [](StoreConfig &c) { c.path.text = QCoreApplication::applicationFilePath() + u"/a.db"_s; });
    row("more versions than can be", {u"error keep_versions field.range"_s},
        [](StoreConfig &c) { c.keepVersions = 1001; });
}

void StoreRulesTest::eachRuleHasItsCode()
{
    QFETCH(Change, change);
    QFETCH(QStringList, found);
    ConfigBox config(StoreConfig::schema());
    change(config.as<StoreConfig>());
    QStringList all;
    for (const Finding &finding : validateConfig(config, Role::Destination, u"e"_s)) {
        all.append((finding.severity == Severity::Error ? u"error "_s : u"warning "_s)
                   + finding.path.section(u'.', -1) + u' ' + finding.code);
    }
    QCOMPARE(all, found);
}

void StoreRulesTest::rowsWithoutAKeyOfTheirOwnNeedOne_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QStringList>("key");
    QTest::addColumn<QString>("dataType");
    QTest::addColumn<bool>("isRefused");
    const QStringList none;
    QTest::newRow("by key") << Mode::VersionedKv << none << u"json"_s << true;
    QTest::newRow("changes by key") << Mode::ChangelogKv << none << u"avro"_s << true;
    QTest::newRow("a key is named")
        << Mode::VersionedKv << QStringList{u"id"_s} << u"json"_s << false;
    QTest::newRow("appended") << Mode::Append << none << u"json"_s << false;
    QTest::newRow("by the data") << Mode::Auto << none << u"json"_s << false;
    QTest::newRow("changes bring theirs")
        << Mode::ChangelogKv << none << u"debezium-json"_s << false;
}

void StoreRulesTest::rowsWithoutAKeyOfTheirOwnNeedOne()
{
    QFETCH(Mode, mode);
    QFETCH(QStringList, key);
    QFETCH(QString, dataType);
    QFETCH(bool, isRefused);
    Registry registry;
    registerTypes(registry);
    ConfigBox config(StoreConfig::schema());
    config.as<StoreConfig>().mode = mode;
    config.as<StoreConfig>().primaryKey = key;
    const auto error = registry.endpoint(u"store"_s)->checkRows(config, dataType);
    QCOMPARE(error ? QByteArray(error->id) : QByteArray(),
             isRefused ? QByteArray("store.key.none") : QByteArray());
}

QTEST_GUILESS_MAIN(StoreRulesTest)
#include "store_rules_test.moc"
