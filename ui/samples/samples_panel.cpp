// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_panel.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/session/screen_frame.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTime>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

SamplesPanel::SamplesPanel(core::Engine &engine, QWidget *parent)
    : Card(parent), m_engine(engine), m_all(this), m_matches(this), m_search(this),
      m_files(u"weir-samples"_s), m_honesty(new PlainLabel({}, TextRole::Secondary, this)),
      m_clear(makeButton(tr("Clear"), ButtonRole::Link, this)),
      m_jump(makeButton({}, ButtonRole::Link, this)), m_filter(new QLineEdit(this)),
      m_empty(new PlainLabel({}, TextRole::Secondary, this)), m_stack(new QStackedWidget(this)),
      m_table(new SamplesTable(this)), m_where(new JumpBox(this))
{
    m_table->setModel(m_all);
    m_empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, kSpace1);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_stack, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(250ms);
    connect(&m_typing, &QTimer::timeout, this, &SamplesPanel::applyFilter);
    connect(&m_search, &SampleSearch::found, this, &SamplesPanel::takeMatches);
    connect(m_table, &SamplesTable::chosen, this, &SamplesPanel::chosen);
    connect(m_table, &SamplesTable::scrolled, this, &SamplesPanel::showFollow);
    connect(m_table, &SamplesTable::pauseWanted, this, &SamplesPanel::pauseWanted);
    connect(m_table, &SamplesTable::jumpWanted, this, &SamplesPanel::askWhereTo);
    connect(m_where, &JumpBox::wanted, this, &SamplesPanel::jumpTo);
    showHonesty();
    showFollow();
}

QWidget *SamplesPanel::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace1);
    row->setSpacing(kSpace2);
    m_honesty->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_filter->setPlaceholderText(tr("Filter: $.region = \"eu\""));
    m_filter->setAccessibleName(tr("Filter of the samples"));
    setPlainToolTip(m_filter,
                    tr("Words, or a comparison of key, value, lane, topic, header.NAME, position, "
                       "size or a JSON field ($.total > 100), joined by \"and\""));
    m_filter->setFixedWidth(200);
    row->addWidget(new PlainLabel(tr("Samples"), TextRole::Strong, head));
    row->addSpacing(kSpace1);
    row->addWidget(m_honesty, 1);
    row->addWidget(m_clear);
    row->addWidget(m_jump);
    row->addWidget(m_filter);
    row->addWidget(makeSave());
    connect(m_jump, &QPushButton::clicked, this, [this] {
        m_table->jumpToEnd();
        showFollow();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { setFilter({}); });
    connect(m_filter, &QLineEdit::textEdited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &SamplesPanel::applyFilter);
    return head;
}

QPushButton *SamplesPanel::makeSave()
{
    auto *save = makeButton(tr("Save…"), ButtonRole::Plain, this);
    auto *menu = new QMenu(save);
    menu->addAction(tr("As JSON lines…"), this, [this] { askAndSave(ExportForm::JsonLines); });
    menu->addAction(tr("As CSV…"), this, [this] { askAndSave(ExportForm::Csv); });
    connect(save, &QPushButton::clicked, menu,
            [save, menu] { menu->popup(save->mapToGlobal(QPoint(0, save->height()))); });
    return save;
}

void SamplesPanel::askAndSave(ExportForm form)
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save samples"), {},
        form == ExportForm::Csv ? tr("CSV (*.csv)") : tr("JSON lines (*.jsonl)"));
    if (!file.isEmpty()) {
        save(file, form);
    }
}

void SamplesPanel::save(const QString &file, ExportForm form)
{
    std::vector<core::Sample> samples = m_table->chosenSamples();
    if (samples.size() < 2) {
        samples = shown().samples();
    }
    m_files.run(
        [file, form, samples = std::move(samples)] { return saveSamples(file, form, samples); },
        [this, file](const core::Result<void> &done) { Q_EMIT saved(file, done); });
}

void SamplesPanel::setFlow(const QString &flowId)
{
    if (flowId == m_flowId) {
        return;
    }
    m_filters[m_flowId] = m_filter->text();
    m_flowId = flowId;
    m_newest = 0;
    m_unseen = 0;
    m_slice = {};
    m_all.clear();
    m_filter->setText(m_filters.value(flowId));
    applyFilter();
    if (m_isPaused) {
        setPaused(true);
    }
    showFollow();
}

void SamplesPanel::setPaused(bool paused)
{
    if (paused) {
        if (!m_isPaused && !m_flowId.isEmpty()) {
            pull(); // what is not shown from here on is new
        }
        m_seenAtPause = m_slice.seen;
        m_pausedFor.start();
    }
    m_isPaused = paused;
    showHonesty();
}

void SamplesPanel::beat(double inPerSecond)
{
    if (m_flowId.isEmpty()) {
        return;
    }
    m_inPerSecond = inPerSecond;
    if (m_isPaused) {
        m_slice.seen =
            m_engine.samples(m_flowId, std::numeric_limits<std::uint64_t>::max(), 0).seen;
        m_seenAtPause = std::min(m_seenAtPause, m_slice.seen); // a flow may be chosen on pause
        showHonesty();
    } else {
        pull();
    }
}

void SamplesPanel::pull()
{
    core::SampleSlice slice = m_engine.samples(m_flowId, m_newest, SamplesModel::kMostPerBeat);
    m_newest = std::max(m_newest, slice.newest);
    std::vector<core::Sample> fresh = std::exchange(slice.samples, {});
    m_slice = std::move(slice);
    if (fresh.empty()) {
        showHonesty();
        return;
    }
    const bool isFirst = m_all.rowCount() == 0;
    if (m_search.isActive()) {
        m_search.look(fresh);
    } else {
        m_unseen += static_cast<int>(fresh.size());
    }
    m_table->change([&] {
        m_all.append(std::move(fresh));
        m_matches.dropBefore(m_all.sample(0).number);
    });
    m_table->sizeColumns();
    showHonesty();
    showFollow();
    if (isFirst) {
        Q_EMIT firstRow();
    }
}

void SamplesPanel::setFilter(const QString &text)
{
    m_filter->setText(text);
    applyFilter();
}

void SamplesPanel::applyFilter()
{
    m_typing.stop();
    m_search.end();
    m_matches.clear();
    m_unseen = 0;
    const core::Result<SampleFilter> filter = SampleFilter::compile(m_filter->text());
    m_filterError = filter ? QString() : filter.error().message;
    setStyleProperty(m_filter, "finding", filter ? QString() : u"error"_s);
    if (filter && !filter->isEmpty()) {
        m_search.begin(*filter);
        m_isFirstAnswer = true;
        m_search.look(m_all.samples());
        m_table->setModel(m_matches);
    } else {
        m_table->setModel(m_all);
    }
    showHonesty();
    showFollow();
}

void SamplesPanel::takeMatches(const std::vector<core::Sample> &matches)
{
    m_table->change([&] {
        if (std::exchange(m_isFirstAnswer, false)) {
            m_matches.assign(matches);
        } else {
            m_unseen += static_cast<int>(matches.size());
            m_matches.append(matches);
        }
    });
    showHonesty();
    showFollow();
}

void SamplesPanel::showHonesty()
{
    m_honesty->setText(honesty());
    m_honesty->setTone(m_filterError.isEmpty() ? Tone::Normal : Tone::Error);
    m_clear->setVisible(m_search.isActive() || !m_filterError.isEmpty());
    const bool isEmpty = shown().rowCount() == 0;
    m_empty->setText(m_search.isActive() && m_all.rowCount() > 0
                         ? tr("None of the messages match the filter.")
                         : tr("No message yet."));
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
}

QString SamplesPanel::honesty() const
{
    if (!m_filterError.isEmpty()) {
        return core::visibleText(m_filterError, 200);
    }
    const QString pause = m_isPaused
        ? tr("Paused %1, %2 new")
              .arg(QTime(0, 0)
                       .addMSecs(static_cast<int>(m_pausedFor.elapsed()))
                       .toString(u"mm:ss"_s),
                   figure(m_slice.seen - m_seenAtPause))
        : QString();
    if (m_search.isActive()) {
        const QString match = tr("%1 of %2 match")
                                  .arg(figure(static_cast<std::uint64_t>(m_matches.rowCount())),
                                       figure(static_cast<std::uint64_t>(m_all.rowCount())));
        const QString cut =
            m_search.isCut() ? tr("the filter is slow: not all were looked at") : QString();
        QStringList parts{match, cut, pause};
        parts.removeAll(QString());
        return parts.join(u" · "_s);
    }
    if (m_isPaused || m_slice.seen == 0) {
        return pause;
    }
    if (m_slice.shown == m_slice.seen) {
        return tr("Showing every message (%1/s)").arg(figure(m_inPerSecond));
    }
    return tr("Showing %1 of %2 messages (sampled) – nothing is dropped from the flow")
        .arg(figure(m_slice.shown), figure(m_slice.seen));
}

void SamplesPanel::showFollow()
{
    if (m_table->isAtEnd()) {
        m_unseen = 0;
    }
    m_jump->setVisible(m_unseen > 0);
    if (m_unseen > 0) {
        m_jump->setText(tr("%n new – jump to latest", nullptr, m_unseen));
    }
}

std::optional<core::Sample> SamplesPanel::before(const core::Sample &sample) const
{
    constexpr int kMostLooks = 2000;
    const int row = m_all.lowerRow(sample.number);
    for (int at = row - 1; at >= std::max(0, row - kMostLooks); --at) {
        if (m_all.sample(at).lane == sample.lane) {
            return m_all.sample(at);
        }
    }
    return std::nullopt;
}

void SamplesPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void SamplesPanel::askWhereTo()
{
    m_where->open(*m_filter);
}

void SamplesPanel::jumpTo(const JumpTarget &target)
{
    const int row = rowOf(target, shown());
    if (row < 0) {
        m_where->say(tr("None of the kept messages is that far."));
        return;
    }
    m_where->close();
    m_table->choose(row);
}

void SamplesPanel::chooseNewest()
{
    m_table->chooseLast();
}

} // namespace ui
