// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"
#include "ui/common/row_table.h"
#include "ui/flows/flows_model.h"

#include <QSortFilterProxyModel>

namespace ui {

/// The list of flows. Rows move only when a header is clicked; columns that have no room are left
/// out, the least needed first.
class FlowsTable final : public Card
{
    Q_OBJECT

public:
    explicit FlowsTable(QWidget *parent = nullptr);

    FlowsModel &model() { return m_model; }
    const FlowsModel &model() const { return m_model; }
    void setWorkspace(const core::Workspace &workspace, const core::Registry &registry);
    void chooseFlow(const QString &flowId);
    QString currentId() const; ///< empty for none
    QStringList chosenNames() const;

Q_SIGNALS:
    void currentChanged();
    void deadLettersWanted(const QString &flowId); ///< the figure was clicked
    void newFlowWanted();
    void sampleDataWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTable();
    QWidget *makeEmpty();
    void fitColumns();
    void fitRows();

    FlowsModel m_model;
    QSortFilterProxyModel m_sorted;
    RowTable *m_table;
    QWidget *m_empty;
};

} // namespace ui
