// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/samples_model.h"

#include "core/support/text.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QLocale>
#include <QStringDecoder>

#include <iterator>
#include <numeric>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kPreview = 120;
constexpr qsizetype kCell = 512;

qint64 bytesOf(const core::Sample &sample)
{
    qint64 bytes = static_cast<qint64>(sizeof(core::Sample)) + sample.key.size()
        + sample.payload.size() + 2 * sample.lane.size() + 2 * sample.topic.size();
    for (const auto &[name, value] : sample.headers) {
        bytes += name.size() + value.size();
    }
    return bytes;
}

QString cellText(const core::Sample &sample, int column)
{
    switch (column) {
    case SamplesModel::Time: return timeText(sample.receivedMs);
    case SamplesModel::Lane: return core::visibleText(sample.lane, kCell);
    case SamplesModel::Position:
        return sample.position < 0 ? u"–"_s : QLocale().toString(qlonglong(sample.position));
    case SamplesModel::Key: return sample.key.isNull() ? u"–"_s : previewText(sample.key, kPreview);
    case SamplesModel::Value:
        return sample.payload.isNull() ? SamplesModel::tr("(no value)")
                                       : previewText(sample.payload, kPreview);
    case SamplesModel::Size:
        return QLocale().formattedDataSize(sample.payloadSize, sample.payloadSize < 1024 ? 0 : 1);
    default: return {};
    }
}

} // namespace

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm:ss.zzz"_s);
}

QString timeKindText(core::TimeKind kind)
{
    switch (kind) {
    case core::TimeKind::Create: return SamplesModel::tr("(set by the sender)");
    case core::TimeKind::Append: return SamplesModel::tr("(set by the broker)");
    case core::TimeKind::Unknown: break;
    }
    return {};
}

QString previewText(const QByteArray &bytes, qsizetype limit)
{
    const QByteArray head = bytes.left(limit * 4);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(head);
    if (decoder.hasError()) {
        const QString hex = QString::fromLatin1(bytes.left(limit / 3).toHex(' '));
        return bytes.size() > limit / 3 ? hex + u'…' : hex;
    }
    QString shown = core::visibleText(text.left(limit), limit * 6);
    if (text.size() > limit || head.size() < bytes.size()) {
        shown += u'…';
    }
    return shown;
}

SamplesModel::SamplesModel(QObject *parent)
    : RowsModel({{tr("Time")},
                 {tr("Lane")},
                 {tr("Position"), Qt::AlignRight},
                 {tr("Key")},
                 {tr("Value")},
                 {tr("Size"), Qt::AlignRight}},
                parent)
{ }

void SamplesModel::append(std::vector<core::Sample> samples)
{
    if (samples.size() > kMostPerBeat) {
        samples.erase(samples.begin(), samples.end() - kMostPerBeat);
    }
    qint64 added = 0;
    std::size_t first = samples.size();
    while (first > 0 && (first == samples.size() || added < kMostBytes)) {
        added += bytesOf(samples[--first]);
    }
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(first));
    if (samples.empty()) {
        return;
    }
    makeRoom(samples.size(), added);
    const int begin = static_cast<int>(m_rows.size());
    beginInsertRows({}, begin, begin + static_cast<int>(samples.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(samples.begin()),
                  std::make_move_iterator(samples.end()));
    m_bytes += added;
    endInsertRows();
}

void SamplesModel::makeRoom(std::size_t rows, qint64 bytes)
{
    std::size_t gone = 0;
    qint64 freed = 0;
    while (gone < m_rows.size()
           && (m_rows.size() - gone + rows > kMostRows || m_bytes - freed + bytes > kMostBytes)) {
        freed += bytesOf(m_rows[gone++]);
    }
    removeFirst(gone, freed);
}

void SamplesModel::removeFirst(std::size_t rows, qint64 bytes)
{
    if (rows > 0) {
        beginRemoveRows({}, 0, static_cast<int>(rows) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(rows));
        m_bytes -= bytes;
        endRemoveRows();
    }
}

void SamplesModel::dropBefore(std::uint64_t number)
{
    std::size_t gone = 0;
    qint64 freed = 0;
    while (gone < m_rows.size() && m_rows[gone].number < number) {
        freed += bytesOf(m_rows[gone++]);
    }
    removeFirst(gone, freed);
}

void SamplesModel::assign(std::vector<core::Sample> samples)
{
    beginResetModel();
    const std::size_t most = kMostRows;
    const auto kept = static_cast<std::ptrdiff_t>(std::min(samples.size(), most));
    m_rows.assign(std::make_move_iterator(samples.end() - kept),
                  std::make_move_iterator(samples.end()));
    m_bytes = std::accumulate(
        m_rows.begin(), m_rows.end(), qint64(0),
        [](qint64 sum, const core::Sample &sample) { return sum + bytesOf(sample); });
    endResetModel();
}

int SamplesModel::lowerRow(std::uint64_t number) const
{
    const auto found = std::ranges::lower_bound(m_rows, number, {}, &core::Sample::number);
    return static_cast<int>(found - m_rows.begin());
}

int SamplesModel::rowOf(std::uint64_t number) const
{
    const int row = lowerRow(number);
    return row < rowCount() && sample(row).number == number ? row : -1;
}

void SamplesModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_bytes = 0;
    endResetModel();
}

int SamplesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString SamplesModel::text(int row, int column) const
{
    return cellText(sample(row), column);
}

QVariant SamplesModel::extra(int, int, int role) const
{
    return role == Qt::FontRole ? QVariant(monoFont()) : QVariant();
}

} // namespace ui
