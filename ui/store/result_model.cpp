// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/store/result_model.h"

#include "core/store_query/column_types.h"
#include "core/support/text.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kCell = 512;

bool isTime(const QString &column)
{
    return column == "_time"_L1 || column == "_received"_L1;
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const qint64 whole = value.toInteger(0);
        return static_cast<double>(whole) == number ? QString::number(whole)
                                                    : QString::number(number, 'g', 15);
    }
    case QJsonValue::String: return value.toString();
    case QJsonValue::Object: {
        const QByteArray bytes = QByteArray::fromBase64(value[u"_base64"_s].toString().toLatin1());
        return u"0x"_s + QString::fromLatin1(bytes.toHex());
    }
    default: return {};
    }
}

QByteArray csvCell(const QJsonValue &value)
{
    QString text = textOf(value);
    if (value.isString() && !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front())) {
        text.prepend(u'\'');
    }
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n')
        || text.contains(u'\r')) {
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    }
    return text.toUtf8();
}

} // namespace

void ResultModel::setResult(core::QueryResult result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_result.rows.size());
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_result.columns.size());
}

QString ResultModel::typeOf(int column) const
{
    return m_result.types.value(column);
}

bool ResultModel::isNumber(int column) const
{
    return !m_result.rows.empty() && m_result.rows.front().at(column).isDouble()
        && !isTime(m_result.columns[column])
        && core::momentText(m_result.rows.front().at(column), typeOf(column)).isEmpty();
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const QJsonValue value =
        m_result.rows[static_cast<std::size_t>(index.row())].at(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (value.isNull()) {
            return u"NULL"_s;
        }
        if (value.isDouble() && isTime(m_result.columns[index.column()])) {
            return QDateTime::fromMSecsSinceEpoch(value.toInteger())
                .toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
        }
        if (const QString moment = core::momentText(value, typeOf(index.column()));
            !moment.isEmpty()) {
            return moment;
        }
        return core::visibleText(textOf(value), kCell);
    case Qt::FontRole: return monoFont();
    case Qt::TextAlignmentRole:
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && !typeOf(section).isEmpty()) {
        return core::visibleText(typeOf(section), 64).toHtmlEscaped();
    }
    return role == Qt::DisplayRole ? QVariant(core::visibleText(m_result.columns[section], 64))
                                   : QVariant();
}

QByteArray csvOf(const QStringList &columns, const std::vector<QJsonArray> &rows)
{
    QByteArray csv;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        csv += (i > 0 ? "," : "") + csvCell(columns[i]);
    }
    csv += "\r\n";
    for (const QJsonArray &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            csv += (i > 0 ? "," : "") + csvCell(row.at(i));
        }
        csv += "\r\n";
    }
    return csv;
}

QByteArray jsonLinesOf(const QStringList &columns, const std::vector<QJsonArray> &rows)
{
    QByteArray lines;
    for (const QJsonArray &row : rows) {
        QJsonObject object;
        for (qsizetype i = 0; i < std::min(row.size(), columns.size()); ++i) {
            object.insert(columns[i], row.at(i));
        }
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace ui
