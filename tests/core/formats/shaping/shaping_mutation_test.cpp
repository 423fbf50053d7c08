// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages with wrong bytes through every declared type. WEIR_MUTATIONS says how many (10,000
// unless set), WEIR_MUTATION_SEED which.
#include "core/formats/json_document.h"
#include "core/formats/shaping/column_inference.h"
#include "core/formats/shaping/shaped_decoder.h"
#include "core/formats/value_json.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

const std::string kMessage =
    R"([{"a":{"b":[{"c":1},"x",2.5e3,18446744073709551615,123456789012345678901234567890]},)"
    R"("n":-129,"s":"2026-01-31T18:00:00.123456+01:00","t":true,"d":"2024-02-29","e":"","u":null,)"
    R"("j":"[1,2]","f":1e308,"l":["a","b"],"_extra":{"x":1}}])";

RowShape everyType()
{
    RowShape shape{.eventTime = {.column = u"s"_s, .format = TimeFormat::Iso},
                   .unknownFields = UnknownFields::Extra,
                   .arrayMode = ArrayMode::Rows};
    const QStringList paths{u"a"_s, u"a.b"_s, u"a.b[0].c"_s, u"a.b.3"_s, u"n"_s, u"s"_s,   u"t"_s,
                            u"d"_s, u"e"_s,   u"j"_s,        u"f"_s,     u"l"_s, u"l[1]"_s};
    for (int type = 0; type <= static_cast<int>(DeclaredType::Strings); ++type) {
        for (const QString &path : paths) {
            shape.columns.push_back({.name = u"%1 %2"_s.arg(path).arg(type),
                                     .type = static_cast<DeclaredType>(type),
                                     .path = path});
        }
    }
    return shape;
}

int setting(const char *name, int usual)
{
    const QByteArray given = qgetenv(name);
    return given.isEmpty() ? usual : given.toInt();
}

} // namespace

class ShapingMutationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongBytesAreRowsOrRefused();
};

void ShapingMutationTest::wrongBytesAreRowsOrRefused()
{
    std::mt19937 random(static_cast<unsigned>(setting("WEIR_MUTATION_SEED", 1)));
    const auto below = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    const RowShape shape = everyType();
    class Silent final : public ShapeWatch
    {
    public:
        void sawRow(const Row &row) override { m_inference.take(row); }
        void sawMisfit(std::string_view) override { }
        void sawUnknown(std::string_view) override { }

    private:
        ColumnInference m_inference;
    };
    auto decoder =
        shaped(makeRowDecoder(DataType::Json, ArrayMode::Rows), shape, std::make_shared<Silent>());
    const std::string_view pieces = "{}[]\",:\\0123456789.-+eETZ truefalsn\xff";
    // every column is looked at many times over, so a tenth is work enough
    const int count = std::max(1, setting("WEIR_MUTATIONS", 10'000) / 10);
    JsonDocument written;
    int rows = 0;
    for (int i = 0; i < count; ++i) {
        std::string text = kMessage;
        for (std::size_t change = 0, changes = below(4); change < changes; ++change) {
            const std::size_t at = below(text.size());
            switch (below(3)) {
            case 0: text[at] = pieces[below(pieces.size())]; break;
            case 1: text.erase(at, below(8) + 1); break;
            default: text.insert(at, 1, pieces[below(pieces.size())]);
            }
        }
        const Decoded decoded = decoder->decode({.payload = bytesOf(text.data(), text.size())});
        for (const Row &row : decoded.rows) {
            std::string json;
            appendRowJson(row, json);
            QVERIFY2(!written.parse(json), text.c_str());
            ++rows;
        }
    }
    QVERIFY(rows > 0);
}

QTEST_GUILESS_MAIN(ShapingMutationTest)
#include "shaping_mutation_test.moc"
