// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main_window/hand_over.h"
#include "ui/session/session.h"

namespace ui {

class NoticeBar;

/// Quitting while flows run: they stop, or weirctl goes on with them; and what is told of those at
/// the next start. GUI thread.
class Departure final : public QObject
{
    Q_OBJECT

public:
    /// Where things are told and asked, and what weirctl is called; empty where there is none.
    struct Place
    {
        QWidget *window;
        NoticeBar *notices;
        QString weirctl;
        QString weirctlLog;
    };
    Departure(Session &session, Memory &memory, const Place &place);

    /// Of the engine's flows those that are nobody's loss, such as sample data for the eyes.
    void setForShow(std::function<bool(const QString &flowId)> isForShow);
    bool asks() const;
    /// Runs `next` at once where nothing runs, or once the person has said how it goes on.
    void whenFlowsMayStop(const std::function<void()> &next);

private:
    std::vector<core::FlowSnapshot> running() const;
    void askHowToGoOn(const std::function<void()> &next);
    void copyCommand();
    void handOver();
    void awaitStop();
    void takeBack(const QString &why);
    void tellOfHandedOver();

    Session &m_session;
    Memory &m_memory;
    Place m_place;
    HandOver m_hand;
    std::function<bool(const QString &)> m_isForShow;
    std::function<void()> m_next;
    QStringList m_handed; ///< names of the flows that are on their way
    bool m_isSaving = false; ///< for weirctl to read
};

} // namespace ui
