// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workspace/workspace.h"
#include "ui/common/rows_model.h"
#include "ui/common/state_mark.h"

namespace ui {

/// What a secret stands in. A flow has those of what it reads of an endpoint.
enum class SecretHolder
{
    Source,
    Endpoint,
    Flow
};

/// One reference to a secret: who needs it and where it is kept. Never its value.
struct SecretUse
{
    SecretHolder holder = SecretHolder::Source;
    QString name = {}; ///< of the source, endpoint or flow
    QString reference = {};

    bool operator==(const SecretUse &) const = default;
};

QList<SecretUse> secretsOf(const core::Workspace &workspace);
/// "Source NAME", "Endpoint NAME", "Flow NAME".
QString holderText(const SecretUse &use);
/// "Key ring", "Variable NAME", "File PATH".
QString placeOf(const QString &reference);

/// Every secret that the workspace refers to, and whether it could be found. GUI thread.
class SecretsModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Holder,
        Place,
        Found,
        ColumnCount
    };
    enum Role
    {
        MarkRole = Qt::UserRole ///< Found: int(Mark)
    };

    explicit SecretsModel(QObject *parent = nullptr);

    void setUses(const QList<SecretUse> &uses);
    const SecretUse &use(int row) const { return m_rows[row].use; }
    /// What looking for each gave, in order: empty when found, else why not.
    void setOutcomes(const QStringList &outcomes);
    bool isChecked() const { return m_isChecked; }
    int missing() const;

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;
    QVariant extra(int row, int column, int role) const override;

private:
    struct Row
    {
        SecretUse use = {};
        QString problem = {};
    };

    QList<Row> m_rows;
    bool m_isChecked = false;
};

} // namespace ui
