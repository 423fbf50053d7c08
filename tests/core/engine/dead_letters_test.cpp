// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letters.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

DeadLetter letter(const QString &flow, const QByteArray &payload)
{
    return {.flowId = flow,
            .flow = u"orders"_s,
            .source = u"in"_s,
            .endpoint = u"out"_s,
            .lane = u"orders/3#0"_s,
            .topic = u"orders"_s,
            .position = 42,
            .timestampMs = 7,
            .storedMs = 8,
            .key = QByteArray(""),
            .payload = payload,
            .headers = {{"name", QByteArray()}, {"bin", QByteArray("\x00\xff", 2)}},
            .code = u"json.invalid"_s,
            .reason = u"no object"_s,
            .tries = 2};
}

} // namespace

class DeadLettersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLetterComesBackAsItWas();
    void letterSurvivesReopening();
    void aNewFileHasAnotherName();
    void eachFlowHasItsOwnLimit();
    void roomThatIsMadeCanBeUsed();
    void aRefusedAddStoresNothing();
    void aForeignFileIsLeftAlone();
    void onlyItsOwnerMayReadTheFile();
    void removedLettersAreGone();
    void summariesLeaveTheContentOut();
    void lettersAreCountedByFlowAndGroupedByEndpoint();

private:
    QTemporaryDir m_folder;
    QString fileNamed(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static constexpr std::int64_t kPlenty = 1'000'000;
};

void DeadLettersTest::aLetterComesBackAsItWas()
{
    const auto store = DeadLetterStore::open(fileNamed("a.dead.db"));
    QVERIFY(store.has_value());
    const DeadLetter kept = letter(u"1"_s, QByteArray());
    QVERIFY((*store)->add(std::span(&kept, 1), kPlenty).has_value());
    const auto letters = (*store)->list(u"1"_s, 0, 10);
    QCOMPARE(letters->size(), 1U);
    const DeadLetter &found = letters->front();
    QVERIFY(found.payload.isNull());
    QVERIFY(!found.key.isNull() && found.key.isEmpty());
    QCOMPARE(found.headers, kept.headers);
    QVERIFY(found.headers.front().second.isNull());
    QCOMPARE(found.position, 42);
    QCOMPARE(found.reason, kept.reason);
    QCOMPARE(found.tries, 2);
}

void DeadLettersTest::letterSurvivesReopening()
{
    const QString file = fileNamed("b.dead.db");
    const DeadLetter kept = letter(u"1"_s, "x");
    {
        const auto store = DeadLetterStore::open(file);
        QVERIFY((*store)->add(std::span(&kept, 1), kPlenty).has_value());
    }
    const auto store = DeadLetterStore::open(file);
    QCOMPARE(*(*store)->count(u"1"_s), 1);
    QCOMPARE(*(*store)->count(u"2"_s), 0);
}

/// A store that keeps positions by name would drop the letters of a new file as repeats.
void DeadLettersTest::aNewFileHasAnotherName()
{
    const QString file = m_folder.filePath(QStringLiteral("named.dead.db"));
    const QString first = (*DeadLetterStore::open(file))->uid();
    QVERIFY(!first.isEmpty());
    QCOMPARE((*DeadLetterStore::open(file))->uid(), first);
    QVERIFY(QFile::remove(file));
    QVERIFY((*DeadLetterStore::open(file))->uid() != first);
}

void DeadLettersTest::eachFlowHasItsOwnLimit()
{
    const auto store = DeadLetterStore::open(fileNamed("c.dead.db"));
    const DeadLetter first = letter(u"1"_s, QByteArray(500, 'x'));
    const DeadLetter second = letter(u"2"_s, QByteArray(500, 'x'));
    QVERIFY((*store)->add(std::span(&first, 1), 1000).has_value());
    QVERIFY((*store)->add(std::span(&second, 1), 1000).has_value());
    const auto full = (*store)->add(std::span(&first, 1), 1000);
    QVERIFY(!full);
    QCOMPARE(QLatin1String(full.error().id), "dead_letter.full"_L1);
}

void DeadLettersTest::roomThatIsMadeCanBeUsed()
{
    const auto store = *DeadLetterStore::open(fileNamed("room.dead.db"));
    const auto other = *DeadLetterStore::open(fileNamed("room.dead.db")); // another program's
    const DeadLetter kept = letter(u"1"_s, QByteArray(500, 'x'));
    for (DeadLetterStore *remover : {store.get(), other.get()}) {
        QVERIFY(store->add(std::span(&kept, 1), 1000).has_value());
        QVERIFY(!store->add(std::span(&kept, 1), 1000));
        const std::int64_t id = store->list(u"1"_s, 0, 1)->front().id;
        QVERIFY(remover->remove(std::span(&id, 1)).has_value());
    }
    QVERIFY(store->add(std::span(&kept, 1), 1000).has_value());
    QVERIFY(!other->add(std::span(&kept, 1), 1000));
}

void DeadLettersTest::aRefusedAddStoresNothing()
{
    const auto store = DeadLetterStore::open(fileNamed("d.dead.db"));
    const DeadLetter two[] = {letter(u"1"_s, "x"), letter(u"1"_s, QByteArray(5000, 'x'))};
    QVERIFY(!(*store)->add(two, 2000));
    QCOMPARE(*(*store)->count({}), 0);
}

void DeadLettersTest::aForeignFileIsLeftAlone()
{
    const QString file = fileNamed("e.dead.db");
    {
        QFile foreign(file);
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.write(QByteArray(4096, 'n'));
    }
    QVERIFY(!DeadLetterStore::open(file));
    QFile foreign(file);
    QVERIFY(foreign.open(QIODevice::ReadOnly));
    QCOMPARE(foreign.readAll(), QByteArray(4096, 'n'));
}

void DeadLettersTest::onlyItsOwnerMayReadTheFile()
{
    const QString file = fileNamed("f.dead.db");
    QVERIFY(DeadLetterStore::open(file).has_value());
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void DeadLettersTest::removedLettersAreGone()
{
    const auto store = DeadLetterStore::open(fileNamed("g.dead.db"));
    const DeadLetter two[] = {letter(u"1"_s, "a"), letter(u"1"_s, "b")};
    QVERIFY((*store)->add(two, kPlenty).has_value());
    const auto letters = (*store)->list({}, 0, 10);
    const std::int64_t first = letters->front().id;
    QVERIFY((*store)->remove(std::span(&first, 1)).has_value());
    const auto gone = (*store)->load(first);
    QVERIFY(gone.has_value() && !gone->has_value());
    QCOMPARE((*store)->list({}, 0, 10)->front().payload, QByteArray("b"));
}

void DeadLettersTest::summariesLeaveTheContentOut()
{
    const auto store = DeadLetterStore::open(fileNamed("h.dead.db"));
    const DeadLetter two[] = {letter(u"1"_s, "a"), letter(u"1"_s, QByteArray(70'000, 'b'))};
    QVERIFY((*store)->add(two, kPlenty).has_value());
    const auto newest = (*store)->newest(u"1"_s, 1);
    QCOMPARE(newest->size(), 1U);
    QCOMPARE(newest->front().payloadSize, 70'000);
    QCOMPARE(newest->front().reason, u"no object"_s);
    QVERIFY(newest->front().payload.isNull() && newest->front().key.isNull());
    QVERIFY(newest->front().headers.empty());
    QCOMPARE((*store)->load(newest->front().id)->value().payloadSize, 70'000);
    QCOMPARE((*store)->newest({}, 10)->size(), 2U);
    QVERIFY((*store)->newest(u"2"_s, 10)->empty());
}

void DeadLettersTest::lettersAreCountedByFlowAndGroupedByEndpoint()
{
    const auto store = DeadLetterStore::open(fileNamed("i.dead.db"));
    DeadLetter renamed = letter(u"1"_s, "b");
    renamed.flow = u"purchases"_s;
    DeadLetter elsewhere = letter(u"1"_s, "c");
    elsewhere.endpoint = u"other"_s;
    const DeadLetter all[] = {letter(u"1"_s, "a"), elsewhere, renamed, letter(u"2"_s, "d")};
    for (const DeadLetter &one : all) {
        QVERIFY((*store)->add(std::span(&one, 1), kPlenty).has_value());
    }
    const auto tallies = (*store)->tallies();
    QCOMPARE(tallies->size(), 2U);
    QCOMPARE(tallies->front(), (DeadLetterTally{u"1"_s, u"purchases"_s, 3}));
    const auto groups =
        (*store)->groups([](const DeadLetter &one) { return one.flowId == u"1"_s; });
    QCOMPARE(groups->size(), 2U); // whatever the flow was called then
    QCOMPARE(groups->front().endpoint, u"out"_s);
    QCOMPARE(groups->front().ids.size(), 2U);
    const std::vector<std::int64_t> ids = idsOf(*groups);
    QCOMPARE(ids.size(), 3U);
    QVERIFY(std::ranges::is_sorted(ids));
}

QTEST_GUILESS_MAIN(DeadLettersTest)
#include "dead_letters_test.moc"
