// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/row_table.h"
#include "ui/secrets/secrets_page.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class SecretsPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySecretIsLookedForAndNoneIsShown();
    void enterLeadsToItsEntry();
    void whatAFlowReadsWithIsTheFlows();
    void aWorkspaceWithoutSecretsSaysSo();
};

namespace {

using support::allTypes;

constexpr int kLimit = 20'000; ///< ms
constexpr auto kYaml = "weir: 1\nname: plant\nsources:\n"
                       "  orders:\n    type: kafka\n    brokers: 127.0.0.1:1\n    topic: orders\n"
                       "    sasl: plain\n    username: weir\n"
                       "    password: ${env:WEIR_TEST_CANARY}\n"
                       "  sensors:\n    type: kafka\n    brokers: 127.0.0.1:1\n    topic: sensors\n"
                       "    sasl: plain\n    username: weir\n"
                       "    password: ${file:no-such-file}\n";

/// The flow reads the endpoint with a registry of its own.
constexpr auto kReadingYaml =
    "weir: 1\nname: plant\nendpoints:\n"
    "  hub:\n    type: kafka\n    host: 127.0.0.1:1\n"
    "    authentication:\n      method: Sasl\n      saslSettings: {saslType: Plain, username: "
    "weir, "
    "password: \"${env:WEIR_TEST_CANARY}\"}\n"
    "flows:\n  hub-copy:\n"
    "    from: {endpoint: hub, topics: [orders], data_type: avro, "
    "schema_registry_address: \"http://127.0.0.1:1\", schema_registry_api_key: weir, "
    "schema_registry_api_secret: \"${file:no-such-file}\"}\n"
    "    to: [{endpoint: hub, topic: copies}]\n";

struct World : SessionWorld
{
    World() { qputenv("WEIR_TEST_CANARY", "C4N4RY-5ECRET"); }
    ~World() { qunsetenv("WEIR_TEST_CANARY"); }
    void open()
    {
        session.adopt(
            core::parseWorkspace(kYaml, folder.filePath(u"p.weir.yaml"_s), allTypes()).workspace);
    }

    ui::SecretsPage page{session};
};

} // namespace

void SecretsPageTest::everySecretIsLookedForAndNoneIsShown()
{
    World world;
    world.open();
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        walk::show(world.page, scheme,
                   scheme == ui::Scheme::Light ? QSize(1108, 740) : QSize(844, 554));
        world.page.enter();
        QTRY_VERIFY_WITH_TIMEOUT(world.page.model().isChecked(), kLimit);
        QCOMPARE(world.page.model().rowCount(), 2);
        QCOMPARE(world.page.model().missing(), 1);
        QTRY_COMPARE(walk::clippedTexts(world.page).join(u'\n'), QString());
        QCOMPARE(walk::namelessControls(world.page).join(u'\n'), QString());
        const QString all = walk::everyText(world.page);
        QVERIFY(all.contains(u"WEIR_TEST_CANARY"_s));
        QVERIFY(!all.contains(u"C4N4RY-5ECRET"_s));
        walk::picture(world.page,
                      scheme == ui::Scheme::Light ? u"secrets-light"_s : u"secrets-dark"_s);
    }
}

void SecretsPageTest::enterLeadsToItsEntry()
{
    World world;
    world.open();
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QSignalSpy wanted(&world.page, &ui::SecretsPage::entryWanted);
    world.page.table()->setCurrentIndex(world.page.model().index(1, 0));
    QTest::keyClick(world.page.table(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().at(1).toString(), u"sensors"_s);
}

void SecretsPageTest::whatAFlowReadsWithIsTheFlows()
{
    World world;
    world.session.adopt(
        core::parseWorkspace(kReadingYaml, world.folder.filePath(u"p.weir.yaml"_s), allTypes())
            .workspace);
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    const ui::SecretsModel &model = world.page.model();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.use(0).holder, ui::SecretHolder::Endpoint);
    QCOMPARE(model.use(1).holder, ui::SecretHolder::Flow);
    QCOMPARE(model.use(1).name, u"hub-copy"_s);
    QVERIFY(model.index(1, ui::SecretsModel::Holder).data().toString().contains(u"hub-copy"_s));
    QSignalSpy entry(&world.page, &ui::SecretsPage::entryWanted);
    QSignalSpy flow(&world.page, &ui::SecretsPage::flowWanted);
    world.page.table()->setCurrentIndex(model.index(1, 0));
    QTest::keyClick(world.page.table(), Qt::Key_Return);
    QCOMPARE(entry.size(), 0);
    QCOMPARE(flow.size(), 1);
    QCOMPARE(flow.front().at(0).toString(), u"hub-copy"_s);
}

void SecretsPageTest::aWorkspaceWithoutSecretsSaysSo()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QSignalSpy wanted(&world.page, &ui::SecretsPage::newSourceWanted);
    for (QPushButton *button : world.page.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == "New source"_L1) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QCOMPARE(wanted.size(), 1);
    QTRY_COMPARE(walk::clippedTexts(world.page).join(u'\n'), QString());
    walk::picture(world.page, u"secrets-none"_s);
}

QTEST_MAIN(SecretsPageTest)
#include "secrets_page_test.moc"
