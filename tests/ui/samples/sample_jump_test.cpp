// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plain_label.h"
#include "ui/samples/sample_jump.h"

#include <QDateTime>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class SampleJumpTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreRead_data();
    void placesAreRead();
    void aTimeIsOfTheDayOrOfItsDate();
    void aPositionIsFoundOrTheClosestBehindIt();
    void aTimeIsFoundByWhatCameThenOrLater();
    void whatIsNoPlaceIsSaid();
};

namespace {

const QDate kDay(2026, 1, 20);

qint64 at(const QString &clock)
{
    return QDateTime(kDay, QTime::fromString(clock, u"HH:mm:ss"_s)).toMSecsSinceEpoch();
}

/// Two lanes side by side, one message a second.
void fill(ui::SamplesModel &model)
{
    std::vector<core::Sample> samples;
    for (int i = 0; i < 6; ++i) {
        samples.push_back({.number = static_cast<std::uint64_t>(i + 1),
                           .receivedMs = at(u"14:02:30"_s) + i * 1000,
                           .lane = u"t/%1"_s.arg(i % 2),
                           .position = i % 2 == 0 ? 100 + i : 5000 + i});
    }
    model.append(std::move(samples));
}

} // namespace

void SampleJumpTest::placesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isPosition");
    QTest::addColumn<bool>("isTime");
    QTest::newRow("position") << u" 1204551 "_s << true << false;
    QTest::newRow("position as it is shown") << u"1,204,551"_s << true << false;
    QTest::newRow("minutes") << u"14:02"_s << false << true;
    QTest::newRow("seconds") << u"14:02:31"_s << false << true;
    QTest::newRow("milliseconds") << u"14:02:31.204"_s << false << true;
    QTest::newRow("with its date") << u"2026-01-19 14:02:31"_s << false << true;
    QTest::newRow("negative") << u"-5"_s << false << false;
    QTest::newRow("no time") << u"25:99"_s << false << false;
    QTest::newRow("no date") << u"yesterday 14:02"_s << false << false;
    QTest::newRow("nothing") << QString() << false << false;
    QTest::newRow("words") << u"the last one"_s << false << false;
}

void SampleJumpTest::placesAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isPosition);
    QFETCH(const bool, isTime);
    const auto target = ui::readJumpTarget(text, kDay);
    QCOMPARE(target.has_value(), isPosition || isTime);
    if (target) {
        QCOMPARE(target->position.has_value(), isPosition);
        QCOMPARE(target->timeMs.has_value(), isTime);
    }
}

void SampleJumpTest::aTimeIsOfTheDayOrOfItsDate()
{
    QCOMPARE(ui::readJumpTarget(u"14:02:31"_s, kDay)->timeMs, std::optional(at(u"14:02:31"_s)));
    QCOMPARE(ui::readJumpTarget(u"2026-01-20 14:02"_s, kDay.addDays(3))->timeMs,
             std::optional(at(u"14:02:00"_s)));
}

void SampleJumpTest::aPositionIsFoundOrTheClosestBehindIt()
{
    ui::SamplesModel model;
    fill(model);
    const auto row = [&](std::int64_t position) {
        return ui::rowOf({.position = position}, model);
    };
    QCOMPARE(row(5003), 3);
    QCOMPARE(row(101), 2); // 102 is the closest behind it, whatever the other lane has
    QCOMPARE(row(6000), -1);
}

void SampleJumpTest::aTimeIsFoundByWhatCameThenOrLater()
{
    ui::SamplesModel model;
    fill(model);
    QCOMPARE(ui::rowOf({.timeMs = at(u"14:02:32"_s)}, model), 2);
    QCOMPARE(ui::rowOf({.timeMs = at(u"14:02:32"_s) + 1}, model), 3);
    QCOMPARE(ui::rowOf({.timeMs = at(u"13:00:00"_s)}, model), 0);
    QCOMPARE(ui::rowOf({.timeMs = at(u"15:00:00"_s)}, model), -1);
}

void SampleJumpTest::whatIsNoPlaceIsSaid()
{
    QPushButton anchor;
    anchor.show();
    ui::JumpBox box(&anchor);
    const QSignalSpy wanted(&box, &ui::JumpBox::wanted);
    box.open(anchor);
    const auto texts = [&] {
        QStringList all;
        for (const ui::PlainLabel *label : box.findChildren<ui::PlainLabel *>()) {
            all.append(label->text());
        }
        return all;
    };
    const QStringList before = texts();
    QTest::keyClicks(box.line(), u"nonsense"_s);
    QTest::keyClick(box.line(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 0);
    QVERIFY(box.isVisible());
    QVERIFY(texts() != before);
    box.line()->setText(u"12"_s);
    QTest::keyClick(box.line(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(SampleJumpTest)
#include "sample_jump_test.moc"
