// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/message_diff.h"

#include "core/support/text.h"
#include "ui/samples/payload_text.h"

#include <QJsonDocument>
#include <QStringDecoder>

#include <vector>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kMostBytes = 32 * 1024;
constexpr qsizetype kMostLines = 400; ///< the work grows with the square
constexpr qsizetype kLongestLine = 2048;

QString textOf(const QByteArray &payload)
{
    const QJsonDocument json = QJsonDocument::fromJson(payload);
    const QByteArray head = json.isNull() ? payload.left(kMostBytes) : json.toJson().trimmed();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(head);
    return decoder.hasError() && payload.size() <= kMostBytes ? hexText(head, kMostBytes).trimmed()
                                                              : text;
}

void add(QStringList &to, QLatin1String mark, const QStringList &lines)
{
    for (const QString &line : lines) {
        to.append(mark + line);
    }
}

/// Of what lies between equal beginnings and ends.
QStringList innerDiff(const QStringList &before, const QStringList &now)
{
    const auto rows = static_cast<std::size_t>(before.size());
    const auto columns = static_cast<std::size_t>(now.size());
    // common[i][j]: the most lines that before from i on and now from j on share, in order
    std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            common[i][j] = before[qsizetype(i)] == now[qsizetype(j)]
                ? common[i + 1][j + 1] + 1
                : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    QStringList diff;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && before[qsizetype(i)] == now[qsizetype(j)]) {
            diff.append(u"  "_s + now[qsizetype(j)]);
            ++i;
            ++j;
        } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
            diff.append(u"- "_s + before[qsizetype(i++)]);
        } else {
            diff.append(u"+ "_s + now[qsizetype(j++)]);
        }
    }
    return diff;
}

} // namespace

QStringList comparableLines(const QByteArray &payload)
{
    if (payload.isEmpty()) {
        return {};
    }
    QStringList lines = textOf(payload).split(u'\n').mid(0, kMostLines);
    for (QString &line : lines) {
        line = core::visibleText(line, kLongestLine);
    }
    return lines;
}

QStringList lineDiff(const QStringList &before, const QStringList &now)
{
    const qsizetype shorter = std::min(before.size(), now.size());
    qsizetype first = 0;
    while (first < shorter && before[first] == now[first]) {
        ++first;
    }
    qsizetype last = 0;
    while (last < shorter - first
           && before[before.size() - 1 - last] == now[now.size() - 1 - last]) {
        ++last;
    }
    QStringList diff;
    add(diff, "  "_L1, now.mid(0, first));
    diff += innerDiff(before.mid(first, before.size() - first - last),
                      now.mid(first, now.size() - first - last));
    add(diff, "  "_L1, now.mid(now.size() - last));
    return diff;
}

} // namespace ui
