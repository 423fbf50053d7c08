// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::SamplesModel;

class SamplesModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRingIsBoundedInRows();
    void theRingIsBoundedInBytes();
    void oneBeatIsOneRemoveAndOneInsert();
    void hostileTextStaysPlain_data();
    void hostileTextStaysPlain();
    void missingKeysAndValuesAreTold();
};

namespace {

std::vector<core::Sample> batch(int first, int count, const QByteArray &payload)
{
    std::vector<core::Sample> samples;
    for (int i = first; i < first + count; ++i) {
        samples.push_back({.number = static_cast<std::uint64_t>(i),
                           .lane = u"0"_s,
                           .position = i,
                           .key = "k",
                           .payload = payload,
                           .payloadSize = payload.size()});
    }
    return samples;
}

QString shown(const SamplesModel &model, int column)
{
    return model.index(0, column).data().toString();
}

} // namespace

void SamplesModelTest::theRingIsBoundedInRows()
{
    SamplesModel model;
    const QAbstractItemModelTester tester(&model);
    for (int i = 0; i < 30; ++i) {
        model.append(batch(i * 400, 400, "{}"));
        QVERIFY(model.rowCount() <= SamplesModel::kMostRows);
    }
    QCOMPARE(model.rowCount(), SamplesModel::kMostRows);
    QCOMPARE(model.sample(model.rowCount() - 1).number, std::uint64_t(11'999));
    model.append(batch(20'000, 2000, "{}"));
    QCOMPARE(model.sample(model.rowCount() - 1).number, std::uint64_t(21'999));
    model.clear();
    QCOMPARE(model.bytes(), qint64(0));
}

void SamplesModelTest::theRingIsBoundedInBytes()
{
    SamplesModel model;
    for (int i = 0; i < 12; ++i) {
        model.append(batch(i * 20, 20, QByteArray(256 * 1024, 'x')));
        QVERIFY(model.rowCount() > 0);
        QVERIFY(model.bytes() <= SamplesModel::kMostBytes + 512 * 1024);
    }
}

void SamplesModelTest::oneBeatIsOneRemoveAndOneInsert()
{
    SamplesModel model;
    for (int i = 0; i < 20; ++i) {
        model.append(batch(i * 500, 500, "{}"));
    }
    QCOMPARE(model.rowCount(), SamplesModel::kMostRows);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.append(batch(10'000, 321, "{}"));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(reset.size(), 0);
    model.append({});
    QCOMPARE(inserted.size(), 1);
}

void SamplesModelTest::hostileTextStaysPlain_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("markup") << QByteArray("<b>bold</b><img src='x'>");
    QTest::newRow("direction") << QByteArray("abc\xe2\x80\xae"
                                             "fdp.exe");
    QTest::newRow("zero") << QByteArray("a\0b", 3);
    QTest::newRow("escape") << QByteArray("\x1b[31mred\r\n\t");
    QTest::newRow("not text") << QByteArray("\xff\xfe\x00\xc3", 4);
    QTest::newRow("long line") << QByteArray(1024 * 1024, 'x');
    QTest::newRow("long line of wide letters") << QByteArray("\xe2\x82\xac").repeated(350'000);
}

void SamplesModelTest::hostileTextStaysPlain()
{
    QFETCH(QByteArray, payload);
    SamplesModel model;
    std::vector<core::Sample> samples = batch(1, 1, payload);
    samples[0].key = payload;
    samples[0].lane = QString::fromUtf8(payload);
    model.append(std::move(samples));
    for (int column = 0; column < SamplesModel::ColumnCount; ++column) {
        const QString text = shown(model, column);
        QVERIFY(text.size() < 4096);
        for (const QChar letter : text) {
            QVERIFY(letter.isPrint());
            QVERIFY(letter.unicode() < 0x202A || letter.unicode() > 0x202E);
        }
    }
    if (payload.startsWith('<')) {
        QVERIFY(shown(model, SamplesModel::Value).startsWith(u"<b>"_s)); // as it came, not rendered
    }
}

void SamplesModelTest::missingKeysAndValuesAreTold()
{
    SamplesModel model;
    std::vector<core::Sample> samples = batch(1, 1, {});
    samples[0].payload = QByteArray();
    samples[0].key = QByteArray();
    samples[0].position = -1;
    model.append(std::move(samples));
    QCOMPARE(shown(model, SamplesModel::Position), u"–"_s);
    QCOMPARE(shown(model, SamplesModel::Key), u"–"_s);
    QVERIFY(!shown(model, SamplesModel::Value).isEmpty());
}

QTEST_MAIN(SamplesModelTest)
#include "samples_model_test.moc"
