// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_names.h"

#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

QString cleaned(QString name)
{
    constexpr qsizetype kLongest = 100;
    static const QRegularExpression strange(u"[^A-Za-z0-9._-]"_s);
    name.replace(strange, u"_"_s);
    while (name.startsWith(u'.')) {
        name.replace(0, 1, u'_');
    }
    return name.left(kLongest);
}

} // namespace

QStringList tokensOf(const QString &pattern)
{
    static const QRegularExpression token(u"\\{([^{}]*)\\}"_s);
    QStringList names;
    for (auto match = token.globalMatch(pattern); match.hasNext();) {
        names.append(match.next().captured(1));
    }
    return names;
}

QStringList metadataNames()
{
    return {u"_time"_s,    u"_received"_s,  u"_source"_s, u"_topic"_s, u"_key"_s,
            u"_headers"_s, u"_partition"_s, u"_offset"_s, u"_size"_s,  u"_time_kind"_s};
}

QString patternFor(const QString &pattern, const QString &flow, const QString &table)
{
    QString filled = pattern;
    filled.replace(u"{flow}"_s, cleaned(flow));
    filled.replace(u"{table}"_s, cleaned(table.isEmpty() ? flow : table));
    return filled;
}

QString nameFor(const QString &pattern, int sequence, const QDateTime &utc)
{
    QString name = pattern;
    name.replace(u"{date}"_s, utc.toString(u"yyyyMMdd"_s));
    name.replace(u"{time}"_s, utc.toString(u"HHmmss"_s));
    name.replace(u"{seq}"_s, QString::number(sequence).rightJustified(6, u'0'));
    name.replace(u"{uuid}"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    return name;
}

bool isNameOf(const QString &pattern, const QString &name)
{
    QString expression = QRegularExpression::escape(pattern);
    for (const auto token : {"date"_L1, "time"_L1, "seq"_L1, "uuid"_L1}) {
        expression.replace(QRegularExpression::escape(QString(u'{' + token + u'}')),
                           u"[0-9a-f-]+"_s);
    }
    const QRegularExpression whole(
        QRegularExpression::anchoredPattern(expression + u"(\\.gz|\\.zst)?"_s));
    return whole.match(name).hasMatch();
}

} // namespace core::file
