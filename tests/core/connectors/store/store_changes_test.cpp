// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"
#include "tests/support/recorded_changes.h"

using namespace core;
using namespace core::store;
using namespace storetest;
using namespace Qt::StringLiterals;
using debezium::Deletes;
using debezium::Output;

namespace {

/// What a connector writes about one row; nothing for an image that is not told.
Keyed change(const char *operation, int id, const QByteArray &before, const QByteArray &after)
{
    const auto image = [](const QByteArray &text) { return text.isEmpty() ? "null" : text; };
    return {R"({"id":)" + QByteArray::number(id) + '}',
            R"({"op":")" + QByteArray(operation) + R"(","before":)" + image(before) + R"(,"after":)"
                + image(after) + R"(,"ts_ms":1000})"};
}

QByteArray order(int id, int qty)
{
    return R"({"id":)" + QByteArray::number(id) + R"(,"qty":)" + QByteArray::number(qty) + '}';
}

/// Three rows made, one changed twice, one deleted.
QList<Keyed> script()
{
    return {change("r", 1, {}, order(1, 10)),          change("c", 2, {}, order(2, 20)),
            change("c", 3, {}, order(3, 30)),          change("u", 1, order(1, 10), order(1, 11)),
            change("d", 2, order(2, 20), {}),          {R"({"id":2})", {}},
            change("u", 1, order(1, 11), order(1, 12))};
}

class Changes final
{
public:
    explicit Changes(Output output, Deletes deletes = Deletes::Apply, bool isAvro = false)
        : bench(m_folder.path())
    {
        bench.makeDecoder = [output, deletes, isAvro] {
            return support::changeDecoder(output, deletes, isAvro);
        };
    }

    bool write(const QList<Keyed> &messages, std::int64_t first = 0)
    {
        if (!bench.open(m_shared)) {
            return false;
        }
        bench.submit(bench.batch(messages, first));
        answers = bench.wait(1);
        bench.close();
        return answers.size() == 1;
    }

    /// "1:12 3:30" in the order of the ids.
    QString latest() const
    {
        return bench
            .row(u"SELECT group_concat(id || ':' || coalesce(qty,'-'), ' ')"
                 " FROM (SELECT * FROM orders__latest ORDER BY id)"_s)
            .at(0)
            .toString();
    }
    qint64 views() const
    {
        return number(u"SELECT count(*) FROM sqlite_schema WHERE type='view'"_s);
    }
    QByteArray refusal(std::size_t outcome) const
    {
        const auto &outcomes = answers.front().outcomes;
        return outcome < outcomes.size() ? QByteArray(outcomes[outcome].error.id)
                                         : QByteArray("(none)");
    }
    /// By somebody else's connection.
    bool run(const char *sql) const
    {
        sqlite3 *raw = nullptr;
        const int opened = sqlite3_open(bench.file.toUtf8().constData(), &raw);
        const SqliteConnection connection(raw);
        return opened == SQLITE_OK
            && sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    qint64 number(const QString &sql) const { return bench.row(sql).at(0).toInteger(-1); }

    std::vector<Completion> answers;

private:
    QTemporaryDir m_folder;
    SharedResources m_shared;

public:
    Bench bench;
};

} // namespace

class StoreChangesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestViewIsTheTable_data();
    void theLatestViewIsTheTable();
    void theHistoryTellsEveryChange();
    void readingAgainChangesNothing();
    void aNewColumnIsInTheViews();
    void whatAChangeDoesNotTellIsTakenFromTheRowBefore_data();
    void whatAChangeDoesNotTellIsTakenFromTheRowBefore();
    void skippedDeletionsLeaveTheRow();
    void markedDeletionsAreSeen();
    void aTableWithoutKeyHasNoViews();
    void appendedChangesHaveNoViews();
    void rowsOfAnyKindCanBeKeyed();
    void aRowWithoutItsKeyIsRefused();
    void aKeyThatIsAListIsRefused();
    void aChangeIsStoredWholeOrNotAtAll_data();
    void aChangeIsStoredWholeOrNotAtAll();
    void theNewestVersionIsTheCurrentRow_data();
    void theNewestVersionIsTheCurrentRow();
    void recordedChangesInAvroAreTheTable_data();
    void recordedChangesInAvroAreTheTable();
};

void StoreChangesTest::theLatestViewIsTheTable_data()
{
    QTest::addColumn<int>("output");
    QTest::newRow("changelog") << static_cast<int>(Output::Changelog);
    QTest::newRow("upsert") << static_cast<int>(Output::Upsert);
}

void StoreChangesTest::theLatestViewIsTheTable()
{
    QFETCH(int, output);
    Changes changes(static_cast<Output>(output));
    QVERIFY(changes.write(script()));
    QCOMPARE(changes.latest(), u"1:12 3:30"_s);
    QCOMPARE(changes.bench.row(u"SELECT mode, key FROM _weir_stream"_s),
             (QJsonArray{u"changelog_kv"_s, u"[\"id\"]"_s}));
}

void StoreChangesTest::theHistoryTellsEveryChange()
{
    Changes changes(Output::Changelog);
    QVERIFY(changes.write(script()));
    QCOMPARE(changes.bench
                 .row(u"SELECT group_concat(qty || '/' || _tp_delta || '@' || _time, ' ')"
                      " FROM orders__history WHERE id = 1"_s)
                 .at(0)
                 .toString(),
             u"10/1@1000 10/-1@999 11/1@1000 11/-1@999 12/1@1000"_s);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders__history"_s), 8);
}

/// As after a kill: any part may come a second time.
void StoreChangesTest::readingAgainChangesNothing()
{
    Changes changes(Output::Changelog);
    const QList<Keyed> all = script();
    for (qsizetype from = 0; from < all.size(); ++from) {
        QVERIFY(changes.write(all.first(from + 1)));
        QVERIFY(changes.write(all.sliced(from), from));
        QCOMPARE(changes.latest(), u"1:12 3:30"_s);
    }
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders"_s), 8);
}

void StoreChangesTest::aNewColumnIsInTheViews()
{
    Changes changes(Output::Changelog);
    QVERIFY(changes.write(script()));
    QVERIFY(
        changes.write({change("u", 3, order(3, 30), R"({"id":3,"qty":31,"note":"late"})")}, 100));
    QCOMPARE(changes.bench.row(u"SELECT note FROM orders__latest WHERE id = 3"_s).at(0).toString(),
             u"late"_s);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders__history WHERE note IS NULL"_s), 9);
}

void StoreChangesTest::whatAChangeDoesNotTellIsTakenFromTheRowBefore_data()
{
    QTest::addColumn<bool>("isUpsert");
    QTest::newRow("steps") << false;
    QTest::newRow("upserts") << true;
}

/// From that of its key, also when it came in another batch; never from one that was taken back.
void StoreChangesTest::whatAChangeDoesNotTellIsTakenFromTheRowBefore()
{
    QFETCH(bool, isUpsert);
    const auto row = [](int id, const QByteArray &qty) -> QByteArray {
        return R"({"id":)" + QByteArray::number(id) + R"(,"qty":)" + qty + '}';
    };
    const QByteArray untold = R"("__debezium_unavailable_value")";
    Changes changes(isUpsert ? Output::Upsert : Output::Changelog);
    QVERIFY(
        changes.write({change("c", 1, {}, order(1, 10)), change("c", 2, {}, row(2, "[1]")),
                       change("c", 3, {}, order(3, 30)), change("u", 1, {}, row(1, untold)),
                       change("u", 2, {}, row(2, untold)), change("c", 4, {}, row(4, untold))}));
    QVERIFY(changes.write({change("u", 3, {}, row(3, untold)), change("u", 3, {}, row(3, untold)),
                           change("u", 1, {}, row(1, "null")), change("c", 5, {}, order(5, 50)),
                           change("d", 5, order(5, 50), {}), change("c", 5, {}, row(5, untold))},
                          6));
    QCOMPARE(changes.latest(), u"1:- 2:[1] 3:30 4:- 5:-"_s);
}

void StoreChangesTest::skippedDeletionsLeaveTheRow()
{
    Changes changes(Output::Upsert, Deletes::Skip);
    QVERIFY(changes.write(script()));
    QCOMPARE(changes.latest(), u"1:12 2:20 3:30"_s);
}

void StoreChangesTest::markedDeletionsAreSeen()
{
    Changes changes(Output::Upsert, Deletes::Flag);
    QVERIFY(changes.write(script()));
    QCOMPARE(changes.latest(), u"1:12 2:- 3:30"_s);
    QCOMPARE(changes.number(u"SELECT id FROM orders__latest WHERE _deleted"_s), 2);
}

void StoreChangesTest::aTableWithoutKeyHasNoViews()
{
    Changes changes(Output::Changelog);
    QList<Keyed> all = script();
    for (Keyed &message : all) {
        message.key = {};
    }
    QVERIFY(changes.write(all));
    QCOMPARE(changes.views(), 0);
    QCOMPARE(changes.number(u"SELECT sum(_tp_delta) FROM orders"_s), 2);
}

void StoreChangesTest::appendedChangesHaveNoViews()
{
    for (const Mode mode : {Mode::Append, Mode::Changelog}) {
        Changes changes(Output::Changelog);
        changes.bench.config.mode = mode;
        QVERIFY(changes.write(script()));
        QCOMPARE(changes.views(), 0);
        QCOMPARE(changes.bench.row(u"SELECT mode FROM _weir_stream"_s).at(0).toString(),
                 modeName(mode));
    }
}

void StoreChangesTest::rowsOfAnyKindCanBeKeyed()
{
    Changes changes(Output::Changelog);
    changes.bench.makeDecoder = [] { return makeRowDecoder(DataType::Json); };
    changes.bench.config.mode = Mode::VersionedKv;
    changes.bench.config.primaryKey = {u"id"_s};
    QVERIFY(changes.write({{{}, order(1, 5)}, {{}, order(2, 6)}, {{}, order(1, 7)}}));
    QCOMPARE(changes.latest(), u"1:7 2:6"_s);
    QCOMPARE(changes.bench.row(u"SELECT mode FROM _weir_stream"_s).at(0).toString(),
             u"versioned_kv"_s);
}

void StoreChangesTest::aRowWithoutItsKeyIsRefused()
{
    Changes changes(Output::Changelog);
    changes.bench.makeDecoder = [] { return makeRowDecoder(DataType::Json); };
    changes.bench.config.mode = Mode::VersionedKv;
    changes.bench.config.primaryKey = {u"id"_s};
    QVERIFY(changes.write({{{}, R"({"qty":1})"}, {{}, order(2, 6)}}));
    QCOMPARE(changes.answers[0].outcomes.size(), 1U);
    QCOMPARE(QLatin1String(changes.answers[0].outcomes[0].error.id), "store.key.missing"_L1);
    QCOMPARE(changes.latest(), u"2:6"_s);
}

void StoreChangesTest::aKeyThatIsAListIsRefused()
{
    Changes changes(Output::Changelog);
    changes.bench.makeDecoder = [] { return makeRowDecoder(DataType::Json); };
    changes.bench.config.mode = Mode::VersionedKv;
    changes.bench.config.primaryKey = {u"id"_s};
    QVERIFY(changes.write(
        {{{}, R"({"id":[1],"qty":1})"}, {{}, R"({"id":{"a":1},"qty":1})"}, {{}, order(2, 6)}}));
    QCOMPARE(changes.answers[0].outcomes.size(), 2U);
    QCOMPARE(changes.refusal(0), QByteArray("store.key.nested"));
    QCOMPARE(changes.refusal(1), QByteArray("store.key.nested"));
    QCOMPARE(changes.latest(), u"2:6"_s);
}

void StoreChangesTest::aChangeIsStoredWholeOrNotAtAll_data()
{
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("the table refuses the new row")
        << QByteArray(R"({"id":3,"qty":500,"note":"x"})") << QByteArray("store.row.refused");
    QTest::newRow("the new row lacks its key")
        << QByteArray(R"({"qty":31,"note":"x"})") << QByteArray("store.key.missing");
}

/// Not even the columns that it brought are left of a refused change.
void StoreChangesTest::aChangeIsStoredWholeOrNotAtAll()
{
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, id);
    Changes changes(Output::Changelog);
    QVERIFY(changes.write(script()));
    QVERIFY(changes.run("CREATE TRIGGER small BEFORE INSERT ON orders WHEN NEW.qty > 100 "
                        "BEGIN SELECT RAISE(ABORT, 'too many'); END"));
    QVERIFY(changes.write({change("u", 3, order(3, 30), after)}, 100));
    QCOMPARE(changes.refusal(0), id);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders WHERE _offset = 100"_s), 0);
    QCOMPARE(changes.number(u"SELECT count(*) FROM pragma_table_info('orders')"
                            " WHERE name = 'note'"_s),
             0);
    QVERIFY(changes.write({change("u", 3, order(3, 30), after),
                           change("u", 3, order(3, 30), R"({"id":3,"qty":31,"note":"y"})")},
                          101));
    QCOMPARE(changes.answers[0].outcomes.size(), 1U);
    QCOMPARE(changes.latest(), u"1:12 3:31"_s);
    QCOMPARE(changes.bench.row(u"SELECT count(*), group_concat(note) FROM orders"
                               " WHERE _offset > 100"_s),
             (QJsonArray{2, u"y"_s}));
}

void StoreChangesTest::theNewestVersionIsTheCurrentRow_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("latest");
    QTest::newRow("as they arrive") << QString() << u"1:9 3:3"_s;
    QTest::newRow("by a column") << u"qty"_s << u"1:11 3:3"_s;
    QTest::newRow("by its name in other case") << u"QTY"_s << u"1:11 3:3"_s;
    QTest::newRow("by the time of the change") << u"_time"_s << u"1:9 3:3"_s; // all the same
    QTest::newRow("by a column that nobody has") << u"version"_s << u"1:9 3:3"_s;
}

/// A change that was refused and is written again comes behind newer ones.
void StoreChangesTest::theNewestVersionIsTheCurrentRow()
{
    QFETCH(QString, column);
    QFETCH(QString, latest);
    Changes changes(Output::Upsert, Deletes::Apply);
    changes.bench.config.versionColumn = column;
    QVERIFY(changes.write({change("c", 1, {}, order(1, 10)), change("u", 1, {}, order(1, 11)),
                           change("u", 1, {}, order(1, 9)), change("c", 2, {}, order(2, 5)),
                           change("d", 2, {}, {}), change("c", 3, {}, order(3, 2)),
                           change("d", 3, {}, {}), change("c", 3, {}, order(3, 3))}));
    QCOMPARE(changes.latest(), latest);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders__latest WHERE id = 1"_s), 1);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders__history"_s), 8);
    if (column == u"qty"_s) { // what was deleted stays so
        QVERIFY(changes.write({change("u", 2, {}, order(2, 4))}, 100));
        QCOMPARE(changes.latest(), latest);
        QVERIFY(changes.write({change("c", 2, {}, order(2, 6))}, 101));
        QCOMPARE(changes.latest(), u"1:11 2:6 3:3"_s);
        QCOMPARE(changes.bench.row(u"SELECT version FROM _weir_stream"_s), QJsonArray{u"qty"_s});
    }
}

void StoreChangesTest::recordedChangesInAvroAreTheTable_data()
{
    QTest::addColumn<int>("output");
    QTest::addColumn<int>("rows");
    QTest::newRow("changelog") << static_cast<int>(Output::Changelog) << 8;
    QTest::newRow("upsert") << static_cast<int>(Output::Upsert) << 7;
}

void StoreChangesTest::recordedChangesInAvroAreTheTable()
{
    QFETCH(int, output);
    QFETCH(int, rows);
    Changes changes(static_cast<Output>(output), Deletes::Apply, true);
    QVERIFY(changes.write(support::recordedAvro()));
    QCOMPARE(changes.answers[0].outcomes.size(), 1U); // the tombstone
    QCOMPARE(changes.answers[0].outcomes[0].verdict, Verdict::Filtered);
    QCOMPARE(changes.latest(), u"1:11 4:- 5:- 100:3"_s);
    QCOMPARE(changes.number(u"SELECT count(*) FROM orders__history"_s), rows);
    QCOMPARE(changes.bench.row(u"SELECT amount, _time FROM orders__latest WHERE id = 1"_s),
             (QJsonArray{u"13.00"_s, 1'795'453'257'602LL}));
}

QTEST_GUILESS_MAIN(StoreChangesTest)
#include "store_changes_test.moc"
