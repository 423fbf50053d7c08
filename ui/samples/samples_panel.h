// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/common/card.h"
#include "ui/common/row_table.h"
#include "ui/samples/samples_model.h"

QT_BEGIN_NAMESPACE
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

/// Samples of one flow: pulled at each beat, followed at the bottom, held still on pause.
class SamplesPanel final : public Card
{
    Q_OBJECT

public:
    explicit SamplesPanel(core::Engine &engine, QWidget *parent = nullptr);

    /// Empty for none.
    void setFlow(const QString &flowId);
    void beat(double inPerSecond);
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    const SamplesModel &model() const { return m_model; }
    /// Chooses the newest message, when there is one.
    void chooseNewest();
    bool hasChoice() const;
    qint64 bytesKept() const { return m_bytesKept; }
    qint64 bytesCap() const { return m_bytesCap; }

Q_SIGNALS:
    void chosen(const core::Sample &sample);
    void firstRow();

private:
    void makeTable();
    void pull(double inPerSecond);
    void showHonesty(const core::SampleSlice &slice, double inPerSecond);
    void showFollow();
    bool isAtBottom() const;

    core::Engine &m_engine;
    SamplesModel m_model;
    QString m_flowId;
    std::uint64_t m_newest = 0;
    std::uint64_t m_seenAtPause = 0;
    std::uint64_t m_lastSeen = 0;
    int m_unseen = 0;
    qint64 m_bytesKept = 0;
    qint64 m_bytesCap = 0;
    bool m_isPaused = false;
    bool m_areColumnsSized = false;
    PlainLabel *m_honesty;
    QPushButton *m_jump;
    QStackedWidget *m_stack;
    RowTable *m_table;
};

} // namespace ui
