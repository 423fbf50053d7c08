// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_definition.h"
#include "core/formats/row_decoder.h"
#include "core/support/text.h"
#include "tests/contract/registered_types.h"
#include "tests/support/recorded_test.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

namespace {

const QByteArray kCanary = "S3CR3T-77e0a1b9";
constexpr auto kBusy = 3s; ///< what a machine with other work adds to a deadline

/// Takes connections and never says a word.
class SilentPeer final
{
public:
    SilentPeer() { m_server.listen(QHostAddress::LocalHost); }
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
};

/// What an entry needs around it to live for a moment.
struct Surroundings
{
    QTemporaryDir folder = {};
    SilentPeer peer = {};
    SystemClock clock = {};
    Wakeup wakeup = {};
    SharedResources shared = {};
    FlowDefinition flow = {};

    FlowEnd endOf(const char *type, const Schema &schema)
    {
        ConfigBox config = contract::startable(schema);
        contract::pointAt(config, peer.port());
        contract::fillSecrets(config, kCanary);
        return FlowEnd{.entry = u"entry"_s,
                       .type = QString::fromLatin1(type),
                       .config = std::move(config),
                       .target = u"target"_s};
    }
    void place(const FlowEnd &from, const FlowEnd &to)
    {
        flow = FlowDefinition{.id = u"4b4e1bb0-8b9a-4b9e-9a55-2a6e34f1c001"_s,
                              .name = u"contract"_s,
                              .from = from,
                              .to = {to},
                              .workspaceFile = folder.filePath(u"contract.weir.yaml"_s)};
    }
};

void addSourceRows()
{
    QTest::addColumn<const SourceType *>("type");
    for (const SourceType &type : support::allTypes().sources()) {
        QTest::addRow("%s", type.type) << &type;
    }
}

void addEndpointRows()
{
    QTest::addColumn<const EndpointType *>("type");
    for (const EndpointType &type : support::allTypes().endpoints()) {
        QTest::addRow("%s", type.type) << &type;
    }
}

/// Lets the object work for a moment, in the event loop it may use.
void live()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 200) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

void checkHealth(const Health &health)
{
    if (health.trouble) {
        QVERIFY(*health.trouble->id);
        QVERIFY(!health.trouble->message.isEmpty());
        QVERIFY(!health.trouble->message.contains(QString::fromLatin1(kCanary)));
    }
}

void checkStages(const std::vector<TestStage> &stages, const Schema &schema)
{
    QVERIFY(!stages.empty());
    int last = -1;
    for (const TestStage &stage : stages) {
        QVERIFY2(static_cast<int>(stage.stage) > last, stageKey(stage.stage)); // in order, once
        last = static_cast<int>(stage.stage);
        QVERIFY2(stage.took <= 5s + kBusy, stageKey(stage.stage));
        QVERIFY2(stage.state == StageState::Passed || !stage.message.isEmpty(),
                 stageKey(stage.stage));
        QVERIFY2((stage.state == StageState::Failed) == !stage.code.isEmpty(),
                 stageKey(stage.stage));
        QVERIFY2(stage.field.isEmpty() || findField(schema, stage.field), qPrintable(stage.field));
        const QString words = stage.message + stage.peer + stage.fix + stage.code;
        QVERIFY2(!words.contains(QString::fromLatin1(kCanary)), stageKey(stage.stage));
    }
}

template <typename Type>
void checkClosingTwice(const Type &type)
{
    for (int i = 0; i < 2; ++i) {
        const auto made = type.make(contract::startable(type.schema));
        QVERIFY(made != nullptr);
        made->close(1s);
        made->close(1s);
    }
}

template <typename Type>
void checkConnectionTest(const Type &type)
{
    Surroundings around;
    support::RecordedTest run(around.endOf(type.type, type.schema), around.folder.path());
    QElapsedTimer timer;
    timer.start();
    type.test(run.end().config, run);
    QVERIFY2(std::chrono::milliseconds(timer.elapsed()) < 15s + kBusy,
             qPrintable(QString::number(timer.elapsed())));
    checkStages(run.stages, type.schema);
}

} // namespace

/// What the engine relies on from every source and endpoint, with a peer that never answers.
class LifeContractTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourcesAreMadeAndClosedTwiceWithoutOpening_data() { addSourceRows(); }
    void sourcesAreMadeAndClosedTwiceWithoutOpening();
    void endpointsAreMadeAndClosedTwiceWithoutOpening_data() { addEndpointRows(); }
    void endpointsAreMadeAndClosedTwiceWithoutOpening();
    void sourcesStopInTimeWithASilentPeer_data() { addSourceRows(); }
    void sourcesStopInTimeWithASilentPeer();
    void endpointsStopInTimeWithASilentPeer_data() { addEndpointRows(); }
    void endpointsStopInTimeWithASilentPeer();
    void sourceTestsEndInTimeAndInOrder_data() { addSourceRows(); }
    void sourceTestsEndInTimeAndInOrder();
    void endpointTestsEndInTimeAndInOrder_data() { addEndpointRows(); }
    void endpointTestsEndInTimeAndInOrder();
    void everySourceHasADecoder_data() { addSourceRows(); }
    void everySourceHasADecoder();
};

void LifeContractTest::sourcesAreMadeAndClosedTwiceWithoutOpening()
{
    QFETCH(const SourceType *, type);
    checkClosingTwice(*type);
}

void LifeContractTest::endpointsAreMadeAndClosedTwiceWithoutOpening()
{
    QFETCH(const EndpointType *, type);
    checkClosingTwice(*type);
}

void LifeContractTest::sourcesStopInTimeWithASilentPeer()
{
    QFETCH(const SourceType *, type);
    Surroundings around;
    const FlowEnd from = around.endOf(type->type, type->schema);
    around.place(from, FlowEnd{.entry = u"none"_s, .type = u"discard"_s});
    const auto source = type->make(around.flow.from.config);
    const auto opened = source->open(
        SourceContext{.flow = around.flow, .wakeup = around.wakeup, .clock = around.clock});
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
    live();
    QElapsedTimer timer;
    timer.start();
    const auto polled = source->poll(100, 1'000'000);
    QVERIFY2(timer.elapsed() < 3000, "poll() waits"); // for an answer that never comes
    checkHealth(source->health());
    timer.restart();
    source->stopIntake();
    source->close(2s);
    source->close(2s);
    QVERIFY2(std::chrono::milliseconds(timer.elapsed()) < 2s + kBusy,
             qPrintable(QString::number(timer.elapsed())));
}

void LifeContractTest::endpointsStopInTimeWithASilentPeer()
{
    QFETCH(const EndpointType *, type);
    Surroundings around;
    const FlowEnd to = around.endOf(type->type, type->schema);
    around.place(FlowEnd{.entry = u"none"_s, .type = u"loopback"_s}, to);
    const auto endpoint = type->make(around.flow.to.front().config);
    const auto opened = endpoint->open(
        EndpointContext{.flow = around.flow,
                        .end = around.flow.to.front(),
                        .wakeup = around.wakeup,
                        .clock = around.clock,
                        .shared = around.shared,
                        .makeDecoder = [] { return makeRowDecoder(DataType::Json); }});
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
    live();
    checkHealth(endpoint->health());
    QElapsedTimer timer;
    timer.start();
    endpoint->flush(500ms);
    endpoint->collect();
    endpoint->close(2s);
    endpoint->close(2s);
    QVERIFY2(std::chrono::milliseconds(timer.elapsed()) < 2500ms + kBusy,
             qPrintable(QString::number(timer.elapsed())));
}

void LifeContractTest::sourceTestsEndInTimeAndInOrder()
{
    QFETCH(const SourceType *, type);
    checkConnectionTest(*type);
}

void LifeContractTest::endpointTestsEndInTimeAndInOrder()
{
    QFETCH(const EndpointType *, type);
    checkConnectionTest(*type);
}

void LifeContractTest::everySourceHasADecoder()
{
    QFETCH(const SourceType *, type);
    QVERIFY(makeRowDecoder(type->dataType(contract::startable(type->schema))) != nullptr);
}

QTEST_GUILESS_MAIN(LifeContractTest)
#include "life_contract_test.moc"
