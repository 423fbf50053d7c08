// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_config.h"
#include "core/connectors/store/store_config.h"
#include "core/engine/dead_letters.h"
#include "core/store_query/sqlite_handles.h"
#include "tests/core/engine/flow_harness.h"

#include <QDir>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

/// Two letters of different partitions under the same offset, one whose place means nothing after
/// a restart, and one that was refused before a letter further on.
std::vector<DeadLetter> someLetters(const FlowDefinition &flow)
{
    const auto letter = [&](int partition, std::int64_t position, const QByteArray &payload) {
        return DeadLetter{.flowId = flow.id,
                          .flow = flow.name,
                          .source = u"in"_s,
                          .endpoint = flow.to.front().entry,
                          .lane = u"orders/%1#2"_s.arg(partition),
                          .topic = u"orders"_s,
                          .partition = partition,
                          .position = position,
                          .isStable = true,
                          .timestampMs = 1'000,
                          .timeKind = TimeKind::Append,
                          .key = "k",
                          .payload = payload,
                          .headers = {{"trace", "t1"}},
                          .code = u"test.refused"_s};
    };
    std::vector<DeadLetter> all{letter(0, 7, R"({"a":1})"), letter(3, 7, R"({"a":2})"),
                                letter(3, 5, R"({"a":3})"), letter(3, 9, R"({"a":4})")};
    all.back().isStable = false;
    return all;
}

/// The flow with one endpoint of this type.
template <typename Config>
FlowDefinition flowInto(const FlowHarness &harness, const QString &type, const Config &config)
{
    FlowDefinition flow = harness.flow;
    ConfigBox box(Config::schema());
    box.as<Config>() = config;
    flow.to = {{.entry = u"kept"_s, .type = type, .config = box, .target = u"rows"_s}};
    return flow;
}

/// Sends all letters, which leave the store; false when they do not.
bool sendAll(FlowHarness &harness, const FlowDefinition &flow)
{
    const auto store = DeadLetterStore::open(flow.deadLetterFile());
    if (!store || !(*store)->add(someLetters(flow), 1'000'000)) {
        return false;
    }
    std::vector<std::int64_t> ids;
    const auto letters = (*store)->list({}, 0, 10);
    for (const DeadLetter &letter : *letters) {
        ids.push_back(letter.id);
    }
    if (!harness.engine().retryDeadLetters(flow, u"kept"_s, ids)) {
        return false;
    }
    return QTest::qWaitFor([&] {
        return harness.engine().snapshot().back().status.state == FlowState::Completed
            && *(*store)->count({}) == 0;
    });
}

QStringList rowsOf(const QString &file, const char *sql)
{
    sqlite3 *raw = nullptr;
    sqlite3_open_v2(file.toUtf8().constData(), &raw, SQLITE_OPEN_READONLY, nullptr);
    QStringList rows;
    const auto keep = [](void *into, int columns, char **texts, char **) {
        QStringList row;
        for (int i = 0; i < columns; ++i) {
            row.append(texts[i] ? QString::fromUtf8(texts[i]) : u"-"_s);
        }
        static_cast<QStringList *>(into)->append(row.join(u' '));
        return 0;
    };
    sqlite3_exec(raw, sql, keep, &rows, nullptr);
    sqlite3_close_v2(raw);
    return rows;
}

} // namespace

/// A dead letter that is sent once more is the message it was, though it is acknowledged by its
/// number.
class DeadLetterOriginTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoreToldOfALetterNamesItsFirstPlace();
    void lettersSentTwiceAreStoredOnce();
    void aFileToldOfALetterNamesItsFirstPlace();
    void aFlowGoesOnWhereItWasAfterALetterFromFurtherOn();
};

void DeadLetterOriginTest::aStoreToldOfALetterNamesItsFirstPlace()
{
    FlowHarness harness;
    const QTemporaryDir folder;
    store::StoreConfig config{.path = {folder.filePath(u"s.db"_s)}};
    config.metadata = {u"_topic"_s, u"_key"_s, u"_partition"_s, u"_headers"_s, u"_time_kind"_s};
    QVERIFY(sendAll(harness, flowInto(harness, u"store"_s, config)));
    QCOMPARE(rowsOf(folder.filePath(u"s.db"_s),
                    "SELECT a, _topic, _partition, _offset, _time, _time_kind, _key, _lane FROM "
                    "rows ORDER BY a"),
             (QStringList{u"1 orders 0 7 1000 append k orders/0#2"_s,
                          u"2 orders 3 7 1000 append k orders/3#2"_s,
                          u"3 orders 3 5 1000 append k orders/3#2"_s,
                          u"4 orders 3 - 1000 append k orders/3#2"_s}));
}

/// Whoever was killed before the letters left sends them again.
void DeadLetterOriginTest::lettersSentTwiceAreStoredOnce()
{
    FlowHarness harness;
    const QTemporaryDir folder;
    const store::StoreConfig config{.path = {folder.filePath(u"s.db"_s)}};
    const FlowDefinition flow = flowInto(harness, u"store"_s, config);
    QVERIFY(sendAll(harness, flow));
    QVERIFY(sendAll(harness, flow));
    QCOMPARE(rowsOf(folder.filePath(u"s.db"_s), "SELECT count(*) FROM rows WHERE a < 4"),
             QStringList{u"3"_s});
}

void DeadLetterOriginTest::aFileToldOfALetterNamesItsFirstPlace()
{
    FlowHarness harness;
    const QTemporaryDir folder;
    file::FileConfig config;
    config.path = {folder.filePath(u"out-{seq}.jsonl"_s)};
    config.metadata = {u"_topic"_s, u"_partition"_s, u"_offset"_s, u"_time_kind"_s};
    QVERIFY(sendAll(harness, flowInto(harness, u"file"_s, config)));
    const QStringList files = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
    QByteArray all;
    for (const QString &name : files) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += name.startsWith(u'.') ? QByteArray() : file.readAll();
    }
    QVERIFY2(all.contains("{\"_topic\":\"orders\",\"_partition\":3,\"_offset\":5,"
                          "\"_time_kind\":\"append\",\"a\":3}\n"),
             all.constData());
    QVERIFY(all.contains("\"_partition\":3,\"_offset\":null,"));
}

/// What the endpoint keeps of the flow's own lanes is not touched: messages between would be lost.
void DeadLetterOriginTest::aFlowGoesOnWhereItWasAfterALetterFromFurtherOn()
{
    FlowHarness harness;
    const QTemporaryDir folder;
    const store::StoreConfig config{.path = {folder.filePath(u"s.db"_s)}};
    QVERIFY(sendAll(harness, flowInto(harness, u"store"_s, config)));
    QCOMPARE(rowsOf(folder.filePath(u"s.db"_s),
                    "SELECT count(*) FROM _weir_position WHERE lane LIKE 'orders/%'"),
             QStringList{u"0"_s});
}

QTEST_GUILESS_MAIN(DeadLetterOriginTest)
#include "dead_letter_origin_test.moc"
