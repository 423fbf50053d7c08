// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QJsonValue>

#include <memory>
#include <vector>

namespace ui {

/// A JSON value as a tree; children are made when they are opened, 1000 at a time, down to a depth
/// of 64. Names and values leave it as visible text. GUI thread.
class JsonTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        KindRole = Qt::UserRole ///< int(QJsonValue::Type) of the value
    };
    static constexpr int kDepth = 64;
    static constexpr int kPage = 1000;

    explicit JsonTree(QObject *parent = nullptr);
    ~JsonTree() override;

    void setValue(const QJsonValue &value);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return 2; }
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;
    Item *itemOf(const QModelIndex &index) const;

    std::unique_ptr<Item> m_root;
};

} // namespace ui
