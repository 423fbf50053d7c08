// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "core/flow/metrics_snapshot.h"
#include "core/workspace/workspace.h"
#include "ui/common/plain_label.h"
#include "ui/common/state_mark.h"

#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace ui {

class FactGrid;

/// Everything exact that is known of one flow: how it stands, what became of its messages, what it
/// promises and why.
class FlowOverview final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FlowOverview(QWidget *parent = nullptr);

    void setFlow(const core::WorkspaceFlow &flow, const core::Workspace &workspace,
                 const core::Registry &registry);
    /// `figures` is null for a flow that was not started since the program was.
    void show(const core::FlowSnapshot *figures, const core::SampleSlice &samples, qint64 nowMs);

Q_SIGNALS:
    void deadLettersWanted();
    void skipWanted(const core::LanePlace &place); ///< was asked, and sure

private:
    enum Fact
    {
        Source,
        Endpoints,
        LastMessage,
        Lanes,
        Lag,
        Attempt,
        Received,
        Delivered,
        InFlight,
        DeadLettered,
        Skipped,
        Expired,
        Filtered,
        Returned,
        Lost,
        NotShown,
        Retries,
        Reconnects,
        Bytes,
        PausedTime,
        Latency,
        FactCount
    };

    void addSection(const QString &title, QWidget *content);
    FactGrid *makeFacts(Fact first, Fact last);
    void showStatus(const core::FlowSnapshot &figures);
    void showReach(const core::FlowSnapshot &figures, qint64 nowMs);
    void showCounters(const core::FlowSnapshot &figures, const core::SampleSlice &samples);
    void showNotes(const core::FlowSnapshot &figures);
    void set(Fact fact, const QString &text);

    QVBoxLayout *m_column;
    StateMark *m_mark;
    PlainLabel *m_state;
    PlainLabel *m_advice;
    PlainLabel *m_notes; ///< what endpoints count besides
    QPushButton *m_skip;
    PlainLabel *m_guarantee;
    PlainLabel *m_reason;
    PlainLabel *m_facts[FactCount] = {};
    std::size_t m_endpoints = 0;
    QString m_name;
    std::optional<core::LanePlace> m_stuckAt;
};

} // namespace ui
