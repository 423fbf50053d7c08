// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_bench.h"

#include "core/formats/debezium/debezium_decoder.h"

using namespace core;
using namespace core::store;
using namespace storetest;
using namespace Qt::StringLiterals;
using debezium::DebeziumDecoder;
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
    explicit Changes(Output output, Deletes deletes = Deletes::Apply) : bench(m_folder.path())
    {
        bench.makeDecoder = [output, deletes] {
            return std::make_unique<DebeziumDecoder>(output, deletes);
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
    void skippedDeletionsLeaveTheRow();
    void markedDeletionsAreSeen();
    void aTableWithoutKeyHasNoViews();
    void appendedChangesHaveNoViews();
    void rowsOfAnyKindCanBeKeyed();
    void aRowWithoutItsKeyIsRefused();
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

QTEST_GUILESS_MAIN(StoreChangesTest)
#include "store_changes_test.moc"
