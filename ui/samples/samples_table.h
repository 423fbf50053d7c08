// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/row_table.h"
#include "ui/samples/samples_model.h"

namespace ui {

/// The rows of a sample model as a person needs them while they move: what is looked at stays where
/// it is unless the end is in sight, and the choice holds on to its message by number. GUI thread.
class SamplesTable final : public QWidget
{
    Q_OBJECT

public:
    explicit SamplesTable(QWidget *parent = nullptr);

    /// Shows the rows of this model from now on; it outlives the table or the next call.
    void setModel(SamplesModel &model);
    /// Runs what changes rows of the model.
    void change(const std::function<void()> &work);

    bool isAtEnd() const;
    void jumpToEnd();
    void chooseLast();
    void choose(int row); ///< and shows it
    std::uint64_t chosenNumber() const { return m_chosen; } ///< 0 = none
    std::vector<core::Sample> chosenSamples() const;
    /// Once, from what is there now.
    void sizeColumns();

Q_SIGNALS:
    void chosen(const core::Sample &sample);
    void scrolled();
    void pauseWanted();
    void jumpWanted();

private:
    void makeActions();
    void noteChoice(const QModelIndex &row);
    void restoreChoice();
    void copy(QByteArray (*textOf)(const core::Sample &)) const;

    RowTable *m_table;
    SamplesModel *m_model = nullptr;
    std::uint64_t m_chosen = 0;
    bool m_isChanging = false;
    bool m_areColumnsSized = false;
};

} // namespace ui
