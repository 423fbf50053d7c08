// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"

#include <QPointer>
#include <QWidget>

class QPushButton;

namespace ui {

class FormModel;
class PlainLabel;

/// The columns that the first messages seem to have, and a button that declares them. Hidden while
/// there are none.
class ColumnsOffer final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostUsed = 200; ///< a form of more is of no use to anybody

    explicit ColumnsOffer(QWidget *parent = nullptr);

    /// Whose columns these are from now on; null, or one without columns, gets no offer.
    void watch(FormModel *model);
    void clear() { offer({}); }
    void take(const core::PreviewMessage &message);
    QPushButton *button() const { return m_use; }

Q_SIGNALS:
    void declared(const QString &key); ///< of the field that has them now

private:
    void offer(const std::vector<core::ProposedColumn> &columns);
    void declare();

    QPointer<FormModel> m_model;
    std::vector<core::ProposedColumn> m_columns;
    PlainLabel *m_list;
    PlainLabel *m_note;
    QPushButton *m_use;
};

} // namespace ui
