// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/secrets/secrets_model.h"

#include "core/support/text.h"
#include "ui/editor/entry_edits.h"
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

} // namespace

QList<SecretUse> secretsOf(const core::Workspace &workspace)
{
    QList<SecretUse> uses;
    for (const core::EndKind kind : {core::EndKind::Source, core::EndKind::Endpoint}) {
        for (const core::WorkspaceEntry &entry : entriesOf(workspace, kind)) {
            if (entry.config.isEmpty()) {
                continue;
            }
            core::ConfigBox config = entry.config;
            visitSecrets(config, [&](core::Secret &secret) {
                if (core::isSecretReference(secret.reference())) {
                    uses.append({kind, entry.name, secret.reference()});
                }
            });
        }
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
    case Entry: {
        const QString name = core::visibleText(one.use.entry, 64);
        return one.use.kind == core::EndKind::Source ? tr("Source %1").arg(name)
                                                     : tr("Endpoint %1").arg(name);
    }
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
