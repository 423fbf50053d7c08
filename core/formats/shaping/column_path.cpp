// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/column_path.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace core {

std::optional<ColumnPath> ColumnPath::parse(const QString &text)
{
    static const QRegularExpression index(u"\\[([0-9]{1,9})\\]"_s);
    QString path = text;
    if (path.startsWith("$."_L1)) {
        path.remove(0, 2);
    }
    const QStringList parts = path.replace(index, u".\\1"_s).split(u'.');
    if (parts.contains(QString())) {
        return std::nullopt;
    }
    ColumnPath parsed{.whole = path.toStdString()};
    for (const QString &part : parts) {
        parsed.way.push_back(part.toStdString());
    }
    return parsed;
}

ColumnPath ColumnPath::ofName(const QString &name)
{
    return {.whole = name.toStdString(), .way = {name.toStdString()}};
}

} // namespace core
