// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/tested_entry.h"

#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace rig;

namespace {

const QString kNowhere = u"broker.invalid:9092"_s; ///< no name server knows it

/// A port of this computer where nobody listens.
QString closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return u"127.0.0.1:%1"_s.arg(server.serverPort());
}

support::RecordedTest testOf(const QStringList &brokers)
{
    KafkaSourceConfig config = Reader::config(rig::makeTopic());
    config.brokers = brokers.join(u',');
    return TestedEntry::source(config).run();
}

} // namespace

/// Whom a connection test reaches: the brokers that a person wrote down, and those that they name.
class NamesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokerThatAnnouncesWhatDoesNotWorkIsTold_data();
    void aBrokerThatAnnouncesWhatDoesNotWorkIsTold();
    void namesThatWorkPass();
    void oneBrokerThatWorksIsEnough_data();
    void oneBrokerThatWorksIsEnough();
    void noneThatWorksFailsAtItsStep();
    void encryptedBrokersAreLookedAtOneByOne();
};

void NamesTest::aBrokerThatAnnouncesWhatDoesNotWorkIsTold_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<QString>("announced");
    QTest::newRow("no such name") << u"ALIAS"_s << u"broker.invalid:"_s;
    QTest::newRow("nobody listens there") << u"CLOSED"_s << u"127.0.0.1:1"_s;
}

void NamesTest::aBrokerThatAnnouncesWhatDoesNotWorkIsTold()
{
    QFETCH(QString, listener);
    QFETCH(QString, announced);
    const QStringList fields{u"brokers"_s, u"host"_s};
    std::vector<TestedEntry> entries = entriesAt(listener, Mechanism::None);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        QElapsedTimer timer;
        timer.start();
        const support::RecordedTest run = entries[i].run(u"any"_s);
        QVERIFY(timer.elapsed() < 6000);
        QVERIFY(stageOf(run, StageId::Authenticate).state == StageState::Passed);
        const TestStage &stage = stageOf(run, StageId::Names);
        QVERIFY(stage.state == StageState::Failed);
        QCOMPARE(stage.code, u"kafka.advertised.unreachable"_s);
        QCOMPARE(stage.field, fields[static_cast<qsizetype>(i)]);
        QVERIFY2(stage.message.contains(announced), qPrintable(stage.message));
        QVERIFY(!stage.peer.isEmpty() && !stage.fix.isEmpty());
        QVERIFY(stageOf(run, StageId::Message).state == StageState::Skipped);
    }
}

void NamesTest::namesThatWorkPass()
{
    for (TestedEntry &entry : entriesAt(u"TLS"_s, Mechanism::None, true)) {
        QVERIFY(stageOf(entry.run(), StageId::Names).state == StageState::Passed);
    }
}

void NamesTest::oneBrokerThatWorksIsEnough_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isFirst");
    QTest::addColumn<int>("stage");
    const int resolve = static_cast<int>(StageId::Resolve);
    const int connect = static_cast<int>(StageId::Connect);
    QTest::newRow("an unknown name first") << kNowhere << true << resolve;
    QTest::newRow("an unknown name last") << kNowhere << false << resolve;
    QTest::newRow("a closed port first") << closedPort() << true << connect;
    QTest::newRow("a closed port last") << closedPort() << false << connect;
}

void NamesTest::oneBrokerThatWorksIsEnough()
{
    QFETCH(QString, other);
    QFETCH(bool, isFirst);
    QFETCH(int, stage);
    const QString works = rig::address(u"PLAIN"_s);
    const support::RecordedTest run =
        testOf(isFirst ? QStringList{other, works} : QStringList{works, other});
    for (const StageId id : {StageId::Resolve, StageId::Connect, StageId::Authenticate,
                             StageId::Names, StageId::Message}) {
        QVERIFY2(stageOf(run, id).state == StageState::Passed, stageKey(id));
    }
    const TestStage &warned = stageOf(run, static_cast<StageId>(stage));
    QVERIFY2(warned.message.contains(other) && warned.message.contains(works),
             qPrintable(warned.message));
    QVERIFY(!warned.fix.isEmpty());
}

void NamesTest::noneThatWorksFailsAtItsStep()
{
    const QString closed = closedPort();
    const support::RecordedTest run = testOf({kNowhere, closed});
    QVERIFY(stageOf(run, StageId::Resolve).state == StageState::Passed);
    const TestStage &stage = stageOf(run, StageId::Connect);
    QCOMPARE(stage.code, u"net.refused"_s);
    QCOMPARE(stage.field, u"brokers"_s);
    QVERIFY(stage.message.contains(closed));
    QVERIFY(stageOf(run, StageId::Tls).state == StageState::Skipped);
    QVERIFY(stageOf(run, StageId::Authenticate).state == StageState::Skipped);
    QCOMPARE(stageOf(testOf({kNowhere, kNowhere}), StageId::Resolve).code, u"net.not_found"_s);
}

void NamesTest::encryptedBrokersAreLookedAtOneByOne()
{
    TestedEntry entry = entriesAt(u"TLS"_s, Mechanism::None, true).front();
    auto &config = entry.box.as<KafkaSourceConfig>();
    const QString works = config.brokers;
    config.topic = rig::makeTopic();
    config.brokers = rig::address(u"BADHOST"_s) + u',' + works;
    const TestStage tls = stageOf(entry.run(), StageId::Tls);
    QVERIFY(tls.state == StageState::Passed);
    QVERIFY(tls.message.contains(works) && tls.message.contains(rig::address(u"BADHOST"_s)));
    config.brokers = rig::address(u"BADHOST"_s) + u',' + rig::address(u"EXPIRED"_s);
    const TestStage refused = stageOf(entry.run(), StageId::Tls);
    QVERIFY(refused.state == StageState::Failed);
    QCOMPARE(refused.code, u"tls.wrong_host"_s);
}

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"
