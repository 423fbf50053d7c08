// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_channel.h"
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/samples/message_detail.h"
#include "ui/samples/payload_view.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QTreeView>

#include <ctime>

using namespace Qt::StringLiterals;

namespace {

constexpr int kLimit = 30'000; ///< ms
constexpr int kRounds = 3;
constexpr double kBar = 100; ///< ms: the window never stands still for longer

double ownMs()
{
    timespec spent = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

/// How long this thread was ready to go on and other programs had the processor.
double queuedMs()
{
    QFile file(u"/proc/thread-self/schedstat"_s);
    return file.open(QIODevice::ReadOnly)
        ? file.readAll().simplified().split(' ').value(1).toDouble() / 1e6
        : 0;
}

/// Looks at each turn of the window's thread: what it worked between two turns, and how long it
/// stood still in all, without the time that a busy machine gave to others.
class Turns final
{
public:
    Turns()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { note(); });
        begin();
        m_timer.start(1);
    }
    void begin()
    {
        longest = longestOwn = 0;
        m_since.start();
        m_queued = queuedMs();
        m_own = ownMs();
    }
    void note()
    {
        const double queued = queuedMs();
        const double gap = static_cast<double>(m_since.nsecsElapsed()) / 1e6;
        longest = std::max(longest, gap - (queued - m_queued));
        longestOwn = std::max(longestOwn, ownMs() - m_own);
        m_since.start();
        m_queued = queued;
        m_own = ownMs();
    }

    double longest = 0; ///< ms
    double longestOwn = 0; ///< ms of this thread

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_queued = 0;
    double m_own = 0;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

QByteArray deep(int levels)
{
    return "{\"deep\":" + QByteArray(levels - 1, '[') + QByteArray(levels - 1, ']') + '}';
}

QByteArray manyFields()
{
    QByteArray json = "{";
    for (int n = 0; n < 12'000; ++n) {
        json += "\"field-" + QByteArray::number(n) + "\":[" + QByteArray::number(n) + "],";
    }
    return json + "\"last\":{}}";
}

struct World : WindowWorld
{
    World()
    {
        const QByteArray yaml = "weir: 1\nname: turns\nsources:\n  in: {type: loopback, channel: "
            + channelName.toUtf8()
            + "}\nendpoints:\n  out: {type: discard}\nflows:\n  turns:\n    id: "
              "6f2c1c52-8f3c-4d0f-9f6e-8a3f1f6f0a11\n    from: {source: in}\n    to: "
              "[{endpoint: out}]\n    enabled: true\n";
        session.adopt(
            core::parseWorkspace(yaml, folder.filePath(u"t.weir.yaml"_s), support::allTypes())
                .workspace);
    }

    const QString channelName = u"window-turns"_s;
    std::shared_ptr<core::loopback::LoopbackChannel> channel =
        core::loopback::LoopbackChannel::named(channelName);
};

} // namespace

/// However a message is made, the window goes on turning while it comes in and is looked at.
class WindowTurnsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_world.reset(); }
    void noMessageHoldsTheWindowUp_data();
    void noMessageHoldsTheWindowUp();

private:
    void look(const QByteArray &payload);

    std::unique_ptr<World> m_world;
    double m_rest = 0; ///< ms: the longest gap of the window with nothing to do
};

void WindowTurnsTest::initTestCase()
{
    m_world = std::make_unique<World>();
    ui::MainWindow &window = m_world->window;
    QVERIFY(window.showPage(u"flows"_s));
    walk::show(window, ui::Scheme::Light, {1280, 800});
    m_world->session.startEnabledFlows();
    m_world->channel->push("{\"first\":1}");
    QTRY_VERIFY_WITH_TIMEOUT(window.flows().samples().model().rowCount() > 0, kLimit);
    Turns turns;
    std::vector<double> gaps;
    for (int round = 0; round < kRounds; ++round) {
        turns.begin();
        QTest::qWait(300);
        gaps.push_back(turns.longest);
    }
    m_rest = median(gaps);
}

/// Brings a message in, chooses it, and shows it in every form.
void WindowTurnsTest::look(const QByteArray &payload)
{
    ui::SamplesPanel &samples = m_world->window.flows().samples();
    const auto newest = [&samples] {
        const int rows = samples.model().rowCount();
        return rows > 0 ? samples.model().sample(rows - 1).number : 0;
    };
    const auto before = newest();
    m_world->channel->push({.payload = payload,
                            .key = payload.left(100'000),
                            .headers = {{payload.left(9'000), payload.left(9'000)}}});
    QTRY_VERIFY_WITH_TIMEOUT(newest() > before, kLimit);
    samples.chooseNewest();
    auto *detail = m_world->window.findChild<ui::MessageDetail *>();
    QVERIFY(detail);
    auto *tabs = detail->findChild<QTabBar *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QTest::qWait(20);
    }
    tabs->setCurrentIndex(1);
    auto *text = detail->findChild<ui::PayloadView *>();
    QTRY_VERIFY_WITH_TIMEOUT(text->isWhole(), kLimit);
    tabs->setCurrentIndex(0);
    QTest::qWait(20);
    detail->findChild<QTreeView *>()->expandToDepth(70);
    QTest::qWait(20);
}

void WindowTurnsTest::noMessageHoldsTheWindowUp_data()
{
    constexpr qsizetype kMiB = 1024 * 1024;
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("20 MiB of JSON") << "{\"pad\":\"" + QByteArray(20 * kMiB, 'x') + "\"}";
    QTest::newRow("a line of 5 MiB") << QByteArray(5 * kMiB, 'w');
    QTest::newRow("5 MiB of line feeds") << QByteArray(5 * kMiB, '\n');
    QTest::newRow("5 MiB of noughts") << QByteArray(5 * kMiB, '\0');
    QTest::newRow("64 levels") << deep(64);
    QTest::newRow("500 levels") << deep(500);
    QTest::newRow("12,000 fields") << manyFields();
    QTest::newRow("200,000 items") << "[" + QByteArray("1,").repeated(120'000) + "1]";
    QTest::newRow("nested tables") << "{\"t\":\"" + QByteArray("<table><tr><td>").repeated(60)
            + QByteArray("</table>").repeated(60) + "\"}";
    QTest::newRow("a text that turns")
        << QString(u"\u202e\u2066\ufeff\u200b"_s).repeated(20'000).toUtf8();
    QTest::newRow("marks upon marks") << "e" + QString(QChar(0x301)).repeated(100'000).toUtf8();
}

void WindowTurnsTest::noMessageHoldsTheWindowUp()
{
    QFETCH(const QByteArray, payload);
    Turns turns;
    std::vector<double> gaps;
    std::vector<double> own;
    for (int round = 0; round < kRounds; ++round) {
        turns.begin();
        look(payload);
        turns.note();
        gaps.push_back(turns.longest);
        own.push_back(turns.longestOwn);
    }
    const QString words =
        u"longest gap %1 ms (at rest %2 ms), of its own work %3 ms"_s.arg(median(gaps), 0, 'f', 1)
            .arg(m_rest, 0, 'f', 1)
            .arg(median(own), 0, 'f', 1);
    qInfo().noquote() << words;
    QVERIFY2(median(own) < kBar, qPrintable(words));
    // What the window at rest waits for is the test's own pause between looking.
    QVERIFY2(median(gaps) < kBar + m_rest, qPrintable(words));
}

QTEST_MAIN(WindowTurnsTest)
#include "window_turns_test.moc"
