// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"
#include "ui/problems/problems_panel.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class ProblemsPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openOnesComeFirst();
    void groupedOnesAreCounted();
    void solvedRowsGoAndComeBack();
    void aRowLeadsToItsFlow();
    void whatIsAboutDeadLettersLeadsToThem();
    void whatIsStuckIsGonePastByAYesOnly();
    void foreignTextIsVisible();
};

namespace {

core::Problem problem(const QString &message, std::int64_t lastMs, bool solved = false)
{
    return {.flowId = u"id"_s,
            .flow = u"orders"_s,
            .code = u"kafka.auth.refused"_s,
            .message = message,
            .fix = u"Check the password."_s,
            .firstMs = 1000,
            .lastMs = lastMs,
            .solved = solved};
}

QList<ui::ProblemRow *> visibleRows(const ui::ProblemsPanel &panel)
{
    QList<ui::ProblemRow *> rows = panel.findChildren<ui::ProblemRow *>();
    rows.removeIf([&](const ui::ProblemRow *row) { return !row->isVisibleTo(&panel); });
    return rows;
}

} // namespace

void ProblemsPanelTest::openOnesComeFirst()
{
    std::vector<core::Problem> problems = {problem(u"solved"_s, 9000, true),
                                           problem(u"old"_s, 2000), problem(u"new"_s, 3000)};
    problems.push_back(problem(u"warning"_s, 5000));
    problems.back().severity = core::Severity::Warning;
    QCOMPARE(ui::openProblems(problems), std::size_t(3));
    QStringList order;
    for (const core::Problem &sorted : ui::byUrgency(problems)) {
        order.append(sorted.message);
    }
    QCOMPARE(order, (QStringList{u"new"_s, u"old"_s, u"warning"_s, u"solved"_s}));
}

void ProblemsPanelTest::groupedOnesAreCounted()
{
    ui::ProblemsPanel panel;
    core::Problem many = problem(u"refused"_s, 2000);
    many.count = 4711;
    panel.show({many});
    walk::show(panel, ui::Scheme::Light, {1000, 300});
    QCOMPARE(visibleRows(panel).size(), 1);
    const QString text = walk::everyText(panel);
    QVERIFY(text.contains(QLocale().toString(4711)));
    QVERIFY(text.contains(u"Check the password."_s));
    QCOMPARE(walk::richLabels(panel).join(u'\n'), QString());
    QCOMPARE(walk::namelessControls(panel).join(u'\n'), QString());
    QVERIFY(ui::problemReport(many).contains(u"kafka.auth.refused"_s));
}

void ProblemsPanelTest::solvedRowsGoAndComeBack()
{
    ui::ProblemsPanel panel;
    for (const std::size_t count : {3U, 0U, 1U, 200U}) {
        panel.show(std::vector<core::Problem>(count, problem(u"refused"_s, 2000)));
        QCOMPARE(visibleRows(panel).size(), qsizetype(std::min<std::size_t>(count, 50)));
    }
}

void ProblemsPanelTest::aRowLeadsToItsFlow()
{
    ui::ProblemsPanel panel;
    panel.show({problem(u"refused"_s, 2000)});
    QSignalSpy wanted(&panel, &ui::ProblemsPanel::flowWanted);
    for (QPushButton *button : visibleRows(panel).first()->findChildren<QPushButton *>()) {
        button->click();
    }
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"id"_s);
}

void ProblemsPanelTest::whatIsAboutDeadLettersLeadsToThem()
{
    ui::ProblemsPanel panel;
    core::Problem full = problem(u"full"_s, 2000);
    full.code = u"dead_letter.full"_s;
    core::Problem retry = problem(u"refused"_s, 1000);
    retry.flowId = u"id:dead:hub"_s;
    panel.show({full, retry, problem(u"other"_s, 500)});
    walk::show(panel, ui::Scheme::Light, {1000, 400});
    const auto letters = [](const ui::ProblemRow *row) {
        const auto all = row->findChildren<QPushButton *>();
        const auto found = std::ranges::find(all, u"Dead letters"_s, &QPushButton::text);
        return (*found)->isVisible() ? *found : nullptr;
    };
    const QList<ui::ProblemRow *> rows = visibleRows(panel);
    QCOMPARE(rows.size(), 3);
    QSignalSpy wanted(&panel, &ui::ProblemsPanel::deadLettersWanted);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(letters(rows[i]));
        QTest::mouseClick(letters(rows[i]), Qt::LeftButton);
        QCOMPARE(wanted.takeFirst().front().toString(), u"id"_s);
    }
    QVERIFY(!letters(rows[2]));
}

void ProblemsPanelTest::whatIsStuckIsGonePastByAYesOnly()
{
    ui::ProblemsPanel panel;
    core::Problem stuck = problem(u"A stored batch cannot be unpacked"_s, 2000);
    stuck.stuckAt = core::LanePlace{.lane = u"orders/3"_s, .position = 1500};
    core::Problem solved = stuck;
    solved.solved = true;
    panel.show({stuck, problem(u"other"_s, 1000), solved});
    walk::show(panel, ui::Scheme::Light, {1000, 400});
    const auto skip = [](const ui::ProblemRow *row) {
        const auto all = row->findChildren<QPushButton *>();
        const auto found = std::ranges::find(all, u"Skip past this batch…"_s, &QPushButton::text);
        return (*found)->isVisible() ? *found : nullptr;
    };
    const QList<ui::ProblemRow *> rows = visibleRows(panel);
    QCOMPARE(rows.size(), 3);
    QVERIFY(skip(rows[0]) && !skip(rows[1]) && !skip(rows[2]));
    QSignalSpy wanted(&panel, &ui::ProblemsPanel::skipWanted);
    for (const QString &answer : {u"Leave it"_s, u"Skip past this batch"_s}) {
        QCOMPARE(wanted.size(), 0);
        QTest::mouseClick(skip(rows[0]), Qt::LeftButton);
        auto *box = panel.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(box->text().contains(u"orders/3"_s));
        const auto buttons = box->buttons();
        (*std::ranges::find(buttons, answer, &QAbstractButton::text))->click();
        QTRY_VERIFY(!panel.findChild<QMessageBox *>());
    }
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().at(0).toString(), u"id"_s);
    QCOMPARE(wanted.front().at(1).value<core::LanePlace>(), *stuck.stuckAt);
}

void ProblemsPanelTest::foreignTextIsVisible()
{
    ui::ProblemsPanel panel;
    panel.show({problem(u"<b>bold</b>\u202E"_s + QChar(0), 2000)});
    const QString text = walk::everyText(panel);
    QVERIFY(text.contains(u"<b>bold</b>"_s));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(!text.contains(QChar(0)));
}

QTEST_MAIN(ProblemsPanelTest)
#include "problems_panel_test.moc"
