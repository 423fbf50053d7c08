// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/connections_model.h"

#include "core/support/text.h"
#include "ui/editor/connection_edits.h"
#include "ui/editor/editor_host.h"
#include "ui/gallery/type_card.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

ConnectionsModel::ConnectionsModel(EditorHost &host, core::EndKind kind, QObject *parent)
    : RowsModel({{.title = tr("Name")},
                 {.title = tr("Type")},
                 {.title = tr("Server")},
                 {.title = tr("Used by")}},
                parent),
      m_host(host), m_kind(kind)
{
    reload();
}

void ConnectionsModel::reload()
{
    beginResetModel();
    m_rows.clear();
    const std::vector<TypeCard> cards = typeCards(m_host.registry(), m_kind);
    for (const core::WorkspaceConnection &one : connectionsFor(m_host.workspace(), m_kind)) {
        const auto card = std::ranges::find(cards, one.type, &TypeCard::type);
        m_rows.append({.name = one.name,
                       .type = card != cards.end()
                           ? card->label
                           : tr("%1 (not known here)").arg(core::visibleText(one.type, 64)),
                       .address = connectionAddress(m_host.registry(), one),
                       .users = connectionUsers(m_host.workspace(), one.name)});
    }
    endResetModel();
}

QString ConnectionsModel::nameAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].name : QString();
}

int ConnectionsModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_rows, name, &Row::name);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString ConnectionsModel::text(int row, int column) const
{
    const Row &one = m_rows[row];
    switch (column) {
    case Name: return core::visibleText(one.name, 64);
    case Type: return one.type;
    case Address: return one.address;
    case UsedBy:
        return one.users.isEmpty() ? tr("nobody") : core::visibleText(one.users.join(u", "_s), 400);
    default: return {};
    }
}

} // namespace ui
