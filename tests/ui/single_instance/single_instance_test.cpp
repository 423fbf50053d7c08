// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/single_instance/single_instance.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using ui::SingleInstance;
using ui::StartWish;

class SingleInstanceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondStartHandsItsWishOver_data();
    void aSecondStartHandsItsWishOver();
    void theNextIsFirstAgainOnceTheFirstHasEnded();
    void anotherProfileIsAnotherProgram();
    void aFirstThatHangsHoldsNobodyUpForLong();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

/// A later start, as its own program would make it; the first goes on turning meanwhile.
bool startAgain(const QString &folder, const StartWish &wish, bool isTurning = true)
{
    bool taken = false;
    const std::unique_ptr<QThread> other(QThread::create([&] {
        SingleInstance later(folder);
        taken = later.handOver(wish);
    }));
    other->setObjectName(u"later-start"_s);
    other->start();
    const bool ended = isTurning ? QTest::qWaitFor([&] { return other->isFinished(); }, kLimit)
                                 : other->wait(kLimit);
    return ended && other->wait(kLimit) && taken;
}

} // namespace

void SingleInstanceTest::aSecondStartHandsItsWishOver_data()
{
    QTest::addColumn<bool>("hasRuntimeFolder");
    QTest::newRow("runtime folder") << true;
    QTest::newRow("none") << false;
}

void SingleInstanceTest::aSecondStartHandsItsWishOver()
{
    QFETCH(const bool, hasRuntimeFolder);
    const QTemporaryDir folder;
    const QTemporaryDir runtime;
    qputenv("XDG_RUNTIME_DIR", hasRuntimeFolder ? runtime.path().toUtf8() : QByteArray());
    SingleInstance first(folder.path());
    QVERIFY(!first.handOver({}));
    StartWish heard;
    int times = 0;
    connect(&first, &SingleInstance::asked, this, [&](const StartWish &wish) {
        heard = wish;
        ++times;
    });
    const StartWish wish{.file = u"/somewhere/with \"marks\"\n/plant.weir.yaml"_s,
                         .isToStart = true,
                         .activation = "token"};
    QVERIFY(startAgain(folder.path(), wish));
    QCOMPARE(times, 1);
    QVERIFY(heard == wish);
    QVERIFY(startAgain(folder.path(), {.isDemo = true}));
    QVERIFY(heard == StartWish{.isDemo = true});
}

void SingleInstanceTest::theNextIsFirstAgainOnceTheFirstHasEnded()
{
    const QTemporaryDir folder;
    {
        SingleInstance first(folder.path());
        QVERIFY(!first.handOver({}));
    }
    SingleInstance next(folder.path());
    QVERIFY(!next.handOver({}));
    QVERIFY(startAgain(folder.path(), {}));
}

void SingleInstanceTest::anotherProfileIsAnotherProgram()
{
    const QTemporaryDir one;
    const QTemporaryDir other;
    SingleInstance first(one.path());
    QVERIFY(!first.handOver({}));
    QVERIFY(!startAgain(other.path(), {}));
}

void SingleInstanceTest::aFirstThatHangsHoldsNobodyUpForLong()
{
    const QTemporaryDir folder;
    SingleInstance first(folder.path());
    QVERIFY(!first.handOver({}));
    QVERIFY(!startAgain(folder.path(), {}, false));
}

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"
