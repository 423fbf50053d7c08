// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_config.h"

#include "core/connectors/file_place.h"

#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

constexpr Choice kModes[] = {
    {static_cast<int>(Mode::Auto), "auto", WEIR_TEXT("By the data"),
     WEIR_TEXT("Changes of a table with a key as changelog by key, all else appended.")},
    {static_cast<int>(Mode::Append), "append", WEIR_TEXT("Append"),
     WEIR_TEXT("Every message becomes a row.")},
    {static_cast<int>(Mode::Changelog), "changelog", WEIR_TEXT("Changelog"),
     WEIR_TEXT("Every change becomes a row with its sign.")},
    {static_cast<int>(Mode::ChangelogKv), "changelog_kv", WEIR_TEXT("Changelog by key"),
     WEIR_TEXT("As changelog, with views of the current rows and of the history.")},
    {static_cast<int>(Mode::VersionedKv), "versioned_kv", WEIR_TEXT("Versions by key"),
     WEIR_TEXT("All versions of a key, with views of the newest and of the history.")},
};
constexpr Choice kNewColumns[] = {
    {static_cast<int>(NewColumns::Add), "add", WEIR_TEXT("Add a column"),
     WEIR_TEXT("The table grows by a column.")},
    {static_cast<int>(NewColumns::Extra), "extra", WEIR_TEXT("Keep as JSON"),
     WEIR_TEXT("Fields without a column go to _extra as JSON.")},
    {static_cast<int>(NewColumns::Ignore), "ignore", WEIR_TEXT("Leave out"),
     WEIR_TEXT("Fields without a column are left out.")},
};
constexpr Choice kDurabilities[] = {
    {static_cast<int>(Durability::Full), "full", WEIR_TEXT("Full"),
     WEIR_TEXT("What is confirmed outlives a power cut.")},
    {static_cast<int>(Durability::Normal), "normal", WEIR_TEXT("Normal"),
     WEIR_TEXT("Faster; a power cut may lose the last seconds, a crash of Weir nothing.")},
};

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000'000;

constexpr Condition kWithKey{"mode", {"auto", "changelog_kv", "versioned_kv"}};

constexpr FieldSpec kFields[] = {
    {.key = "path",
     .member = bind<&StoreConfig::path>(),
     .label = WEIR_TEXT("File"),
     .help = WEIR_TEXT("SQLite file on a local disk; empty = the workspace's name with .db."),
     .example = "plant7.db",
     .heading = Heading::Connection,
     .sharing = Sharing::SameOptions},
    {.key = "mode",
     .member = bind<&StoreConfig::mode>(),
     .label = WEIR_TEXT("Keep"),
     .help = WEIR_TEXT("What a message does to the table."),
     .choices = kModes,
     .heading = Heading::Delivery},
    {.key = "primary_key",
     .member = bind<&StoreConfig::primaryKey>(),
     .label = WEIR_TEXT("Key columns"),
     .help = WEIR_TEXT("Name a row for the view of the current rows; empty = the columns of the "
                       "message's key."),
     .example = "id",
     .range = {0, 32},
     .heading = Heading::Delivery,
     .visibleWhen = kWithKey},
    {.key = "version_column",
     .member = bind<&StoreConfig::versionColumn>(),
     .label = WEIR_TEXT("Version"),
     .help = WEIR_TEXT("Column whose highest value is the newest row of a key, so that a change "
                       "that comes late stays old; _time is the message's own; empty = the last "
                       "to arrive."),
     .example = "updated_at",
     .range = {0, 255},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery,
     .visibleWhen = kWithKey},
    {.key = "keep_versions",
     .member = bind<&StoreConfig::keepVersions>(),
     .label = WEIR_TEXT("Versions per key"),
     .help = WEIR_TEXT("More rows of a key than this: its oldest go, a minute after they came; "
                       "0 = all stay as long as the limits allow."),
     .range = {0, 1000},
     .tab = Tab::Advanced,
     .heading = Heading::Limits,
     .visibleWhen = kWithKey},
    {.key = "retention_ms",
     .member = bind<&StoreConfig::retention>(),
     .label = WEIR_TEXT("Keep for"),
     .help = WEIR_TEXT("Rows received longer ago are deleted; 0s keeps them for ever."),
     .example = "168h",
     .range = {0, 36'500 * kDay},
     .heading = Heading::Limits},
    {.key = "retention_bytes",
     .member = bind<&StoreConfig::retentionBytes>(),
     .label = WEIR_TEXT("Keep at most"),
     .help = WEIR_TEXT("Message bytes per table before the oldest rows go; 0 = no limit."),
     .example = "10GiB",
     .range = {0},
     .heading = Heading::Limits},
    {.key = "new_columns",
     .member = bind<&StoreConfig::newColumns>(),
     .label = WEIR_TEXT("New fields"),
     .help = WEIR_TEXT("What happens to a field the table has no column for."),
     .choices = kNewColumns,
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "metadata",
     .member = bind<&StoreConfig::metadata>(),
     .label = WEIR_TEXT("Extra columns"),
     .help = WEIR_TEXT("Any of _topic, _key, _partition, _headers, _raw, _time_kind."),
     .example = "_topic",
     .range = {0, 6},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "durability",
     .member = bind<&StoreConfig::durability>(),
     .label = WEIR_TEXT("Durability"),
     .help = WEIR_TEXT("When a row counts as stored."),
     .choices = kDurabilities,
     .native = "synchronous",
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "max_file",
     .member = bind<&StoreConfig::maxFile>(),
     .label = WEIR_TEXT("File limit"),
     .help = WEIR_TEXT("At this size the oldest rows go, and then the flow stops."),
     .native = "max_page_count",
     .example = "20GiB",
     .range = {1 * kMiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
};

void checkPath(const StoreConfig &config, RuleReport &report)
{
    checkPlace(config.path, report);
}

void checkKey(const StoreConfig &config, RuleReport &report)
{
    for (const QString &name : config.primaryKey) {
        if (name.isEmpty() || name.startsWith(u'_')) {
            report.error(
                "store.key.name", "primary_key",
                text(WEIR_TEXT("\"%1\" cannot be a key column: names that start with _ are "
                               "the store's own"))
                    .arg(visibleText(name, 64)));
        }
    }
    if (QSet<QString>(config.primaryKey.begin(), config.primaryKey.end()).size()
        != config.primaryKey.size()) {
        report.error("store.key.repeated", "primary_key",
                     text(WEIR_TEXT("A key column is listed twice")),
                     text(WEIR_TEXT("Leave it there once")));
    }
}

void checkVersion(const StoreConfig &config, RuleReport &report)
{
    if (config.versionColumn.startsWith(u'_') && config.versionColumn != u"_time"_s) {
        report.error("store.version.name", "version_column",
                     text(WEIR_TEXT("\"%1\" says nothing about a row's version"))
                         .arg(visibleText(config.versionColumn, 64)),
                     text(WEIR_TEXT("Name a column of the message, or _time")));
    }
}

void checkMetadata(const StoreConfig &config, RuleReport &report)
{
    static const QStringList known{u"_topic"_s,   u"_key"_s, u"_partition"_s,
                                   u"_headers"_s, u"_raw"_s, u"_time_kind"_s};
    for (const QString &name : config.metadata) {
        if (!known.contains(name)) {
            report.error(
                "store.metadata.unknown", "metadata",
                text(WEIR_TEXT("There is no extra column \"%1\"")).arg(visibleText(name, 64)),
                text(WEIR_TEXT("Use %1")).arg(known.join(u", "_s)));
        }
    }
    if (QSet<QString>(config.metadata.begin(), config.metadata.end()).size()
        != config.metadata.size()) {
        report.error("store.metadata.repeated", "metadata",
                     text(WEIR_TEXT("An extra column is listed twice")),
                     text(WEIR_TEXT("Leave it there once")));
    }
}

void checkRetention(const StoreConfig &config, RuleReport &report)
{
    if (config.retention.value.count() == 0 && config.retentionBytes.value == 0) {
        report.warning("store.retention.none", "retention_ms",
                       text(WEIR_TEXT("Nothing is ever deleted: the file grows to its limit, and "
                                      "then the flow stops")));
    }
}

constexpr Rule kRules[] = {rule<&checkPath>(), rule<&checkKey>(), rule<&checkVersion>(),
                           rule<&checkMetadata>(), rule<&checkRetention>()};

} // namespace

const Schema &StoreConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<StoreConfig>(kFields, kRules);
    return kSchema;
}

QString modeName(Mode mode)
{
    for (const Choice &choice : kModes) {
        if (choice.value == static_cast<int>(mode)) {
            return QString::fromLatin1(choice.key);
        }
    }
    return {};
}

QString storePath(const StoreConfig &config, const QString &baseFolder,
                  const QString &workspaceFile)
{
    if (!config.path.isEmpty()) {
        return config.path.absolute(baseFolder);
    }
    QString name = QFileInfo(workspaceFile).fileName();
    for (const QString &suffix : {u".yaml"_s, u".yml"_s, u".weir"_s}) {
        if (name.endsWith(suffix)) {
            name.chop(suffix.size());
        }
    }
    return FilePath{(name.isEmpty() ? u"store"_s : name) + u".db"_s}.absolute(baseFolder);
}

QString tableNameFault(const QString &name)
{
    constexpr qsizetype kLongest = 64;
    if (name.isEmpty()) {
        return text(WEIR_TEXT("The table has no name"));
    }
    if (name.size() > kLongest) {
        return text(WEIR_TEXT("A table's name has at most 64 characters"));
    }
    if (name.startsWith(u"_weir"_s, Qt::CaseInsensitive)
        || name.startsWith(u"sqlite_"_s, Qt::CaseInsensitive) || name.contains(QChar(u'\0'))) {
        return text(WEIR_TEXT("Names that start with _weir or sqlite_ are reserved"));
    }
    return {};
}

} // namespace core::store
