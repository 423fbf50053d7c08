// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flows_model.h"

#include "core/support/text.h"
#include "ui/flows/state_words.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString described(const core::WorkspaceEntry *entry, const QString &name)
{
    const QString shown = core::visibleText(name, 64);
    return entry ? QString(core::visibleText(entry->type, 64) + u' ' + shown) : shown;
}

QString subtitleOf(const core::WorkspaceFlow &flow, const core::Workspace &workspace)
{
    QStringList ends;
    for (const core::FlowReference &reference : flow.to) {
        ends.append(described(workspace.endpoint(reference.entry), reference.entry));
    }
    return described(workspace.source(flow.from.entry), flow.from.entry) + u" → "_s
        + ends.join(u", "_s);
}

std::uint64_t rejected(const core::FlowSnapshot &figures)
{
    return figures.counters.deadLettered + figures.counters.skipped;
}

bool isNumber(int column)
{
    return column == FlowsModel::In || column == FlowsModel::Out || column == FlowsModel::Lag
        || column == FlowsModel::Rejected;
}

} // namespace

void FlowsModel::setWorkspace(const core::Workspace &workspace, const core::Registry &registry)
{
    beginResetModel();
    const QList<Row> old = std::exchange(m_rows, {});
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        Row row{.id = flow.id, .name = flow.name, .subtitle = subtitleOf(flow, workspace)};
        row.guarantee = guaranteeWord(guaranteeOf(flow, workspace, registry));
        for (const Row &known : old) {
            if (known.id == row.id) {
                row.figures = known.figures;
                row.trend = known.trend;
            }
        }
        m_rows.push_back(std::move(row));
    }
    endResetModel();
}

void FlowsModel::setFrame(const ScreenFrame &frame)
{
    if (m_rows.isEmpty()) {
        return;
    }
    for (Row &row : m_rows) {
        const core::FlowSnapshot *figures = frame.flow(row.id);
        row.figures = figures ? *figures : core::FlowSnapshot{};
    }
    Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, Rejected));
}

void FlowsModel::setTrend(const QString &flowId, QList<float> trend)
{
    if (const int row = rowOf(flowId); row >= 0) {
        m_rows[row].trend = std::move(trend);
        Q_EMIT dataChanged(index(row, Trend), index(row, Trend));
    }
}

int FlowsModel::rowOf(const QString &flowId) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[row].id == flowId) {
            return row;
        }
    }
    return -1;
}

int FlowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FlowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FlowsModel::textOf(const Row &row, int column)
{
    const core::FlowSnapshot &figures = row.figures;
    const bool runs = isAtWork(figures.status.state);
    switch (column) {
    case Flow: return core::visibleText(row.name, 128);
    case State: {
        const QString word = stateWord(figures.status.state);
        return figures.status.message.isEmpty()
            ? word
            : QString(word + u" · "_s + core::visibleText(figures.status.message, 200));
    }
    case In: return runs ? figure(figures.inPerSecond) : u"–"_s;
    case Out: return runs ? figure(figures.outPerSecond) : u"–"_s;
    case Lag: return figures.lag ? figure(static_cast<double>(*figures.lag)) : u"–"_s;
    case Rejected: return figure(rejected(figures));
    case Guarantee: return row.guarantee;
    default: return {};
    }
}

QVariant FlowsModel::sortKey(const Row &row, int column)
{
    switch (column) {
    case State: return int(row.figures.status.state);
    case In: return row.figures.inPerSecond;
    case Out: return row.figures.outPerSecond;
    case Lag: return qlonglong(row.figures.lag.value_or(-1));
    case Rejected: return qulonglong(rejected(row.figures));
    default: return textOf(row, column);
    }
}

QVariant FlowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return textOf(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Flow ? QString(row.name + u", "_s + row.subtitle)
                                      : textOf(row, index.column());
    case Qt::TextAlignmentRole:
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole: return sortKey(row, index.column());
    case SubtitleRole: return row.subtitle;
    case MarkRole: return int(stateMark(row.figures.status.state));
    case TrendRole: return QVariant::fromValue(row.trend);
    default: return {};
    }
}

QVariant FlowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Flow: return tr("Flow");
    case State: return tr("State");
    case In: return tr("In /s");
    case Out: return tr("Out /s");
    case Lag: return tr("Lag");
    case Trend: return tr("Last 60 s");
    case Rejected: return tr("Rejected");
    case Guarantee: return tr("Guarantee");
    default: return {};
    }
}

} // namespace ui
