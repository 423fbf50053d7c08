// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_channel.h"
#include "core/connectors/loopback/loopback_schema.h"
#include "core/engine/engine.h"
#include "core/support/text.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr NoteKind kSeen{.key = "seen", .label = WEIR_TEXT("Seen")};
std::atomic<bool> isNoticing = false;

/// Takes everything at once and counts it; tells of something that is no trouble when it is asked
/// to.
class NoticingEndpoint final : public Endpoint
{
public:
    Result<void> open(const EndpointContext &context) override
    {
        m_wakeup = &context.wakeup;
        return {};
    }
    void submit(Submission submission) override
    {
        Completion done{.token = submission.token};
        addNote(done.notes, kSeen, submission.batch->size());
        m_done.push_back(std::move(done));
        m_wakeup->notify();
    }
    std::vector<Completion> collect() override { return std::exchange(m_done, {}); }
    Health health() const override
    {
        Health health{.ready = true};
        if (isNoticing) {
            health.notice = Error{.id = "test.notice", .message = u"a quota"_s};
        }
        return health;
    }
    void flush(std::chrono::milliseconds) override { }
    void close(std::chrono::milliseconds) override { }

private:
    Wakeup *m_wakeup = nullptr;
    std::vector<Completion> m_done;
};

const Registry &typesWithNoticing()
{
    static const Registry registry = [] {
        Registry types;
        registerAllConnectors(types);
        types.add(EndpointType{.type = "noticing",
                               .label = WEIR_TEXT("Noticing"),
                               .sentence = WEIR_TEXT("For tests."),
                               .schema = loopback::LoopbackEndpointConfig::schema(),
                               .guarantee = Guarantee::AtLeastOnce,
                               .needsRows = false,
                               .make = [](const ConfigBox &) -> std::unique_ptr<Endpoint> {
                                   return std::make_unique<NoticingEndpoint>();
                               },
                               .test = [](const ConfigBox &, TestRun &) {}});
        return types;
    }();
    return registry;
}

} // namespace

/// What an endpoint tells besides trouble, and counts besides what becomes of messages.
class NoticesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoticeIsToldAndIsNoProblem();
    void notesAddUpOverRestarts();
};

namespace {

struct World
{
    World() : engine(typesWithNoticing(), clock)
    {
        const QString unique = QUuid::createUuid().toString(QUuid::WithoutBraces);
        source = loopback::LoopbackChannel::named(unique);
        ConfigBox from(loopback::LoopbackSourceConfig::schema());
        from.as<loopback::LoopbackSourceConfig>().channel = unique;
        flow = {.id = unique,
                .name = u"flow"_s,
                .from = {.entry = u"in"_s, .type = u"loopback"_s, .config = from},
                .to = {{.entry = u"out"_s,
                        .type = u"noticing"_s,
                        .config = ConfigBox(loopback::LoopbackEndpointConfig::schema())}},
                .workspaceFile = folder.filePath(u"w.weir.yaml"_s)};
    }
    FlowSnapshot now() const { return engine.snapshot().front(); }
    std::uint64_t seen() const
    {
        if (now().endpoints.empty()) {
            return 0;
        }
        const Notes notes = now().endpoints.front().notes;
        return notes.empty() ? 0 : notes.front().count;
    }

    QTemporaryDir folder;
    SystemClock clock;
    Engine engine;
    std::shared_ptr<loopback::LoopbackChannel> source;
    FlowDefinition flow;
};

} // namespace

void NoticesTest::aNoticeIsToldAndIsNoProblem()
{
    World world;
    isNoticing = true;
    world.source->push("a");
    QVERIFY(world.engine.start(world.flow));
    QTRY_COMPARE_WITH_TIMEOUT(world.now().status.code, u"test.notice"_s, 10'000);
    QCOMPARE(world.now().status.state, FlowState::Running);
    QCOMPARE(world.now().status.message, u"a quota"_s);
    QVERIFY(world.engine.problems().empty());
    isNoticing = false;
    QTRY_COMPARE_WITH_TIMEOUT(world.now().status.code, QString(), 10'000);
    QCOMPARE(world.now().status.state, FlowState::Running);
}

void NoticesTest::notesAddUpOverRestarts()
{
    World world;
    for (std::uint64_t round = 1; round <= 2; ++round) {
        QVERIFY(world.engine.start(world.flow));
        world.source->push("a");
        world.source->push("b");
        QTRY_COMPARE_WITH_TIMEOUT(world.seen(), 2 * round, 10'000);
        QCOMPARE(world.now().endpoints.front().notes.front().kind, &kSeen);
        world.engine.stop(world.flow.id, 5s);
        QTRY_COMPARE_WITH_TIMEOUT(world.now().status.state, FlowState::Stopped, 10'000);
    }
}

QTEST_GUILESS_MAIN(NoticesTest)
#include "notices_test.moc"
