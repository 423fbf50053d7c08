// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "ui/common/rows_model.h"

#include <deque>

namespace ui {

/// The newest samples of one flow, oldest first, bounded by rows and bytes. Foreign text leaves it
/// only with its control and direction marks made visible. GUI thread.
class SamplesModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        Lane,
        Position,
        Key,
        Value,
        Size,
        ColumnCount
    };
    static constexpr int kMostRows = 10'000;
    static constexpr qint64 kMostBytes = 32 * 1024 * 1024;
    static constexpr int kMostPerBeat = 500;

    explicit SamplesModel(QObject *parent = nullptr);

    /// Takes the newest of `samples` (ascending numbers); the oldest rows make room.
    void append(std::vector<core::Sample> samples);
    /// All rows anew, at most as many as it holds.
    void assign(std::vector<core::Sample> samples);
    /// Rows of lower numbers leave.
    void dropBefore(std::uint64_t number);
    void clear();
    std::vector<core::Sample> samples() const { return {m_rows.begin(), m_rows.end()}; }
    int rowOf(std::uint64_t number) const; ///< -1 when it has left
    int lowerRow(std::uint64_t number) const; ///< the first of this number or above
    const core::Sample &sample(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    qint64 bytes() const { return m_bytes; }

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;
    QVariant extra(int row, int column, int role) const override;

private:
    void makeRoom(std::size_t rows, qint64 bytes);
    void removeFirst(std::size_t rows, qint64 bytes);

    std::deque<core::Sample> m_rows;
    qint64 m_bytes = 0;
};

/// Bytes as one line of text, at most `limit` characters; what is no UTF-8 as hex.
QString previewText(const QByteArray &bytes, qsizetype limit);
QString timeText(qint64 ms);
/// Who set a message's time; empty where nobody tells.
QString timeKindText(core::TimeKind kind);

} // namespace ui
