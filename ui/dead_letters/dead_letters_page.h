// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dead_letters/dead_letter_reader.h"
#include "ui/dead_letters/dead_letter_retry.h"
#include "ui/dead_letters/letters_model.h"
#include "ui/session/screen_frame.h"
#include "ui/session/session.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLayout;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class ElidedText;
class EmptyState;
class LetterDetail;
class PlainLabel;
class RetryStrip;
class RowTable;

/// The messages that the flows of this workspace keep because an end refused them: the newest as a
/// list, one in detail, to be sent again, saved or deleted. Disks are waited for elsewhere. GUI
/// thread.
class DeadLettersPage final : public Page
{
    Q_OBJECT

public:
    explicit DeadLettersPage(Session &session, QWidget *parent = nullptr);

    void beat(const ScreenFrame &frame) override;
    void enter() override;
    void leave() override;

    /// Of one flow, or of all for an empty id.
    void setFlow(const QString &flowId);
    RowTable *table() const { return m_table; }
    const LettersModel &model() const { return m_model; }
    const DeadLetterRetry &retry() const { return m_retry; }
    const QString &outcome() const; ///< of what was done last
    const QString &place() const; ///< where they are, and how many of them are listed
    DeadLetterChoice chosen() const;
    /// All that the list is about, also those it is too short for.
    DeadLetterChoice all() const;
    void saveTo(const QString &target, const DeadLetterChoice &choice);

Q_SIGNALS:
    void backWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum View
    {
        Content,
        Nothing
    };
    // dead_letters_page.cpp
    void look();
    void lookIfSeen();
    void takeListing(const QString &flowId, const core::Result<DeadLetterListing> &listing);
    void showFlows();
    void showLetters(std::vector<core::DeadLetter> letters);
    void showNothing(const QString &heading, const QString &sentence, bool isTrouble);
    void showPath();
    void showActions();
    void showRetry();
    void begin(const DeadLetterChoice &choice);
    void chooseRow();
    void takeLetter(std::int64_t id, const std::optional<core::DeadLetter> &letter);
    std::vector<std::int64_t> chosenIds() const;
    std::int64_t total() const;
    void askWhere(const DeadLetterChoice &choice);
    void askToDelete(const DeadLetterChoice &choice);
    void say(const QString &outcome, const core::Error *error = nullptr);
    QString file() const { return deadLetterFileOf(m_session.workspace()); }
    // dead_letters_layout.cpp
    QLayout *makeHead();
    QWidget *makeList();
    QLayout *makeActions();
    void layOut();
    void fitColumns();

    Session &m_session;
    DeadLetterReader m_reader;
    DeadLetterRetry m_retry;
    LettersModel m_model;
    DeadLetterListing m_listing; ///< its letters moved into the model
    QString m_flowId;
    std::int64_t m_current = 0; ///< id of the letter in detail
    std::uint64_t m_refused = 0; ///< by all flows, when it was looked at last
    int m_sinceLook = 0; ///< beats
    ElidedText *m_path;
    QComboBox *m_flows;
    RetryStrip *m_strip;
    PlainLabel *m_note;
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    RowTable *m_table;
    LetterDetail *m_detail;
    ElidedText *m_outcome;
    QPushButton *m_retryChosen;
    QPushButton *m_retryAll;
    QPushButton *m_saveChosen;
    QPushButton *m_saveAll;
    QPushButton *m_deleteChosen;
    QPushButton *m_deleteAll;
};

} // namespace ui
