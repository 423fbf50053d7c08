// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"
#include "ui/common/rows_model.h"

namespace ui {

/// Dead letters as a list, the newest on top.
class LettersModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Stored,
        Flow,
        Endpoint,
        Place,
        Reason,
        Code,
        Size,
        ColumnCount
    };

    explicit LettersModel(QObject *parent = nullptr);

    /// False, and nothing moves, where these are the same ones.
    bool setLetters(std::vector<core::DeadLetter> letters);
    const core::DeadLetter &letter(int row) const { return m_letters.at(std::size_t(row)); }
    int rowOf(std::int64_t id) const; ///< -1 where it is not among them

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;

private:
    std::vector<core::DeadLetter> m_letters;
};

/// "orders/3 @ 1,204": where the message stood in its source.
QString placeText(const core::DeadLetter &letter);
QString reasonText(const core::DeadLetter &letter); ///< plain, never empty

} // namespace ui
