// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flows/flows_model.h"
#include "ui/session/session.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QLayout;
class QPushButton;
QT_END_NAMESPACE

namespace ui {

class ElidedText;
class PlainLabel;
class ProblemRow;
class RowTable;

/// The answer to "healthy? losing anything? since when?" on one screen: totals, every flow's state,
/// the problems that matter most. GUI thread.
class Overview final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kProblems = 3;

    explicit Overview(Session &session, QWidget *parent = nullptr);

    void showWorkspace();
    void beat(const ScreenFrame &frame);
    RowTable *table() const { return m_table; }

Q_SIGNALS:
    void flowWanted(const QString &flowId);
    void deadLettersWanted(const QString &flowId);
    void skipWanted(const QString &flowId, const core::LanePlace &place);
    void newFlowWanted();
    void problemsWanted();

private:
    struct Tile
    {
        PlainLabel *value;
        PlainLabel *note;
    };
    QLayout *makeHead();
    QLayout *makeTiles();
    QWidget *makeFlows();
    QWidget *makeProblems();
    Tile makeTile(QBoxLayout *row, const QString &name);
    void showTotals(const ScreenFrame &frame);
    void showProblems(const ScreenFrame &frame);

    Session &m_session;
    FlowsModel m_model;
    PlainLabel *m_title;
    ElidedText *m_file;
    RowTable *m_table;
    Tile m_running;
    Tile m_rate;
    Tile m_kept;
    Tile m_lost;
    QList<ProblemRow *> m_problems;
    QWidget *m_calm = nullptr;
    QPushButton *m_more = nullptr;
};

} // namespace ui
