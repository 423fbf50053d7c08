// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "ui/common/plain_label.h"
#include "ui/common/state_mark.h"

#include <QWidget>

#include <array>
#include <optional>

class QHBoxLayout;
class QPushButton;

namespace ui {

/// One stage of a connection test: mark, word, what was found and how long it took; below a failed
/// one what the peer said, what to try and a way to the field.
class StageRow final : public QWidget
{
    Q_OBJECT

public:
    explicit StageRow(core::StageId stage, QWidget *parent = nullptr);

    Mark mark() const { return m_mark->mark(); }
    void setWaiting(const QString &why = {});
    void setBusy();
    /// `fieldLabel` names the setting to look at; empty where the form has none.
    void setResult(const core::TestStage &result, const QString &fieldLabel);

Q_SIGNALS:
    void fieldChosen(const QString &key);
    void proposalChosen(const core::Proposal &proposal);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showState(Mark mark, const QString &finding, Tone tone);
    void showProposals(const std::vector<core::Proposal> &proposals);

    StateMark *m_mark;
    PlainLabel *m_word;
    PlainLabel *m_finding;
    PlainLabel *m_took;
    PlainLabel *m_peer;
    PlainLabel *m_fix;
    QHBoxLayout *m_buttons;
    std::vector<QPushButton *> m_proposals;
    QPushButton *m_go;
    QString m_field;
};

/// The stages of a test in their order, filled as results arrive.
class StageList final : public QWidget
{
    Q_OBJECT

public:
    explicit StageList(QWidget *parent = nullptr);

    /// Only a source has a first message to wait for, and an endpoint that is to write one.
    void showMessages(bool shown);
    void clear(); ///< nothing was asked yet
    void begin(core::StageId last);
    void add(const core::TestStage &stage, const QString &fieldLabel);
    void end(); ///< what is still open did not happen
    StageRow *row(core::StageId stage) const;

Q_SIGNALS:
    void fieldChosen(const QString &key);
    void proposalChosen(const core::Proposal &proposal);

private:
    void hideRare();
    bool isHidden(std::size_t index) const;

    std::array<StageRow *, 9> m_rows = {};
    std::size_t m_next = 0;
    std::size_t m_last = 0;
    QString m_failedWord; ///< what the stages behind it wait for
};

QString stageWord(core::StageId stage);

} // namespace ui
