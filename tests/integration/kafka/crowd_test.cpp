// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_browse.h"
#include "tests/integration/kafka/tested_entry.h"
#include "tests/integration/kafka/topic_crowd.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace core;
using namespace core::kafka;
using namespace rig;

/// A broker with thousands of topics: lists, tests and starts stay within their time.
class CrowdTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aListOfThousandsIsWholeAndRight();
    void aTestOfAThousandEndsInTime();
    void aThousandAreReadWithinSeconds();
    void cleanupTestCase();

private:
    /// The first thousand.
    KafkaSourceConfig thousand() const
    {
        KafkaSourceConfig config = Reader::config(u'^' + m_crowd->prefix() + u"00\\d\\d\\d$"_s);
        config.offset = StartAt::Earliest;
        config.dataType = DataType::Text;
        return config;
    }
    std::unique_ptr<TopicCrowd> m_crowd;
};

void CrowdTest::initTestCase()
{
    QElapsedTimer timer;
    timer.start();
    m_crowd = std::make_unique<TopicCrowd>(3000);
    qInfo("made in %lld ms", timer.elapsed());
}

void CrowdTest::cleanupTestCase()
{
    m_crowd.reset();
}

void CrowdTest::aListOfThousandsIsWholeAndRight()
{
    const KafkaSourceConfig config = Reader::config(u"any"_s);
    QElapsedTimer timer;
    timer.start();
    const auto listing = browseTopics(config.connection(u"test"_s, {}), 10s);
    qInfo("listed in %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 10'000);
    QVERIFY(listing);
    QHash<QString, BrowseItem> found;
    for (const BrowseItem &item : listing->items) {
        found.insert(item.name, item);
    }
    for (int i = 0; i < m_crowd->names().size(); ++i) {
        const BrowseItem item = found.value(m_crowd->names()[i]);
        QCOMPARE(item.partitions.value_or(-1), 1);
        QCOMPARE(item.messages.value_or(-1), TopicCrowd::heldIn(i));
        QCOMPARE(item.newestMs.has_value(), TopicCrowd::heldIn(i) > 0);
    }
}

void CrowdTest::aTestOfAThousandEndsInTime()
{
    QElapsedTimer timer;
    timer.start();
    const support::RecordedTest run = TestedEntry::source(thousand()).run();
    qInfo("tested in %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 15'000);
    const TestStage &stage = stageOf(run, StageId::Message);
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
}

/// Where each begins is asked for all of them together.
void CrowdTest::aThousandAreReadWithinSeconds()
{
    std::size_t held = 0;
    for (int i = 0; i < 1000; ++i) {
        held += static_cast<std::size_t>(TopicCrowd::heldIn(i));
    }
    QElapsedTimer timer;
    timer.start();
    Reader reader(thousand());
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && reader.source().health().ready, 30'000);
    qInfo("ready in %lld ms", timer.elapsed());
    QVERIFY(reader.waitFor(held));
    qInfo("read in %lld ms", timer.elapsed());
}

QTEST_GUILESS_MAIN(CrowdTest)
#include "crowd_test.moc"
