// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/common/card.h"
#include "ui/samples/sample_export.h"
#include "ui/samples/sample_jump.h"
#include "ui/samples/sample_search.h"
#include "ui/samples/samples_table.h"

#include <QElapsedTimer>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

/// Samples of one flow: pulled at each beat, followed at the end, held still on pause, filtered on
/// a thread of their own, saved to files.
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
    /// All that are kept, whether a filter hides them or not.
    const SamplesModel &model() const { return m_all; }
    /// What a filter left; as model() without one.
    const SamplesModel &shown() const { return m_search.isActive() ? m_matches : m_all; }
    void setFilter(const QString &text);
    /// Chooses the newest message, when there is one.
    void chooseNewest();
    void focusFilter();
    /// Asks for a position or a time to jump to.
    void askWhereTo();
    /// The message before it on its lane; none where none is kept any more.
    std::optional<core::Sample> before(const core::Sample &sample) const;
    bool hasChoice() const { return m_table->chosenNumber() > 0; }
    /// Chosen rows when there are several, else all that are shown; answers with saved().
    void save(const QString &file, ExportForm form);

Q_SIGNALS:
    void chosen(const core::Sample &sample);
    void firstRow();
    void pauseWanted();
    void saved(const QString &file, const core::Result<void> &done);

private:
    QWidget *makeHead();
    QPushButton *makeSave();
    void jumpTo(const JumpTarget &target);
    void askAndSave(ExportForm form);
    void pull();
    void applyFilter();
    void takeMatches(const std::vector<core::Sample> &matches);
    void showHonesty();
    QString honesty() const;
    void showFollow();

    core::Engine &m_engine;
    SamplesModel m_all;
    SamplesModel m_matches;
    SampleSearch m_search;
    Background m_files;
    QHash<QString, QString> m_filters; ///< flow to what was typed there
    QString m_flowId;
    QString m_filterError;
    std::uint64_t m_newest = 0;
    std::uint64_t m_seenAtPause = 0;
    core::SampleSlice m_slice; ///< the last one, its samples moved away
    double m_inPerSecond = 0;
    int m_unseen = 0;
    bool m_isPaused = false;
    bool m_isFirstAnswer = false;
    QElapsedTimer m_pausedFor;
    QTimer m_typing;
    PlainLabel *m_honesty;
    QPushButton *m_clear;
    QPushButton *m_jump;
    QLineEdit *m_filter;
    PlainLabel *m_empty;
    QStackedWidget *m_stack;
    SamplesTable *m_table;
    JumpBox *m_where;
};

} // namespace ui
