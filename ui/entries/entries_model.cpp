// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entries_model.h"

#include "core/support/text.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/gallery/type_card.h"

#include <QFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

EntriesModel::EntriesModel(EditorHost &host, core::EndKind kind, QObject *parent)
    : QAbstractTableModel(parent), m_host(host), m_kind(kind)
{
    reload();
}

void EntriesModel::reload()
{
    beginResetModel();
    m_rows.clear();
    const std::vector<TypeCard> cards = typeCards(m_host.registry(), m_kind);
    for (const core::WorkspaceEntry &entry : entriesOf(m_host.workspace(), m_kind)) {
        const auto card = std::find_if(cards.begin(), cards.end(), [&entry](const TypeCard &one) {
            return one.type == entry.type;
        });
        const bool isKnown = card != cards.end() && !entry.config.isEmpty();
        m_rows.push_back(Row{.name = core::visibleText(entry.name, 64),
                             .type = isKnown
                                 ? card->label
                                 : tr("%1 (not known here)").arg(core::visibleText(entry.type, 64)),
                             .flows = flowsUsing(m_host.workspace(), m_kind, entry.name),
                             .isKnown = isKnown});
    }
    endResetModel();
}

QString EntriesModel::nameAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].name : QString();
}

bool EntriesModel::isKnownAt(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[static_cast<std::size_t>(row)].isKnown;
}

int EntriesModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&name](const Row &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int EntriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EntriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntriesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::FontRole && index.column() == Name) {
        QFont font;
        font.setPixelSize(13);
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case Name: return row.name;
    case Type: return row.type;
    case UsedBy: return row.flows.isEmpty() ? tr("no flow") : row.flows.join(u", "_s);
    default: return {};
    }
}

QVariant EntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case Name: return tr("Name");
    case Type: return tr("Type");
    case UsedBy: return tr("Used by");
    default: return {};
    }
}

} // namespace ui
