// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace core {

/// A document's tree between YAML text and config structs: ordered, with places, everything still
/// text. Forms speak to a schema through it as well, so that an option has one reader and one
/// writer. A value; one thread.
struct Node
{
    enum class Kind
    {
        Null,
        Scalar,
        List,
        Map
    };

    struct Key
    {
        QString name;
        int line = 0;
        int column = 0;
    };

    Kind kind = Kind::Null;
    QString text = {}; ///< of a scalar
    bool quoted = false; ///< "5" in quotes is text and never a number
    std::vector<Key> keys = {}; ///< of a map; same length as items
    std::vector<Node> items = {}; ///< of a list or a map
    int line = 0;
    int column = 0;

    static Node scalar(QString text);
    /// A scalar that must stay text when it looks like a number or a bool.
    static Node quotedText(QString text);
    static Node list();
    static Node map();

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isList() const { return kind == Kind::List; }
    bool isMap() const { return kind == Kind::Map; }

    /// The value under `key` of a map; nullptr when absent.
    const Node *find(const QString &key) const;
    Node *find(const QString &key);
    /// Replaces or appends.
    void insert(const QString &key, Node value);
    void remove(const QString &key);
    /// Compares content, not places.
    bool operator==(const Node &other) const;
};

} // namespace core
