// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flows_model.h"

#include "core/support/text.h"
#include "ui/flows/state_words.h"

#include <QDateTime>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString described(const core::WorkspaceEntry *entry, const QString &name)
{
    const QString shown = core::visibleText(name, 64);
    const bool isSaid = !entry || entry->type == name; // "store store" tells nothing more
    return isSaid ? shown : QString(core::visibleText(entry->type, 64) + u' ' + shown);
}

QString subtitleOf(const core::WorkspaceFlow &flow, const core::Workspace &workspace)
{
    QStringList ends;
    for (const core::FlowReference &reference : flow.to) {
        ends.append(described(workspace.endpoint(reference.entry), reference.entry));
    }
    return described(workspace.originOf(flow), flow.from.entry) + u" → "_s + ends.join(u", "_s);
}

QString shortSubtitleOf(const core::WorkspaceFlow &flow)
{
    QStringList ends;
    for (const core::FlowReference &reference : flow.to) {
        ends.append(core::visibleText(reference.entry, 64));
    }
    return core::visibleText(flow.from.entry, 64) + u" → "_s + ends.join(u", "_s);
}

std::uint64_t rejected(const core::FlowSnapshot &figures)
{
    return figures.counters.deadLettered + figures.counters.skipped;
}

QString trendText(const QList<float> &trend)
{
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const float value : trend) {
        if (!std::isnan(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    return low > high
        ? FlowsModel::tr("No data")
        : FlowsModel::tr("Between %1 and %2 messages per second")
              .arg(figure(static_cast<double>(low)), figure(static_cast<double>(high)));
}

} // namespace

FlowsModel::FlowsModel(QObject *parent)
    : RowsModel({{tr("Flow")},
                 {tr("State")},
                 {tr("In /s"), Qt::AlignRight},
                 {tr("Out /s"), Qt::AlignRight},
                 {tr("Lag"), Qt::AlignRight},
                 {tr("Last 60 s")},
                 {tr("Rejected"), Qt::AlignRight},
                 {tr("Last"), Qt::AlignRight},
                 {tr("Guarantee")}},
                parent)
{ }

void FlowsModel::setWorkspace(const core::Workspace &workspace, const core::Registry &registry)
{
    beginResetModel();
    const QList<Row> old = std::exchange(m_rows, {});
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        Row row{.id = flow.id, .name = flow.name, .subtitle = subtitleOf(flow, workspace)};
        row.shortSubtitle = shortSubtitleOf(flow);
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
    m_nowMs = QDateTime::currentMSecsSinceEpoch();
    for (Row &row : m_rows) {
        const core::FlowSnapshot *figures = frame.flow(row.id);
        row.figures = figures ? *figures : core::FlowSnapshot{};
    }
    Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, LastMessage));
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

QString FlowsModel::text(int row, int column) const
{
    const Row &flow = m_rows[row];
    const core::FlowSnapshot &figures = flow.figures;
    const bool runs = isAtWork(figures.status.state);
    switch (column) {
    case Flow: return core::visibleText(flow.name, 128);
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
    case LastMessage:
        return figures.lastMessageMs > 0 ? ageText(m_nowMs - figures.lastMessageMs) : u"–"_s;
    case Guarantee: return flow.guarantee;
    default: return {};
    }
}

QString FlowsModel::spoken(int row, int column) const
{
    switch (column) {
    case Flow: return QString(text(row, Flow) + u", "_s + m_rows[row].subtitle);
    case Trend: return trendText(m_rows[row].trend);
    default: return text(row, column);
    }
}

QVariant FlowsModel::sortKey(int row, int column) const
{
    const core::FlowSnapshot &figures = m_rows[row].figures;
    switch (column) {
    case State: return int(figures.status.state);
    case In:
    case Trend: return figures.inPerSecond;
    case Out: return figures.outPerSecond;
    case Lag: return qlonglong(figures.lag.value_or(-1));
    case Rejected: return qulonglong(rejected(figures));
    case LastMessage: return qlonglong(figures.lastMessageMs);
    default: return text(row, column);
    }
}

QVariant FlowsModel::extra(int row, int column, int role) const
{
    const Row &flow = m_rows[row];
    switch (role) {
    case SortRole: return sortKey(row, column);
    case SubtitleRole: return flow.subtitle;
    case ShortSubtitleRole: return flow.shortSubtitle;
    case MarkRole: return int(stateMark(flow.figures.status.state));
    case TrendRole: return QVariant::fromValue(flow.trend);
    case LettersRole: return flow.figures.counters.deadLettered > 0;
    default: return {};
    }
}

} // namespace ui
