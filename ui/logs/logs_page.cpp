// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logs_page.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/elided_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/segmented_choice.h"
#include "ui/common/theme.h"
#include "ui/logs/log_colors.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kMost = static_cast<int>(core::LogBook::kMost);
constexpr std::array kLevels{core::LogLevel::Info, core::LogLevel::Warning, core::LogLevel::Error};

} // namespace

LogsPage::LogsPage(Session &session, core::LogBook &book, const QString &logFile, QWidget *parent)
    : Page(parent), m_session(session), m_book(book), m_levels(new SegmentedChoice(this)),
      m_flow(new QComboBox(this)), m_words(new QLineEdit(this)), m_stack(new QStackedWidget(this)),
      m_text(new QPlainTextEdit(this)), m_empty(new EmptyState(u"logs"_s, {}, {}, {}, this)),
      m_count(new PlainLabel({}, TextRole::Secondary, this)),
      m_jump(makeButton({}, ButtonRole::Link, this))
{
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMaximumBlockCount(kMost);
    m_text->setUndoRedoEnabled(false);
    m_text->setFont(monoFont());
    m_text->setAccessibleName(tr("Log"));
    m_text->setProperty("frameless", true);
    new LogColors(m_text);
    auto *card = new Card(this);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(kSpace1, kSpace1, kSpace1, kSpace1);
    inside->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_text);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace3);
    column->setSpacing(kSpace3);
    column->addLayout(makeHead());
    column->addWidget(card, 1);
    column->addLayout(makeFoot(logFile));
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogsPage::showCounts);
    connect(&m_session, &Session::workspaceChanged, this, &LogsPage::showFlows);
    showFlows();
    rebuild();
}

QLayout *LogsPage::makeHead()
{
    m_levels->addOption(tr("Everything"));
    m_levels->addOption(tr("Warnings"));
    m_levels->addOption(tr("Errors"));
    m_levels->setCurrent(0);
    m_levels->setAccessibleName(tr("Least level"));
    m_flow->setAccessibleName(tr("Flow"));
    m_flow->setMinimumWidth(150);
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setAccessibleName(tr("Filter the log by words"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(180);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(new PlainLabel(tr("Logs"), TextRole::Title, this));
    row->addStretch(1);
    row->addWidget(m_levels);
    row->addWidget(m_flow);
    row->addWidget(m_words);
    connect(m_levels, &SegmentedChoice::currentChanged, this, &LogsPage::handleFilter);
    connect(m_flow, &QComboBox::currentIndexChanged, this, &LogsPage::handleFilter);
    connect(m_words, &QLineEdit::textChanged, this, &LogsPage::handleFilter);
    return row;
}

QLayout *LogsPage::makeFoot(const QString &logFile)
{
    auto *file = new ElidedText(TextRole::Secondary, this);
    file->setElideMode(Qt::ElideMiddle);
    file->setText(logFile.isEmpty() ? QString()
                                    : tr("Also in %1").arg(core::visibleText(logFile, 400)));
    auto *copy = makeButton(tr("Copy these lines"), ButtonRole::Plain, this);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(m_jump, &QPushButton::clicked, this, [this] {
        rebuild();
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace3);
    row->addWidget(m_count);
    row->addWidget(m_jump);
    row->addWidget(file, 1);
    row->addWidget(copy);
    return row;
}

void LogsPage::showFlows()
{
    const QString chosen = m_flow->currentData().toString();
    const QSignalBlocker quiet(m_flow);
    m_flow->clear();
    m_flow->addItem(tr("All flows"), QString());
    for (const core::WorkspaceFlow &flow : m_session.workspace().flows) {
        m_flow->addItem(core::visibleText(flow.name, 64), flow.name);
    }
    m_flow->setCurrentIndex(std::max(0, m_flow->findData(chosen)));
    handleFilter();
}

void LogsPage::setFlow(const QString &name)
{
    m_flow->setCurrentIndex(std::max(0, m_flow->findData(name)));
}

void LogsPage::handleFilter()
{
    const auto level = static_cast<std::size_t>(std::max(0, m_levels->current()));
    const LogFilter wanted{.least = kLevels.at(level),
                           .flow = m_flow->currentData().toString(),
                           .words = m_words->text().trimmed()};
    if (wanted != m_filter) {
        m_filter = wanted;
        rebuild();
    }
}

void LogsPage::rebuild()
{
    m_newest = 0;
    m_shown = 0;
    m_held = 0;
    m_text->clear();
    take();
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    m_text->horizontalScrollBar()->setValue(0);
}

void LogsPage::take()
{
    const std::vector<core::LogLine> lines = m_book.after(m_newest);
    QStringList fitting;
    for (const core::LogLine &line : lines) {
        if (m_filter.takes(line)) {
            fitting.append(shownText(line));
        }
    }
    const int count = static_cast<int>(fitting.size());
    if (m_shown > 0 && !isAtBottom() && m_shown + count > kMost) {
        m_held = count; // taking them in would push away what is being read
    } else {
        m_held = 0;
        m_newest = lines.empty() ? m_newest : lines.back().number;
        append(fitting);
    }
    showCounts();
}

void LogsPage::append(const QStringList &lines)
{
    if (lines.isEmpty()) {
        return;
    }
    m_shown = std::min(kMost, m_shown + static_cast<int>(lines.size()));
    m_text->appendPlainText(lines.join(u'\n')); // it follows by itself where the end is in sight
}

bool LogsPage::isAtBottom() const
{
    const QScrollBar *bar = m_text->verticalScrollBar();
    return bar->value() >= bar->maximum() - 1;
}

void LogsPage::showCounts()
{
    m_stack->setCurrentWidget(m_shown > 0 ? static_cast<QWidget *>(m_text) : m_empty);
    m_count->setText(tr("Lines: %1").arg(figure(static_cast<std::uint64_t>(m_shown))));
    m_jump->setVisible(m_shown > 0 && !isAtBottom());
    m_jump->setText(m_held > 0 ? tr("%n new – jump to latest", nullptr, m_held)
                               : tr("Jump to latest"));
    if (m_filter.words.isEmpty() && m_filter.flow.isEmpty()) {
        m_empty->setTexts(m_filter.least == core::LogLevel::Info ? tr("Nothing was logged yet")
                              : m_filter.least == core::LogLevel::Warning
                              ? tr("No warnings since start")
                              : tr("No errors since start"),
                          tr("What flows and connectors say of their work appears here."));
    } else {
        m_empty->setTexts(tr("No line fits"), tr("Another level, flow or word may find some."));
    }
}

void LogsPage::enter()
{
    take();
    QTimer::singleShot(0, this, [this] {
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    });
}

void LogsPage::beat(const ScreenFrame &)
{
    take();
}

} // namespace ui
