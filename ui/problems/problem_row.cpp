// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problem_row.h"

#include "core/engine/dead_letter_run.h"
#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/problems/skip_question.h"
#include "ui/session/screen_frame.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString clockTime(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm:ss"_s);
}

Mark markOf(const core::Problem &problem)
{
    if (problem.solved) {
        return Mark::Passed;
    }
    return problem.severity == core::Severity::Error ? Mark::Broken : Mark::Warning;
}

/// Their store is full or broken, or sending them again is in trouble.
bool isOfDeadLetters(const core::Problem &problem)
{
    return problem.code.startsWith("dead_letter."_L1)
        || core::flowIdOfRun(problem.flowId) != problem.flowId;
}

QString detailOf(const core::Problem &problem)
{
    QString when = problem.solved ? ProblemRow::tr("Solved. From %1 to %2.")
                                        .arg(clockTime(problem.firstMs), clockTime(problem.lastMs))
                                  : ProblemRow::tr("Since %1.").arg(clockTime(problem.firstMs));
    if (problem.count > 1) {
        when += u' '
            + ProblemRow::tr("Seen %1 times, last at %2.")
                  .arg(figure(problem.count), clockTime(problem.lastMs));
    }
    if (!problem.fix.isEmpty()) {
        when += u' ' + core::visibleText(problem.fix, 300);
    }
    return when;
}

} // namespace

ProblemRow::ProblemRow(QWidget *parent)
    : Card(parent), m_mark(new StateMark(Mark::Warning, this)),
      m_title(new PlainLabel({}, TextRole::Strong, this, Wrap::Yes)),
      m_detail(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_skip(makeButton(tr("Skip past this batch…"), ButtonRole::Plain, this)),
      m_open(makeButton(tr("Show flow"), ButtonRole::Plain, this)),
      m_letters(makeButton(tr("Dead letters"), ButtonRole::Plain, this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    auto *copy = makeButton(tr("Copy report"), ButtonRole::Plain, this);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(problemReport(m_problem)); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { Q_EMIT flowWanted(core::flowIdOfRun(m_problem.flowId)); });
    connect(m_letters, &QPushButton::clicked, this,
            [this] { Q_EMIT deadLettersWanted(core::flowIdOfRun(m_problem.flowId)); });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        const auto place = m_problem.stuckAt.value_or(core::LanePlace());
        askToSkip(this, m_problem.flow, place,
                  [this, place, id = m_problem.flowId] { Q_EMIT skipWanted(id, place); });
    });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace4, kSpace2, kSpace3, kSpace2);
    row->setSpacing(kSpace3);
    row->addWidget(m_mark);
    row->addLayout(words, 1);
    row->addWidget(m_skip);
    row->addWidget(m_letters);
    row->addWidget(m_open);
    row->addWidget(copy);
}

void ProblemRow::show(const core::Problem &problem)
{
    m_problem = problem;
    m_mark->setMark(markOf(problem));
    m_title->setText(QString(core::visibleText(problem.flow, 64) + u": "_s
                             + core::visibleText(problem.message, 400)));
    m_detail->setText(detailOf(problem));
    m_open->setVisible(!problem.flowId.isEmpty());
    m_letters->setVisible(isOfDeadLetters(problem));
    m_skip->setVisible(problem.stuckAt.has_value() && !problem.solved);
    update();
}

void ProblemRow::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), kPanelRadius, kPanelRadius);
    painter.setClipPath(shape);
    painter.fillRect(QRect(0, 0, 4, height()), colorOf(m_mark->mark(), colorsOf(this)));
}

QString problemReport(const core::Problem &problem)
{
    return u"%1: %2\n%3 (x%4, %5 – %6)\n%7\n%8\n"_s.arg(
        problem.flow, problem.message, problem.code, QString::number(problem.count),
        QDateTime::fromMSecsSinceEpoch(problem.firstMs).toString(Qt::ISODate),
        QDateTime::fromMSecsSinceEpoch(problem.lastMs).toString(Qt::ISODate), problem.field,
        problem.fix);
}

} // namespace ui
