// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/dead_letters/letters_world.h"
#include "tests/ui/support/hand.h"
#include "ui/common/row_table.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>

using namespace Qt::StringLiterals;
using ui::LettersModel;

class DeadLettersActionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosenLettersAreDeliveredAndLeave();
    void allAreRetriedAlsoThoseNotListed();
    void whatIsRefusedAgainKeepsWhereItCameFrom();
    void aRunningFlowGoesOnMeanwhile();
    void lettersOfADeletedFlowHoldUpNoOthers();
    void savingWritesThemWholeAndRemovesNothing();
    void deletingAsksFirst();
};

namespace {

constexpr int kLimit = LettersWorld::kLimit;

bool retry(LettersWorld &world, const QString &button)
{
    return hand::click(hand::button(*world.page, button))
        && QTest::qWaitFor([&world] { return world.page->retry().progress().isOver; }, kLimit);
}

QPushButton *answer(const QWidget &page, const QString &text)
{
    const auto *box = page.findChild<QMessageBox *>();
    return box ? hand::button(*box, text) : nullptr;
}

} // namespace

void DeadLettersActionsTest::chosenLettersAreDeliveredAndLeave()
{
    LettersWorld world;
    world.fill(u"orders"_s, 5);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 5, kLimit);
    QVERIFY(hand::clickRow(world.page->table(), 1));
    QVERIFY(hand::clickRow(world.page->table(), 3, 0, Qt::ControlModifier));
    const auto chosen = world.page->chosen().ids;
    QCOMPARE(chosen->size(), 2U);
    QVERIFY(retry(world, u"Retry selected"_s));
    QCOMPARE(world.page->retry().progress().delivered, std::uint64_t(2));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    for (const std::int64_t id : *chosen) {
        QCOMPARE(world.page->model().rowOf(id), -1);
    }
    // one that is older than what was sent before
    QVERIFY(hand::clickRow(world.page->table(), 2));
    QVERIFY(retry(world, u"Retry selected"_s));
    QCOMPARE(world.page->retry().progress().delivered, std::uint64_t(1));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 2, kLimit);
    QVERIFY(!world.flow(world.idOf(u"orders"_s))); // the flow itself never started
}

void DeadLettersActionsTest::allAreRetriedAlsoThoseNotListed()
{
    LettersWorld world;
    world.fill(u"orders"_s, 700);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), ui::DeadLetterReader::kMostListed, kLimit);
    QVERIFY(retry(world, u"Retry all"_s));
    QCOMPARE(world.page->retry().progress().delivered, std::uint64_t(700));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 0, kLimit);
    QCOMPARE(*world.store()->count({}), 0);
}

void DeadLettersActionsTest::whatIsRefusedAgainKeepsWhereItCameFrom()
{
    LettersWorld world;
    world.fill(u"alarms"_s, 1);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 1, kLimit);
    const std::int64_t before = world.page->model().letter(0).id;
    QVERIFY(retry(world, u"Retry all"_s));
    QCOMPARE(world.page->retry().progress().refusedAgain, std::uint64_t(1));
    QTRY_VERIFY_WITH_TIMEOUT(world.rows() == 1 && world.page->model().letter(0).id != before,
                             kLimit);
    const core::DeadLetter &kept = world.page->model().letter(0);
    QCOMPARE(kept.code, u"loopback.refused"_s);
    QCOMPARE(kept.lane, u"orders/3#0"_s);
    QCOMPARE(kept.topic, u"orders"_s);
    QCOMPARE(kept.position, 1200);
    QVERIFY(kept.tries > 3);
}

void DeadLettersActionsTest::aRunningFlowGoesOnMeanwhile()
{
    LettersWorld world;
    world.fill(u"orders"_s, 3);
    world.session.startFlow(u"orders"_s);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"orders"_s), core::FlowState::Running, kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    QVERIFY(retry(world, u"Retry all"_s));
    QCOMPARE(world.page->retry().progress().delivered, std::uint64_t(3));
    const QString id = world.idOf(u"orders"_s);
    const std::uint64_t delivered = world.flow(id)->counters.delivered;
    QCOMPARE(world.state(id), core::FlowState::Running);
    QTRY_VERIFY_WITH_TIMEOUT(world.flow(id)->counters.delivered > delivered, kLimit);
    QCOMPARE(world.engine.snapshot().size(), 1U); // the retry is forgotten
}

void DeadLettersActionsTest::lettersOfADeletedFlowHoldUpNoOthers()
{
    LettersWorld world;
    world.fill(u"orders"_s, 2);
    core::DeadLetter orphan = world.letter(u"orders"_s, 7);
    orphan.flowId = u"gone"_s;
    orphan.flow = u"gone"_s;
    world.add(orphan);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    QVERIFY(retry(world, u"Retry all"_s));
    QCOMPARE(world.page->retry().progress().delivered, std::uint64_t(2));
    QVERIFY(world.page->retry().progress().isFailed);
    QVERIFY(world.page->retry().progress().trouble.contains(u"gone"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 1, kLimit);
    QCOMPARE(world.cell(0, LettersModel::Flow), u"gone"_s);
}

void DeadLettersActionsTest::savingWritesThemWholeAndRemovesNothing()
{
    LettersWorld world;
    world.fill(u"orders"_s, 3);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    QVERIFY(hand::clickRow(world.page->table(), 2)); // the oldest
    const QString one = world.folder.filePath(u"one.jsonl"_s);
    const QString every = world.folder.filePath(u"every.jsonl"_s);
    const QString none = world.folder.filePath(u"none/x.jsonl"_s);
    world.page->saveTo(one, world.page->chosen());
    world.page->saveTo(every, world.page->all());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(every), kLimit);
    QFile file(one);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QByteArray line = file.readAll();
    QCOMPARE(line.count('\n'), 1);
    const QJsonObject saved = QJsonDocument::fromJson(line).object();
    QCOMPARE(saved[u"position"_s].toInt(), 1200);
    QVERIFY(saved[u"value"_s].toString().contains(u"temperature"_s));
    QCOMPARE(saved[u"headers"_s][0][u"name"_s].toString(), u"trace"_s);
    QFile all(every);
    QVERIFY(all.open(QIODevice::ReadOnly));
    QCOMPARE(all.readAll().count('\n'), 3);
    world.page->saveTo(none, world.page->all());
    QTRY_VERIFY_WITH_TIMEOUT(world.page->outcome().contains(u"cannot be written"_s), kLimit);
    QCOMPARE(*world.store()->count({}), 3);
}

void DeadLettersActionsTest::deletingAsksFirst()
{
    LettersWorld world;
    world.fill(u"orders"_s, 3);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    QVERIFY(hand::clickRow(world.page->table(), 0));
    QVERIFY(hand::click(hand::button(*world.page, u"Delete selected"_s)));
    QTRY_VERIFY(answer(*world.page, u"Cancel"_s));
    QTest::mouseClick(answer(*world.page, u"Cancel"_s), Qt::LeftButton);
    QTRY_VERIFY(!world.page->findChild<QMessageBox *>());
    QCOMPARE(*world.store()->count({}), 3);
    QVERIFY(hand::click(hand::button(*world.page, u"Delete selected"_s)));
    QTRY_VERIFY(answer(*world.page, u"Delete"_s));
    QTest::mouseClick(answer(*world.page, u"Delete"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 2, kLimit);
    QCOMPARE(*world.store()->count({}), 2);
}

QTEST_MAIN(DeadLettersActionsTest)
#include "dead_letters_actions_test.moc"
