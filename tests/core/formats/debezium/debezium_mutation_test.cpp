// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recorded changes with wrong bytes and exchanged words. WEIR_MUTATIONS says how many (10,000
// unless set), WEIR_MUTATION_SEED which.
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/value_json.h"
#include "tests/support/mutator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::debezium;

namespace {

struct Sample
{
    std::string key;
    std::string payload;
};

std::vector<Sample> readSamples()
{
    std::vector<Sample> samples;
    for (const QString &name : {u"dbzplain-orders"_s, u"dbzschema-orders"_s, u"dbzplain-keyless"_s,
                                u"dbzfix-orders"_s, u"dbzfix-transaction"_s}) {
        QFile file(QStringLiteral(WEIR_TEST_DATA "/") + name + u".kcat.json"_s);
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            if (json["payload"_L1].isString()) {
                samples.push_back({json["key"_L1].toString().toStdString(),
                                   json["payload"_L1].toString().toStdString()});
            }
        }
    }
    return samples;
}

class Mutator final : public support::Mutator
{
public:
    using support::Mutator::Mutator;

    /// Most of what comes out is JSON still: values of other kinds, members that are not there.
    void mutate(std::string &json)
    {
        switch (below(4)) {
        case 0: swapWords(json); break;
        case 1: replaceValue(json); break;
        case 2: json.resize(below(json.size() + 1)); break;
        default:
            if (!json.empty()) {
                json[below(json.size())] = randomByte();
            }
        }
    }

private:
    static constexpr const char *kValues[] = {"null",
                                              "{}",
                                              "[]",
                                              "-1",
                                              "1e400",
                                              "18446744073709551616",
                                              "\"\\u0000\"",
                                              "true",
                                              R"({"op":"u"})",
                                              R"("__debezium_unavailable_value")",
                                              "\"t\"",
                                              R"({"scale":999,"value":"gAA="})",
                                              R"({"scale":-9,"value":{"_base64":"BOI="}})",
                                              R"([[[[{}]]]])"};

    /// What stands behind some colon, up to the next mark.
    void replaceValue(std::string &json)
    {
        const std::size_t colon = json.find(':', below(json.size() + 1));
        if (colon != std::string::npos) {
            const std::size_t end = json.find_first_of(",}", colon + 1);
            json.replace(colon + 1, end == std::string::npos ? end : end - colon - 1,
                         kValues[below(std::size(kValues))]);
        }
    }
};

} // namespace

class DebeziumMutationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongChangesAreReadOrRefusedWithAReason();
};

void DebeziumMutationTest::wrongChangesAreReadOrRefusedWithAReason()
{
    const int count = qEnvironmentVariable("WEIR_MUTATIONS", u"10000"_s).toInt();
    const std::vector<Sample> samples = readSamples();
    QVERIFY(samples.size() > 20);
    Mutator mutator(qEnvironmentVariable("WEIR_MUTATION_SEED", u"1"_s).toUInt());
    DebeziumDecoder decoders[] = {DebeziumDecoder(Output::Changelog),
                                  DebeziumDecoder(Output::Upsert, Deletes::Flag),
                                  DebeziumDecoder(Output::Upsert, Deletes::Apply)};
    int refused = 0;
    qint64 slowest = 0;
    std::string written;
    for (int i = 0; i < count; ++i) {
        Sample sample = samples[mutator.below(samples.size())];
        mutator.mutate(mutator.below(4) == 0 ? sample.key : sample.payload);
        QElapsedTimer timer;
        timer.start();
        for (DebeziumDecoder &decoder : decoders) {
            const Decoded decoded =
                decoder.decode({.payload = bytesOf(sample.payload.data(), sample.payload.size()),
                                .key = bytesOf(sample.key.data(), sample.key.size())});
            const bool isRefused = decoded.kind == Decoded::Kind::Undecodable;
            refused += isRefused ? 1 : 0;
            QVERIFY2(!isRefused || *decoded.error.id, qPrintable(QString::number(i)));
            for (const Row &row : decoded.rows) { // every view of it still points somewhere
                written.clear();
                appendRowJson(row, written);
            }
        }
        slowest = std::max(slowest, timer.elapsed());
    }
    qInfo("%d changes read three times, %d refusals, slowest %lld ms", count, refused, slowest);
    QVERIFY(refused > count / 10 && refused < 3 * count);
    QVERIFY(slowest < 1000);
}

QTEST_GUILESS_MAIN(DebeziumMutationTest)
#include "debezium_mutation_test.moc"
