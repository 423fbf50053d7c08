// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/json_tree.h"

#include "core/support/text.h"
#include "ui/common/theme.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ui {

struct JsonTree::Item
{
    QString name = {};
    QJsonValue value = {};
    Item *parent = nullptr;
    int row = 0;
    int depth = 0;
    std::vector<std::unique_ptr<Item>> children = {};

    int size() const
    {
        if (depth >= kDepth) {
            return 0;
        }
        return static_cast<int>(value.isObject()      ? value.toObject().size()
                                    : value.isArray() ? value.toArray().size()
                                                      : 0);
    }
    void add(const QString &childName, const QJsonValue &child)
    {
        auto item = std::make_unique<Item>();
        item->name = childName;
        item->value = child;
        item->parent = this;
        item->row = static_cast<int>(children.size());
        item->depth = depth + 1;
        children.push_back(std::move(item));
    }
};

namespace {

QString summary(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null: return u"null"_s;
    case QJsonValue::Bool: return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const qint64 whole = value.toInteger();
        return static_cast<double>(whole) == value.toDouble()
            ? QString::number(whole)
            : QString::number(value.toDouble(), 'g', 15);
    }
    case QJsonValue::String: return u'"' + core::visibleText(value.toString(), 512) + u'"';
    case QJsonValue::Array: return u"[%1]"_s.arg(value.toArray().size());
    case QJsonValue::Object: return u"{%1}"_s.arg(value.toObject().size());
    case QJsonValue::Undefined: break;
    }
    return {};
}

} // namespace

JsonTree::JsonTree(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Item>())
{ }

JsonTree::~JsonTree() = default;

void JsonTree::setValue(const QJsonValue &value)
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    m_root->value = value;
    endResetModel();
}

JsonTree::Item *JsonTree::itemOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

QModelIndex JsonTree::index(int row, int column, const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    if (row < 0 || row >= static_cast<int>(item->children.size()) || column < 0 || column > 1) {
        return {};
    }
    return createIndex(row, column, item->children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonTree::parent(const QModelIndex &child) const
{
    Item *parent = child.isValid() ? itemOf(child)->parent : nullptr;
    return !parent || parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int JsonTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemOf(parent)->children.size());
}

bool JsonTree::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && itemOf(parent)->size() > 0;
}

bool JsonTree::canFetchMore(const QModelIndex &parent) const
{
    const Item *item = itemOf(parent);
    return parent.column() <= 0 && static_cast<int>(item->children.size()) < item->size();
}

void JsonTree::fetchMore(const QModelIndex &parent)
{
    Item *item = itemOf(parent);
    const int begin = static_cast<int>(item->children.size());
    const int end = std::min(begin + kPage, item->size());
    if (begin >= end) {
        return;
    }
    beginInsertRows(parent, begin, end - 1);
    if (item->value.isObject()) {
        const QJsonObject object = item->value.toObject();
        auto child = object.begin() + begin;
        for (int i = begin; i < end; ++i, ++child) {
            item->add(child.key(), child.value());
        }
    } else {
        const QJsonArray array = item->value.toArray();
        for (int i = begin; i < end; ++i) {
            item->add(QString::number(i), array.at(i));
        }
    }
    endInsertRows();
}

QVariant JsonTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Item *item = itemOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? core::visibleText(item->name, 256) : summary(item->value);
    case Qt::FontRole: return monoFont();
    case KindRole: return int(item->value.type());
    default: return {};
    }
}

QVariant JsonTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || role != Qt::DisplayRole) {
        return {};
    }
    return section == 0 ? tr("Field") : tr("Value");
}

} // namespace ui
