// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flows/flow_charts.h"
#include "ui/flows/flows_table.h"
#include "ui/flows/inspector.h"
#include "ui/problems/problem_row.h"
#include "ui/samples/samples_panel.h"
#include "ui/session/session.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QPushButton;
class QSplitter;
QT_END_NAMESPACE

namespace ui {

/// The monitor: all flows, and of the chosen one its curves, samples and the message looked at.
class FlowsPage final : public Page
{
    Q_OBJECT

public:
    FlowsPage(Session &session, core::LogBook &log, QWidget *parent = nullptr);

    void beat(const ScreenFrame &frame) override;
    QSize minimumSizeHint() const override { return {700, 480}; }
    void chooseFlow(const QString &flowId) { m_table->chooseFlow(flowId); }
    const FlowsModel &model() const { return std::as_const(*m_table).model(); }
    SamplesPanel &samples() { return *m_samples; }
    Inspector &inspector() { return *m_inspector; }
    /// Curves and samples only, or the list of flows above them too.
    void setFocused(bool focused);
    /// What the person arranged by hand: widths, which charts, over what span.
    QJsonObject arrangement() const;
    void setArrangement(const QJsonObject &arrangement);

public Q_SLOTS:
    void startChosen();
    void stopChosen();
    void restartChosen();

Q_SIGNALS:
    void newFlowWanted();
    void deadLettersWanted(const QString &flowId);
    void sampleDataWanted(); ///< a flow of made-up messages, where there is none
    void arrangementChanged(); ///< by hand

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeMiddle();
    QWidget *makeTools();
    QComboBox *makeSpan(QWidget *parent);
    void arrange();
    void showChartsWhereTheyFit();
    void goBack();
    void showCurrent();
    void showWorkspace();
    void showTrends(const ScreenFrame &frame);

    Session &m_session;
    FlowsTable *m_table;
    FlowCharts *m_charts;
    QComboBox *m_span = nullptr;
    QPushButton *m_pause = nullptr;
    SamplesPanel *m_samples;
    ProblemRow *m_problem;
    Inspector *m_inspector;
    QWidget *m_middle = nullptr;
    QSplitter *m_split;
    int m_inspectorWidth;
    QPushButton *m_details = nullptr;
    bool m_isInspecting = false; ///< where both do not fit side by side
};

} // namespace ui
