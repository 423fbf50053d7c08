// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/dead_letters_page.h"

#include "core/support/text.h"
#include "ui/common/elided_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/question.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/dead_letters/letter_detail.h"
#include "ui/dead_letters/retry_strip.h"

#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kRow = 30;
constexpr int kSoonest = 4; ///< beats between two looks while letters come
constexpr int kLatest = 12; ///< beats: other programs write the file, too

QString numberText(std::int64_t number)
{
    return figure(static_cast<std::uint64_t>(number));
}

std::uint64_t refusedBy(const ScreenFrame &frame)
{
    std::uint64_t all = 0;
    for (const core::FlowSnapshot &flow : frame.flows) {
        all += flow.counters.deadLettered;
    }
    return all;
}

} // namespace

DeadLettersPage::DeadLettersPage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_retry(session), m_model(this),
      m_path(new ElidedText(TextRole::Secondary, this)), m_flows(new QComboBox(this)),
      m_strip(new RetryStrip(this)),
      m_note(
          new PlainLabel(tr("Retry sends a letter to the endpoint that refused it, as the flow is "
                            "set now; delivered, it leaves the list. A flow that runs goes on: the "
                            "letter arrives behind newer messages."),
                         TextRole::Secondary, this, Wrap::Yes)),
      m_stack(new QStackedWidget(this)), m_nothing(new EmptyState(u"calm"_s, {}, {}, {}, this)),
      m_table(new RowTable(kRow, this)), m_detail(new LetterDetail(this)),
      m_outcome(new ElidedText(TextRole::Secondary, this)),
      m_retryChosen(makeButton(tr("Retry selected"), ButtonRole::Primary, this)),
      m_retryAll(makeButton(tr("Retry all"), ButtonRole::Plain, this)),
      m_saveChosen(makeButton(tr("Save selected…"), ButtonRole::Plain, this)),
      m_saveAll(makeButton(tr("Save all…"), ButtonRole::Plain, this)),
      m_deleteChosen(makeButton(tr("Delete selected…"), ButtonRole::Plain, this)),
      m_deleteAll(makeButton(tr("Delete all…"), ButtonRole::Plain, this))
{
    layOut();
    connect(&m_reader, &DeadLetterReader::listed, this, &DeadLettersPage::takeListing);
    connect(&m_reader, &DeadLetterReader::loaded, this, &DeadLettersPage::takeLetter);
    connect(
        &m_reader, &DeadLetterReader::saved, this,
        [this](const QString &target, const core::Result<std::int64_t> &count) {
            say(count
                    ? tr("Saved to %1: %2").arg(core::visibleText(target, 300), numberText(*count))
                    : QString(),
                count ? nullptr : &count.error());
        });
    connect(&m_reader, &DeadLetterReader::removed, this,
            [this](const core::Result<std::int64_t> &count) {
                say(count ? tr("Deleted: %1").arg(numberText(*count)) : QString(),
                    count ? nullptr : &count.error());
                look();
            });
    connect(&m_retry, &DeadLetterRetry::changed, this, &DeadLettersPage::showRetry);
    connect(&m_retry, &DeadLetterRetry::ended, this, &DeadLettersPage::lookIfSeen);
    connect(m_strip, &RetryStrip::stopWanted, &m_retry, &DeadLetterRetry::stop);
    connect(&m_session, &Session::workspaceChanged, this, &DeadLettersPage::lookIfSeen);
    showNothing(tr("Looking…"), {}, false);
    showActions();
}

const QString &DeadLettersPage::outcome() const
{
    return m_outcome->text();
}

const QString &DeadLettersPage::place() const
{
    return m_path->text();
}

void DeadLettersPage::enter()
{
    say({});
    look();
}

void DeadLettersPage::leave()
{
    m_reader.rest();
}

void DeadLettersPage::beat(const ScreenFrame &frame)
{
    ++m_sinceLook;
    const std::uint64_t refused = refusedBy(frame);
    if ((refused != m_refused && m_sinceLook >= kSoonest) || m_sinceLook >= kLatest) {
        m_refused = refused;
        look();
    }
}

void DeadLettersPage::setFlow(const QString &flowId)
{
    m_flowId = flowId;
    look();
}

void DeadLettersPage::look()
{
    m_sinceLook = 0;
    m_reader.list(file(), m_flowId);
}

void DeadLettersPage::lookIfSeen()
{
    if (isVisible()) {
        look();
    }
}

void DeadLettersPage::takeListing(const QString &flowId,
                                  const core::Result<DeadLetterListing> &listing)
{
    if (flowId != m_flowId) {
        return;
    }
    if (!listing) {
        m_listing = {};
        showNothing(tr("The dead letters cannot be read"),
                    QString(listing.error().message + u". "_s + listing.error().fix), true);
        return;
    }
    m_listing = *listing;
    m_session.engine().noteDeadLetters(m_listing.tallies);
    showFlows();
    if (m_listing.newest.empty()) {
        showNothing(tr("No dead letters"),
                    m_listing.tallies.empty()
                        ? tr("A message that an endpoint refuses, or that cannot be decoded, is "
                             "kept here with the reason.")
                        : tr("This flow has none. Others do: choose them above."),
                    false);
        return;
    }
    m_stack->setCurrentIndex(Content);
    showLetters(std::move(m_listing.newest));
    showPath();
    showActions();
}

void DeadLettersPage::showNothing(const QString &heading, const QString &sentence, bool isTrouble)
{
    m_model.setLetters({});
    m_current = 0;
    if (isTrouble) {
        m_flows->clear();
    }
    showPath();
    m_nothing->setTexts(heading, core::visibleText(sentence, 500));
    m_stack->setCurrentIndex(Nothing);
    m_flows->setVisible(!m_listing.tallies.empty());
}

/// All flows that have letters, the one that was asked for, and all of them together.
void DeadLettersPage::showFlows()
{
    QList<std::pair<QString, QString>> items;
    items.append({tr("All flows (%1)").arg(numberText(m_listing.count({}))), QString()});
    bool isThere = m_flowId.isEmpty();
    for (const core::DeadLetterTally &tally : m_listing.tallies) {
        isThere = isThere || tally.flowId == m_flowId;
        items.append({tr("%1 (%2)").arg(core::visibleText(tally.flow, 64), numberText(tally.count)),
                      tally.flowId});
    }
    if (!isThere) {
        const auto &flows = m_session.workspace().flows;
        const auto flow = std::ranges::find(flows, m_flowId, &core::WorkspaceFlow::id);
        const QString name = flow == flows.end() ? tr("A deleted flow") : flow->name;
        items.append({tr("%1 (%2)").arg(core::visibleText(name, 64), numberText(0)), m_flowId});
    }
    const QSignalBlocker quiet(m_flows);
    for (int i = 0; i < items.size(); ++i) { // in place: it may be unfolded just now
        if (i >= m_flows->count()) {
            m_flows->addItem({});
        }
        m_flows->setItemText(i, items[i].first);
        m_flows->setItemData(i, items[i].second);
    }
    while (m_flows->count() > items.size()) {
        m_flows->removeItem(m_flows->count() - 1);
    }
    m_flows->setCurrentIndex(std::max(0, m_flows->findData(m_flowId)));
    m_flows->setVisible(!m_listing.tallies.empty());
}

/// What was chosen stays chosen, and what is being read stays where it is.
void DeadLettersPage::showLetters(std::vector<core::DeadLetter> letters)
{
    const std::vector<std::int64_t> chosen = chosenIds();
    const std::int64_t current = m_current;
    const int before = m_table->currentIndex().row();
    const int top = m_table->rowAt(0);
    const bool isScrolled = m_table->verticalScrollBar()->value() > 0 && top >= 0;
    const std::int64_t topId = isScrolled ? m_model.letter(top).id : 0;
    if (!m_model.setLetters(std::move(letters))) {
        return;
    }
    const QSignalBlocker quiet(m_table->selectionModel());
    QItemSelection selection;
    for (const std::int64_t id : chosen) {
        if (const int row = m_model.rowOf(id); row >= 0) {
            selection.select(m_model.index(row, 0), m_model.index(row, LettersModel::Size));
        }
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    const int same = m_model.rowOf(current);
    const int row = same >= 0 ? same : std::clamp(before, 0, m_model.rowCount() - 1);
    m_table->selectionModel()->setCurrentIndex(
        m_model.index(row, 0),
        selection.isEmpty() ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows
                            : QItemSelectionModel::NoUpdate);
    if (const int place = m_model.rowOf(topId); isScrolled && place >= 0) {
        m_table->settle();
        m_table->scrollTo(m_model.index(place, 0), QAbstractItemView::PositionAtTop);
    }
    m_table->viewport()->update();
    chooseRow();
}

void DeadLettersPage::chooseRow()
{
    const QModelIndex row = m_table->currentIndex();
    const std::int64_t id = row.isValid() ? m_model.letter(row.row()).id : 0;
    if (id != std::exchange(m_current, id) && id > 0) {
        m_reader.load(file(), id);
    }
}

void DeadLettersPage::takeLetter(std::int64_t id, const std::optional<core::DeadLetter> &letter)
{
    if (id != m_current) {
        return;
    }
    if (letter) {
        m_detail->show(*letter);
    } else {
        m_detail->clear(tr("This letter is no longer here: it was delivered or deleted."));
    }
}

std::int64_t DeadLettersPage::total() const
{
    return m_listing.count(m_flowId);
}

void DeadLettersPage::showPath()
{
    const QString path = core::visibleText(file(), 400);
    const auto listed = static_cast<std::int64_t>(m_model.rowCount());
    m_path->setText(
        listed > 0 && total() > listed
            ? tr("The newest %1 of %2 · %3").arg(numberText(listed), numberText(total()), path)
            : path);
}

void DeadLettersPage::showActions()
{
    const bool isFree = !m_retry.isAtWork();
    const bool hasChoice = m_table->selectionModel()->hasSelection();
    const bool hasAny = m_model.rowCount() > 0;
    m_retryChosen->setEnabled(hasChoice && isFree);
    m_retryAll->setEnabled(hasAny && isFree);
    m_saveChosen->setEnabled(hasChoice);
    m_saveAll->setEnabled(hasAny);
    m_deleteChosen->setEnabled(hasChoice && isFree);
    m_deleteAll->setEnabled(hasAny && isFree);
}

void DeadLettersPage::begin(const DeadLetterChoice &choice)
{
    m_table->setFocus(); // else it goes from the button, which is disabled now, to the next one
    m_retry.begin(choice);
}

void DeadLettersPage::showRetry()
{
    m_strip->show(m_retry.progress());
    showActions();
}

std::vector<std::int64_t> DeadLettersPage::chosenIds() const
{
    std::vector<std::int64_t> ids;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        ids.push_back(m_model.letter(row.row()).id);
    }
    std::ranges::sort(ids);
    return ids;
}

DeadLetterChoice DeadLettersPage::chosen() const
{
    return {.flowId = m_flowId, .ids = chosenIds()};
}

DeadLetterChoice DeadLettersPage::all() const
{
    return {.flowId = m_flowId};
}

void DeadLettersPage::saveTo(const QString &target, const DeadLetterChoice &choice)
{
    m_reader.save(file(), choice, target);
}

void DeadLettersPage::askWhere(const DeadLetterChoice &choice)
{
    auto *dialog = new QFileDialog(this, tr("Save dead letters"), {}, tr("JSON lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, choice](const QString &target) { saveTo(target, choice); });
    dialog->open();
}

void DeadLettersPage::askToDelete(const DeadLetterChoice &choice)
{
    const std::int64_t count = choice.ids ? static_cast<std::int64_t>(choice.ids->size()) : total();
    ask(this,
        {.text = tr("Delete dead letters: %1?").arg(numberText(count)),
         .detail = tr("Their source counts them as dealt with and does not send them again. What "
                      "is deleted here is gone."),
         .first = tr("Save them first…"),
         .onFirst = [this, choice] { askWhere(choice); },
         .second = tr("Delete"),
         .onSecond = [this, choice] { m_reader.remove(file(), choice); }});
}

void DeadLettersPage::say(const QString &outcome, const core::Error *error)
{
    m_outcome->setTone(error ? Tone::Error : Tone::Normal);
    m_outcome->setText(
        error ? core::visibleText(QString(error->message + u". "_s + error->fix), 500) : outcome);
}

} // namespace ui
