// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weir_window/whole_window.h"
#include "tests/integration/kafka/kafka_rig.h"

using namespace Qt::StringLiterals;

/// An integrator's first connection: form, connection test, first messages, rows.
class KafkaWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormLeadsToRowsInTheStore();
};

namespace {

constexpr int kLimit = 60'000; ///< ms
constexpr int kMessages = 300;

} // namespace

void KafkaWindowTest::theFormLeadsToRowsInTheStore()
{
    const QString topic = rig::makeTopic(3);
    rig::produce(topic, kMessages);
    WholeWindow weir;
    QVERIFY(weir.isReady());
    QVERIFY(weir.goTo(u"Sources"_s));
    QVERIFY(weir.clickButton(u"Make one"_s));
    QVERIFY(weir.chooseType(u"kafka"_s));
    QVERIFY(weir.fillName(u"orders"_s));
    QVERIFY(weir.fillField(u"brokers"_s, rig::address(u"PLAIN"_s)));
    QVERIFY(weir.fillField(u"topic"_s, topic));
    QVERIFY(weir.tick(u"offset"_s, u"From the beginning"_s));
    QVERIFY(weir.choose(u"data_type"_s, u"Text"_s));
    QVERIFY(weir.tick(u"tls.disable"_s));
    QVERIFY(weir.clickButton(u"Test"_s));
    for (const core::StageId stage : {core::StageId::Resolve, core::StageId::Connect,
                                      core::StageId::Target, core::StageId::Message}) {
        QTRY_COMPARE_WITH_TIMEOUT(weir.mark(stage), ui::Mark::Passed, kLimit);
    }
    QTRY_COMPARE_WITH_TIMEOUT(weir.firstMessages(), 5, kLimit);
    QVERIFY(weir.clickButton(u"Save draft"_s));

    const QString store = weir.folder.filePath(u"plant.db"_s);
    QVERIFY(weir.goTo(u"Endpoints"_s));
    QVERIFY(weir.clickButton(u"Make one"_s));
    QVERIFY(weir.chooseType(u"store"_s));
    QVERIFY(weir.fillName(u"plant"_s));
    QVERIFY(weir.fillField(u"path"_s, store));
    QVERIFY(weir.clickButton(u"Save"_s));

    QVERIFY(weir.goTo(u"Flows"_s));
    QVERIFY(weir.clickButton(u"+ New flow"_s));
    QVERIFY(weir.fillName(u"kept"_s));
    QVERIFY(weir.clickButton(u"Save and start"_s));
    QTRY_COMPARE_WITH_TIMEOUT(weir.rowsIn(store, u"kept"_s), std::uint64_t(kMessages), kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(weir.counters().delivered, std::uint64_t(kMessages), kLimit);
    QVERIFY(weir.clickButton(u"Stop"_s));
    QVERIFY(weir.engine.waitUntilStopped(std::chrono::seconds(30)));
    rig::removeTopic(topic);
}

QTEST_MAIN(KafkaWindowTest)
#include "kafka_window_test.moc"
