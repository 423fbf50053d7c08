// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Good messages and schemas with wrong bytes. WEIR_MUTATIONS says how many (10,000 unless set),
// WEIR_MUTATION_SEED which.
#include "core/formats/protobuf/message_reader.h"
#include "tests/core/formats/protobuf/sample_messages.h"
#include "tests/support/mutator.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;
using namespace core::protobuf::samples;

namespace {

const QString kFields = uR"(int32 a = 1; string b = 2; Inner c = 3; fixed64 d = 4; float e = 5;
repeated int32 f = 6; repeated fixed64 g = 7; map<string, Inner> h = 8; M i = 9; Color j = 10;
google.protobuf.Struct k = 11; google.protobuf.Timestamp l = 12; google.protobuf.Any m = 13;
google.protobuf.StringValue n = 14; repeated M o = 15; optional bytes p = 16; map<bool, M> q = 17;
oneof r { uint64 s = 18; google.protobuf.Value t = 19; })"_s;

constexpr auto kMessage = R"(a: -1 b: 'some text' c { a: 300 } d: 7 e: 1.5 f: [1, 2, 300, -4]
g: [5, 6] h { key: 'k' value { a: 1 } } h { key: 'l' } i { b: 'inner' i { a: 2 f: [9] } } j: GREEN
k { fields { key: 'x' value { list_value { values { number_value: 2 } values { bool_value: true }
values { struct_value { fields { key: 'y' value { string_value: 'z' } } } } } } } }
l { seconds: 1709210096 nanos: 5 } m { type_url: 't' value: 'abc' } n { value: 'w' }
o { a: 1 } o { b: 'x' } p: '\000\377' q { key: true value { c {} } } s: 18446744073709551615)";

class Mutator final : public support::Mutator
{
public:
    using support::Mutator::Mutator;

    void mutate(std::string &bytes)
    {
        for (std::size_t n = bytes.size() / 80 + 1; n > 0; --n) {
            const std::size_t at = below(bytes.size());
            switch (below(6)) {
            case 0: bytes.resize(below(4) == 0 ? at : bytes.size()); break;
            case 1: bytes.insert(at, 1, randomByte()); break;
            case 2: bytes.insert(at, kLarge[below(std::size(kLarge))]); break;
            case 3: bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(60))); break;
            default:
                if (at < bytes.size()) {
                    const int bit = 1 << below(8);
                    bytes[at] = below(2) ? randomByte() : static_cast<char>(bytes[at] ^ bit);
                }
            }
        }
    }

private:
    static constexpr const char *kLarge[] = {"\xff\xff\xff\xff\x0f",
                                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                                             "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80",
                                             "\x4b",
                                             "\x0c",
                                             "\x7a\x7f"};
};

} // namespace

class ProtobufMutationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongMessagesAreReadOrRefusedWithAReason();
    void wrongSchemasAreReadOrRefusedWithAReason();

private:
    static int count() { return qEnvironmentVariable("WEIR_MUTATIONS", u"10000"_s).toInt(); }
    static unsigned seed() { return qEnvironmentVariable("WEIR_MUTATION_SEED", u"1"_s).toUInt(); }
};

void ProtobufMutationTest::wrongMessagesAreReadOrRefusedWithAReason()
{
    const KnownType known = typeOf(fileWith(kFields));
    const std::string good = encoded(known, kMessage);
    Mutator mutator(seed());
    MessageReader whole(Shape::Whole);
    MessageReader columns(Shape::Fields);
    QVERIFY(!whole.read(known, good));
    int refused = 0;
    qint64 slowest = 0;
    for (int i = 0; i < count(); ++i) {
        std::string bytes = good;
        mutator.mutate(bytes);
        QElapsedTimer timer;
        timer.start();
        for (MessageReader *reader : {&whole, &columns}) {
            const auto fault = reader->read(known, bytes);
            refused += fault ? 1 : 0;
            QVERIFY2(!fault || std::string_view(fault->id).starts_with("protobuf."),
                     qPrintable(QString::number(i)));
            // whatever the scan lets through the library takes as well
            QVERIFY2(!fault || fault->id != std::string_view("protobuf.refused"),
                     QByteArray::fromStdString(bytes).toHex().constData());
        }
        slowest = std::max(slowest, timer.elapsed());
    }
    qInfo("%d messages read twice, %d refusals, slowest %lld ms", count(), refused, slowest);
    QVERIFY(refused > count() / 10 && refused < 2 * count());
    QVERIFY(slowest < 1000);
}

void ProtobufMutationTest::wrongSchemasAreReadOrRefusedWithAReason()
{
    const std::string good = fileWith(kFields).toStdString();
    const std::string bytes = encoded(typeOf(fileWith(kFields)), kMessage);
    Mutator mutator(seed());
    MessageReader reader(Shape::Whole);
    int accepted = 0;
    for (int i = 0; i < count() / 10; ++i) {
        std::string text = good;
        const std::size_t at = mutator.below(text.size());
        switch (mutator.below(4)) {
        case 0: mutator.mutate(text); break;
        case 1: text[at] = text[mutator.below(text.size())]; break;
        case 2: text.insert(at, text.substr(mutator.below(text.size()), 20)); break;
        default: text.erase(at, mutator.below(4)); break;
        }
        const auto known = findType(QString::fromStdString(text), u"M"_s);
        if (!known) {
            QVERIFY(QByteArray(known.error().id).startsWith("protobuf."));
            continue;
        }
        ++accepted;
        const auto fault = reader.read(*known, bytes);
        QVERIFY(!fault || QByteArray(fault->id).startsWith("protobuf."));
    }
    qInfo("%d schemas, %d still usable", count() / 10, accepted);
    QVERIFY(accepted > 0);
}

QTEST_GUILESS_MAIN(ProtobufMutationTest)
#include "protobuf_mutation_test.moc"
