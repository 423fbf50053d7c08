// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entries_model.h"

#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/gallery/type_card.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

core::Findings findingsOf(const core::Findings &all, core::EndKind kind, const QString &name)
{
    const QString path = (kind == core::EndKind::Source ? u"sources."_s : u"endpoints."_s) + name;
    core::Findings own;
    std::ranges::copy_if(all, std::back_inserter(own), [&path](const core::Finding &finding) {
        return finding.severity != core::Severity::Note
            && (finding.path == path || finding.path.startsWith(path + u'.'));
    });
    std::ranges::stable_sort(own, {}, &core::Finding::severity);
    return own;
}

} // namespace

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
                             .isKnown = isKnown,
                             .findings = findingsOf(m_host.findings(), m_kind, entry.name)});
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
    if (index.column() == Problem && !row.findings.empty()) {
        if (role == Qt::ForegroundRole) {
            const Colors &colors = colorsOf(schemeOf(QGuiApplication::palette()));
            const bool isError = row.findings.front().severity == core::Severity::Error;
            return isError ? colors.error : colors.warning;
        }
        if (role == Qt::ToolTipRole) {
            return problemTip(row);
        }
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case Name: return row.name;
    case Type: return row.type;
    case UsedBy: return row.flows.isEmpty() ? tr("no flow") : row.flows.join(u", "_s);
    case Problem: return problemText(row);
    default: return {};
    }
}

QString EntriesModel::problemText(const Row &row)
{
    if (row.findings.empty()) {
        return {};
    }
    const QString first = core::visibleText(row.findings.front().message, 200);
    const int more = static_cast<int>(row.findings.size()) - 1;
    return more > 0 ? tr("%1 (and %n more)", nullptr, more).arg(first) : first;
}

QString EntriesModel::problemTip(const Row &row)
{
    QStringList lines;
    for (const core::Finding &finding : row.findings) {
        lines.append(core::visibleText(finding.message, 400));
        if (!finding.fix.isEmpty()) {
            lines.append(core::visibleText(finding.fix, 400));
        }
    }
    return plainToolTip(lines.join(u'\n'));
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
    case Problem: return tr("Problem");
    default: return {};
    }
}

} // namespace ui
