// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

/// What becomes of a message: rows, columns, and what no row is made of.
class StoreEndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void messagesBecomeRowsWithTheirOrigin();
    void theSizeIsThatOfHeadersToo();
    void valuesKeepTheirKind();
    void theTableIsMadeAsDocumented();
    void newFieldsAddColumns();
    void newFieldsGoToExtraWhenAsked();
    void newFieldsAreLeftOutWhenAsked();
    void hostileNamesLoseNothing();
    void undecodableMessagesAreRefusedAndTombstonesFiltered();
    void reservedTableNamesAreRefused();
    void unfinishedWorkIsDroppedByClosing();

private:
    QString folder() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    SharedResources m_shared;
};

void StoreEndpointTest::messagesBecomeRowsWithTheirOrigin()
{
    Bench bench(folder());
    const auto opened = bench.open(m_shared);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    const auto done = bench.write({R"({"id":1,"price":2.5})", R"({"id":2,"price":3.5})"}, 40);
    QCOMPARE(done.size(), 1U);
    QVERIFY(done[0].outcomes.empty());
    const QJsonArray row = bench.row(
        u"SELECT "
        u"_lane,_offset,_seq,_time,_tp_delta,_size,_topic,_key,_partition,orders.id,price,uid,name "
        "FROM orders JOIN _weir_source s ON s.id=_source ORDER BY _sn DESC"_s);
    const QJsonArray expected{u"orders/3#0"_s, 41, 0, 1'000, 1,           23,         u"orders"_s,
                              u"key"_s,        3,  2, 3.5,   u"flow-1"_s, u"orders"_s};
    QCOMPARE(row, expected);
    QVERIFY(bench.endpoint->health().ready);
    QVERIFY(bench.endpoint->health().lastRoundTrip.has_value());
    bench.close();
}

void StoreEndpointTest::theSizeIsThatOfHeadersToo()
{
    Bench bench(folder()); // whether they have a column or not
    QVERIFY(bench.open(m_shared));
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(bench.lane);
    batch->add(storetest::bytes(R"({"a":1})"), storetest::bytes("key"),
               Position{.value = 0, .stable = true}, 1'000);
    batch->addHeader("trace", storetest::bytes("0123"));
    batch->addHeader("none", {});
    batch->finish(std::chrono::steady_clock::now(), bench.clock.wallMs());
    bench.submit(std::move(batch));
    QCOMPARE(bench.wait(1).size(), 1U);
    QCOMPARE(bench.row(u"SELECT _size FROM orders"_s), QJsonArray({7 + 3 + 5 + 4 + 4}));
    bench.close();
}

void StoreEndpointTest::valuesKeepTheirKind()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"i":9223372036854775807,"u":18446744073709551615,"f":1.0,"b":true,"n":null,)"
                 R"("j":{"x":[1]},"t":"caf\u00e9","z":"a\u0000b"})"},
                0);
    QCOMPARE(bench.row(u"SELECT typeof(i),typeof(u),typeof(f),typeof(b),typeof(n),typeof(j),"
                       "typeof(t),typeof(z),i,u,j,t,hex(z) FROM orders"_s),
             QJsonArray({u"integer"_s, u"text"_s, u"real"_s, u"integer"_s, u"null"_s, u"text"_s,
                         u"text"_s, u"blob"_s, 9223372036854775807LL, u"18446744073709551615"_s,
                         u"{\"x\":[1]}"_s, u"café"_s, u"610062"_s}));
    QCOMPARE(bench
                 .row(u"SELECT group_concat(type) FROM (SELECT type FROM _weir_column"
                      " WHERE stream='orders' ORDER BY rowid)"_s)
                 .at(0)
                 .toString(),
             u"int64,uint64,float64,bool,unknown,json,string,string"_s);
    bench.close();
}

void StoreEndpointTest::theTableIsMadeAsDocumented()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"id":1})"}, 0);
    QCOMPARE(
        bench.row(u"SELECT group_concat(name) FROM pragma_table_info('orders')"_s).at(0).toString(),
        u"_sn,_source,_lane,_offset,_seq,_time,_received,_tp_delta,_size,_extra,_topic,_key,"
        "_partition,id"_s);
    QCOMPARE(bench.row(u"SELECT strict FROM pragma_table_list('orders')"_s).at(0).toInt(), 1);
    QCOMPARE(bench.row(u"SELECT mode,retention_ms FROM _weir_stream"_s),
             QJsonArray({u"append"_s, 7 * 86'400'000}));
    bench.close();
}

void StoreEndpointTest::newFieldsAddColumns()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"b":2,"a":3})", R"({"c":4})"}, 0);
    bench.close();
    QCOMPARE(bench.row(u"SELECT sum(a),sum(b),sum(c) FROM orders"_s), QJsonArray({4, 2, 4}));
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1,"d":7})"}, 3);
    QCOMPARE(bench.row(u"SELECT sum(a),sum(d) FROM orders"_s), QJsonArray({5, 7}));
    QCOMPARE(bench.row(u"SELECT since_sn FROM _weir_column WHERE name='d'"_s).at(0).toInt(), 4);
    bench.close();
}

void StoreEndpointTest::newFieldsGoToExtraWhenAsked()
{
    Bench bench(folder());
    bench.config.newColumns = store::NewColumns::Extra;
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2,"b":[1,"x"],"c":1.0})"}, 0);
    QCOMPARE(bench.row(u"SELECT a,_extra FROM orders WHERE _offset=1"_s),
             QJsonArray({2, uR"({"b":[1,"x"],"c":1.0})"_s}));
    bench.close();
}

void StoreEndpointTest::newFieldsAreLeftOutWhenAsked()
{
    Bench bench(folder());
    bench.config.newColumns = store::NewColumns::Ignore;
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2,"b":3})"}, 0);
    QCOMPARE(bench.row(u"SELECT a,_extra FROM orders WHERE _offset=1"_s),
             QJsonArray({2, QJsonValue()}));
    bench.close();
}

void StoreEndpointTest::hostileNamesLoseNothing()
{
    Bench bench(folder());
    bench.end.target = u"or\"d'ers; DROP TABLE x"_s;
    QVERIFY(bench.open(m_shared));
    const QByteArray long300(300, 'k');
    const auto done =
        bench.write({R"({"\"; DROP TABLE orders":1,"_sn":2,"Id":3,"ID":4,"😀":5,"":6,"a'b":7,")"
                     + long300 + R"(":8,"a\u0000b":9})"},
                    0);
    QCOMPARE(done.size(), 1U);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.row(u"SELECT \"\"\"; DROP TABLE orders\",Id,\"😀\",\"a'b\",_sn,"
                       "json_extract(_extra,'$._sn'),json_extract(_extra,'$.ID') "
                       "FROM \"or\"\"d'ers; DROP TABLE x\""_s),
             QJsonArray({1, 3, 5, 7, 1, 2, 4}));
    bench.close();
}

void StoreEndpointTest::undecodableMessagesAreRefusedAndTombstonesFiltered()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    const auto done = bench.write({R"({"a":1})", "nonsense", QByteArray(), R"({"a":2})"}, 0);
    QCOMPARE(done[0].outcomes.size(), 2U);
    QCOMPARE(done[0].outcomes[0].index, 1U);
    QCOMPARE(done[0].outcomes[0].verdict, Verdict::Refuse);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("json.invalid"));
    QCOMPARE(done[0].outcomes[1].index, 2U);
    QCOMPARE(done[0].outcomes[1].verdict, Verdict::Filtered);
    QCOMPARE(bench.count(), 2);
    bench.close();
}

void StoreEndpointTest::reservedTableNamesAreRefused()
{
    for (const QString &name : {u"sqlite_x"_s, u"_weir_position"_s, QString(65, u'x')}) {
        Bench bench(folder());
        bench.end.target = name;
        QCOMPARE(QByteArray(bench.open(m_shared).error().id), QByteArray("store.table.name"));
    }
}

void StoreEndpointTest::unfinishedWorkIsDroppedByClosing()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    std::weak_ptr<const Batch> watched;
    {
        const BatchPtr batch = bench.batch(QList<QByteArray>(1'000, R"({"a":1})"), 0);
        watched = batch;
        bench.submit(batch);
    }
    bench.close();
    QVERIFY(watched.expired());
}

QTEST_GUILESS_MAIN(StoreEndpointTest)
#include "store_endpoint_test.moc"
