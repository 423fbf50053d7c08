// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/secrets/secrets_model.h"

#include "core/support/text.h"
#include "ui/forms/pending_secrets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString innerOf(const QString &reference)
{
    const qsizetype colon = reference.indexOf(u':');
    return core::visibleText(reference.mid(colon + 1).chopped(1), 200);
}

/// `config` is a copy: only looking at secrets needs them writable.
void addUses(core::ConfigBox config, SecretHolder holder, const QString &name,
             QList<SecretUse> &uses)
{
    if (config.isEmpty()) {
        return;
    }
    visitSecrets(config, [&](core::Secret &secret) {
        if (core::isSecretReference(secret.reference())) {
            uses.append({holder, name, secret.reference()});
        }
    });
}

} // namespace

QList<SecretUse> secretsOf(const core::Workspace &workspace)
{
    QList<SecretUse> uses;
    for (const core::WorkspaceEntry &entry : workspace.sources) {
        addUses(entry.config, SecretHolder::Source, entry.name, uses);
    }
    for (const core::WorkspaceEntry &entry : workspace.endpoints) {
        addUses(entry.config, SecretHolder::Endpoint, entry.name, uses);
    }
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        addUses(flow.from.reading, SecretHolder::Flow, flow.name, uses);
    }
    return uses;
}

QString placeOf(const QString &reference)
{
    if (reference.startsWith("${env:"_L1)) {
        return SecretsModel::tr("Variable %1").arg(innerOf(reference));
    }
    if (reference.startsWith("${file:"_L1)) {
        return SecretsModel::tr("File %1").arg(innerOf(reference));
    }
    return SecretsModel::tr("Key ring, %1").arg(innerOf(reference));
}

QString holderText(const SecretUse &use)
{
    const QString name = core::visibleText(use.name, 64);
    switch (use.holder) {
    case SecretHolder::Source: return SecretsModel::tr("Source %1").arg(name);
    case SecretHolder::Endpoint: return SecretsModel::tr("Endpoint %1").arg(name);
    case SecretHolder::Flow: return SecretsModel::tr("Flow %1").arg(name);
    }
    return name;
}

SecretsModel::SecretsModel(QObject *parent)
    : RowsModel({{.title = tr("Needed by")}, {.title = tr("Kept in")}, {.title = tr("Now")}},
                parent)
{ }

void SecretsModel::setUses(const QList<SecretUse> &uses)
{
    beginResetModel();
    m_rows.clear();
    for (const SecretUse &use : uses) {
        m_rows.append({.use = use});
    }
    m_isChecked = false;
    endResetModel();
}

void SecretsModel::setOutcomes(const QStringList &outcomes)
{
    for (qsizetype row = 0; row < std::min(outcomes.size(), m_rows.size()); ++row) {
        m_rows[row].problem = outcomes[row];
    }
    m_isChecked = true;
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0, Found), index(rowCount() - 1, Found));
    }
}

int SecretsModel::missing() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const Row &row) { return !row.problem.isEmpty(); }));
}

int SecretsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString SecretsModel::text(int row, int column) const
{
    const Row &one = m_rows[row];
    switch (column) {
    case Holder: return holderText(one.use);
    case Place: return placeOf(one.use.reference);
    case Found:
        return !m_isChecked         ? tr("Looking…")
            : one.problem.isEmpty() ? tr("Found")
                                    : core::visibleText(one.problem, 300);
    default: return {};
    }
}

QVariant SecretsModel::extra(int row, int column, int role) const
{
    if (role != MarkRole || column != Found) {
        return {};
    }
    return int(!m_isChecked                        ? Mark::Waiting
                   : m_rows[row].problem.isEmpty() ? Mark::Passed
                                                   : Mark::Broken);
}

} // namespace ui
