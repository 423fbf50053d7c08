// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Good records and schemas with wrong bytes. WEIR_MUTATIONS says how many (100,000 unless set),
// WEIR_MUTATION_SEED which.
#include "core/formats/avro/record_reader.h"
#include "tests/support/mutator.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::avro;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kMostMemoryKiB = 1024 * 1024; // it keeps for a while what was given back
#else
constexpr qint64 kMostMemoryKiB = 64 * 1024;
#endif

struct Sample
{
    std::string schemaText;
    SchemaPtr schema;
    std::string bytes;
};

std::vector<Sample> readSamples()
{
    QFile file(QStringLiteral(WEIR_TEST_DATA "/vectors.json"));
    std::vector<Sample> samples;
    if (!file.open(QIODevice::ReadOnly)) {
        return samples;
    }
    for (const QJsonValue &vector : QJsonDocument::fromJson(file.readAll()).array()) {
        Sample sample{vector["schema"_L1].toString().toStdString(),
                      {},
                      QByteArray::fromHex(vector["bytes"_L1].toString().toLatin1()).toStdString()};
        if (auto schema = parseSchema(sample.schemaText)) {
            sample.schema = *std::move(schema);
            samples.push_back(std::move(sample));
        }
    }
    return samples;
}

class Mutator final : public support::Mutator
{
public:
    using support::Mutator::Mutator;

    /// One byte in fifty, at least one place.
    void mutate(std::string &bytes)
    {
        for (std::size_t n = bytes.size() / 50 + 1; n > 0; --n) {
            const std::size_t at = below(bytes.size());
            switch (below(6)) {
            case 0: bytes.resize(at); break;
            case 1: bytes.insert(at, 1, randomByte()); break;
            case 2: bytes.insert(at, kLarge[below(std::size(kLarge))]); break;
            case 3: bytes.insert(at, bytes.substr(at, 1 + below(40))); break;
            default:
                if (at < bytes.size()) {
                    const int bit = 1 << below(8);
                    bytes[at] = below(2) ? randomByte() : static_cast<char>(bytes[at] ^ bit);
                }
            }
        }
    }

private:
    /// Counts and lengths of the kind that bombs are made of.
    static constexpr const char *kLarge[] = {"\x80\x89\x7a",
                                             "\xfe\xff\xff\xff\x0f",
                                             "\xff\xff\xff\xff\x0f",
                                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                                             "\x80\x80\x80\x80\x80\x80\x80\x80\x20",
                                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
                                             "\xc6\x01",
                                             "\x01"};
};

qint64 peakMemoryKiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class AvroMutationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongRecordsAreReadOrRefusedWithAReason();
    void wrongSchemasAreReadOrRefusedWithAReason();

private:
    static int count();
    static unsigned seed() { return qEnvironmentVariable("WEIR_MUTATION_SEED", u"1"_s).toUInt(); }
};

int AvroMutationTest::count()
{
    return qEnvironmentVariable("WEIR_MUTATIONS", u"100000"_s).toInt();
}

void AvroMutationTest::wrongRecordsAreReadOrRefusedWithAReason()
{
    const std::vector<Sample> samples = readSamples();
    QVERIFY(samples.size() > 200);
    Mutator mutator(seed());
    RecordReader readers[] = {{Shape::Whole, Unions::Plain}, {Shape::Fields, Unions::Tagged}};
    int refused = 0;
    qint64 slowest = 0;
    const qint64 memory = peakMemoryKiB();
    for (int i = 0; i < count(); ++i) {
        const Sample &sample = samples[mutator.below(samples.size())];
        std::string bytes = sample.bytes;
        mutator.mutate(bytes);
        QElapsedTimer timer;
        timer.start();
        for (RecordReader &reader : readers) {
            const auto fault = reader.read(*sample.schema, bytes);
            refused += fault ? 1 : 0;
            QVERIFY2(!fault || std::string_view(fault->id).starts_with("avro."),
                     qPrintable(QString::number(i)));
        }
        slowest = std::max(slowest, timer.elapsed());
    }
    qInfo("%d records read twice, %d refusals, slowest %lld ms, %lld KiB more", count(), refused,
          slowest, peakMemoryKiB() - memory);
    QVERIFY(refused > count() / 2);
    QVERIFY(slowest < 1000);
    QVERIFY(peakMemoryKiB() - memory < kMostMemoryKiB);
}

void AvroMutationTest::wrongSchemasAreReadOrRefusedWithAReason()
{
    const std::vector<Sample> samples = readSamples();
    Mutator mutator(seed());
    RecordReader reader(Shape::Whole, Unions::Plain);
    int accepted = 0;
    const qint64 memory = peakMemoryKiB();
    for (int i = 0; i < count() / 10; ++i) {
        const Sample &sample = samples[mutator.below(samples.size())];
        std::string text = sample.schemaText;
        if (mutator.below(4) == 0) {
            mutator.mutate(text);
        } else {
            mutator.swapWords(text);
        }
        const auto schema = parseSchema(text);
        if (!schema) {
            QVERIFY2(QByteArray(schema.error().id).startsWith("avro.schema."), text.c_str());
            continue;
        }
        ++accepted;
        const auto fault = reader.read(**schema, sample.bytes);
        QVERIFY(!fault || QByteArray(fault->id).startsWith("avro."));
    }
    qInfo("%d schemas, %d still usable", count() / 10, accepted);
    QVERIFY(accepted > count() / 1000);
    QVERIFY(peakMemoryKiB() - memory < kMostMemoryKiB);
}

QTEST_GUILESS_MAIN(AvroMutationTest)
#include "avro_mutation_test.moc"
