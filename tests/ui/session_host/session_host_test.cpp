// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/workspace/test_registry.h"
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/first_messages.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/name_row.h"
#include "ui/editor/stage_list.h"
#include "ui/entries/entries_area.h"
#include "ui/session_host/session_host.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::EndKind;
using core::StageId;

namespace {

using support::allTypes;

/// A key ring in memory that can be told to refuse.
class FakeRing final : public core::KeyStore
{
public:
    core::Result<QByteArray> read(const QString &account) override
    {
        const std::scoped_lock lock(mutex);
        return values.value(account);
    }
    core::Result<void> write(const QString &account, const QByteArray &value) override
    {
        if (refuses) {
            return core::Error{.id = "secret.key_ring", .message = u"locked"_s};
        }
        const std::scoped_lock lock(mutex);
        values.insert(account, value);
        return {};
    }
    core::Result<void> remove(const QString &) override { return {}; }
    QByteArray value(const QString &account)
    {
        const std::scoped_lock lock(mutex);
        return values.value(account);
    }

    std::mutex mutex;
    QHash<QString, QByteArray> values;
    bool refuses = false;
};

struct Ring
{
    FakeRing ring;
};

struct World : Ring, SessionWorld // the ring outlives what reads from it
{
    World() : SessionWorld(&ring)
    {
        core::Workspace workspace;
        workspace.name = u"plant"_s;
        workspace.file = folder.filePath(u"plant.weir.yaml"_s);
        session.adopt(workspace);
    }

    ui::SessionHost host{session, &ring};
};

} // namespace

class SessionHostTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGeneratorIsTestedAndPreviewed();
    void savingStartsTheFlowInTheEngine();
    void aMissingSecretFailsAtSignIn();
    void keptSecretsReachTheKeyRing();
    void aRefusingKeyRingIsTold();
};

void SessionHostTest::aGeneratorIsTestedAndPreviewed()
{
    World world;
    ui::EntriesArea area(world.host, EndKind::Source);
    QVERIFY(area.openNew(u"stream_generator"_s));
    walk::show(area, ui::Scheme::Light, {1290, 760});
    area.editor()->test();
    QTRY_VERIFY_WITH_TIMEOUT(!area.editor()->live()->isTesting(), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(area.editor()->live()->messages()->count(), 5, 20'000);
    QTRY_COMPARE(walk::clippedTexts(area).join(u'\n'), QString());
    walk::picture(area, u"live-generator"_s);
    QVERIFY(world.engine.snapshot().empty());
}

void SessionHostTest::savingStartsTheFlowInTheEngine()
{
    if (!allTypes().endpoint(u"store"_s)) {
        QVERIFY(allTypes().endpoint(u"discard"_s)); // a build without the store
        return;
    }
    World world;
    ui::EntriesArea area(world.host, EndKind::Source);
    QVERIFY(area.openNew(u"stream_generator"_s));
    area.editor()->draft()->nameRow()->setName(u"sensors"_s);
    area.editor()->saveAndStart();
    const auto delivered = [&world] {
        const std::vector<core::FlowSnapshot> flows = world.engine.snapshot();
        return !flows.empty() && flows.front().counters.delivered > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(delivered(), 20'000);
    QVERIFY(world.session.isModified());
    world.session.undoStack().undo();
    QVERIFY(world.session.workspace().flows.empty());
}

void SessionHostTest::aMissingSecretFailsAtSignIn()
{
    World world;
    core::ConfigBox config(test_registry::QueueConfig::schema());
    config.as<test_registry::QueueConfig>().password = core::Secret(u"${env:WEIR_NO_SUCH_NAME}"_s);
    QFuture<core::TestStage> stages = world.host.probe().test(
        EndKind::Source, {.type = u"queue"_s, .config = config}, StageId::Message, {});
    QTRY_VERIFY(stages.isFinished());
    QCOMPARE(stages.resultCount(), 1);
    QCOMPARE(stages.result().stage, StageId::Authenticate);
    QCOMPARE(stages.result().code, u"secret.unavailable"_s);
    QCOMPARE(stages.result().field, u"password"_s);
}

void SessionHostTest::keptSecretsReachTheKeyRing()
{
    World world;
    world.host.keepSecrets({{u"sources/orders/password"_s, "S3CR3T"}});
    QTRY_COMPARE(world.ring.value(u"plant/sources/orders/password"_s), QByteArray("S3CR3T"));
    QVERIFY(world.host.hasKeyRing());
}

void SessionHostTest::aRefusingKeyRingIsTold()
{
    World world;
    world.ring.refuses = true;
    world.host.keepSecrets({{u"sources/orders/password"_s, "S3CR3T"}});
    QTRY_VERIFY(!world.host.hasKeyRing());
    const auto kept =
        world.secrets.resolve(u"${keyring:sources/orders/password}"_s, u"plant"_s, QString());
    QVERIFY(kept);
    QCOMPARE(*kept, QByteArray("S3CR3T"));
}

QTEST_MAIN(SessionHostTest)
#include "session_host_test.moc"
