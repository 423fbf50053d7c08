// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/shaped_decoder.h"
#include "tests/core/connectors/store/store_bench.h"

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

namespace {

const RowShape kShape{
    .columns = {{.name = u"id"_s, .type = DeclaredType::Int32},
                {.name = u"at"_s, .type = DeclaredType::DateTime3, .path = u"meta.at"_s},
                {.name = u"price"_s, .type = DeclaredType::Number},
                {.name = u"city"_s, .type = DeclaredType::String, .fallback = u"none"_s}},
    .eventTime = {.column = u"at"_s, .format = TimeFormat::Iso},
    .unknownFields = UnknownFields::Extra};

/// A store whose rows come with a shape.
struct Shaped
{
    explicit Shaped(const RowShape &shape) : bench(folder.path())
    {
        bench.makeDecoder = [shape] { return shaped(makeRowDecoder(DataType::Json), shape); };
    }

    QTemporaryDir folder;
    SharedResources shared;
    Bench bench;
};

} // namespace

/// Declared columns in a table.
class StoreShapeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsHaveTheDeclaredTypes();
    void otherFieldsStandInExtraOneByOne();
    void theTimeIsThatOfTheField();
    void whatDoesNotFitIsRefusedWhereThatIsWanted();
};

void StoreShapeTest::columnsHaveTheDeclaredTypes()
{
    Shaped one(kShape);
    QVERIFY(one.bench.open(one.shared));
    const auto done = one.bench.write(
        {R"({"id":"1","meta":{"at":"1970-01-01T00:00:01Z"},"price":1.50})", R"({"id":"x"})"}, 0);
    QCOMPARE(done.size(), 1U);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(one.bench.row(u"SELECT group_concat(name || ' ' || type, ', ') FROM"
                           " (SELECT * FROM _weir_column ORDER BY name)"_s),
             QJsonArray{u"at datetime64(3), city string, id int32, price number"_s});
    QCOMPARE(one.bench.row(u"SELECT id, at, price, city FROM orders WHERE _offset=0"_s),
             (QJsonArray{1, 1'000, u"1.5"_s, u"none"_s}));
    QCOMPARE(one.bench.row(u"SELECT id, at, price, city, _extra FROM orders WHERE _offset=1"_s),
             (QJsonArray{QJsonValue::Null, QJsonValue::Null, QJsonValue::Null, u"none"_s,
                         QJsonValue::Null}));
    one.bench.close();
}

void StoreShapeTest::otherFieldsStandInExtraOneByOne()
{
    Shaped one(kShape);
    QVERIFY(one.bench.open(one.shared));
    one.bench.write({R"({"id":1,"x":{"y":2},"z":"a"})"}, 0);
    QCOMPARE(one.bench.row(u"SELECT _extra FROM orders"_s),
             QJsonArray{u"{\"x\":{\"y\":2},\"z\":\"a\"}"_s});
    one.bench.close();

    // a field of that name that a message has by itself is one like others
    Shaped plain(RowShape{});
    QVERIFY(plain.bench.open(plain.shared));
    plain.bench.write({R"({"_extra":{"x":1}})"}, 0);
    QCOMPARE(plain.bench.row(u"SELECT _extra FROM orders"_s),
             QJsonArray{u"{\"_extra\":{\"x\":1}}"_s});
    plain.bench.close();
}

void StoreShapeTest::theTimeIsThatOfTheField()
{
    Shaped one(kShape);
    QVERIFY(one.bench.open(one.shared));
    one.bench.write({R"({"meta":{"at":"2001-09-09T01:46:40Z"}})", R"({"meta":{"at":"never"}})"}, 0);
    QCOMPARE(one.bench.row(u"SELECT _time FROM orders WHERE _offset=0"_s),
             QJsonArray{qint64(1'000'000'000'000)});
    QCOMPARE(one.bench.row(u"SELECT count(*) FROM orders WHERE _time=1000000000000"_s),
             QJsonArray{1}); // the other has its own
    one.bench.close();
}

void StoreShapeTest::whatDoesNotFitIsRefusedWhereThatIsWanted()
{
    RowShape shape = kShape;
    shape.onFieldError = OnFieldError::Bad;
    shape.eventTime = {};
    Shaped one(shape);
    QVERIFY(one.bench.open(one.shared));
    const auto done = one.bench.write({R"({"id":1})", R"({"id":"x"})", R"({"id":3})"}, 0);
    QCOMPARE(done.size(), 1U);
    QCOMPARE(done[0].outcomes.size(), 1U);
    QCOMPARE(done[0].outcomes[0].index, 1U);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("field.misfit"));
    QCOMPARE(one.bench.count(), 2);
    one.bench.close();
}

QTEST_GUILESS_MAIN(StoreShapeTest)
#include "store_shape_test.moc"
