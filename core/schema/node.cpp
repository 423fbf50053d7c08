// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/node.h"

#include <algorithm>

namespace core {

Node Node::scalar(QString text)
{
    Node node;
    node.kind = Kind::Scalar;
    node.text = std::move(text);
    return node;
}

Node Node::quotedText(QString text)
{
    Node node = scalar(std::move(text));
    node.quoted = true;
    return node;
}

Node Node::list()
{
    Node node;
    node.kind = Kind::List;
    return node;
}

Node Node::map()
{
    Node node;
    node.kind = Kind::Map;
    return node;
}

const Node *Node::find(const QString &key) const
{
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].name == key) {
            return &items[i];
        }
    }
    return nullptr;
}

Node *Node::find(const QString &key)
{
    return const_cast<Node *>(std::as_const(*this).find(key));
}

void Node::insert(const QString &key, Node value)
{
    if (Node *present = find(key)) {
        *present = std::move(value);
        return;
    }
    kind = Kind::Map;
    keys.push_back({.name = key});
    items.push_back(std::move(value));
}

void Node::remove(const QString &key)
{
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].name == key) {
            keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(i));
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        }
    }
}

bool Node::operator==(const Node &other) const
{
    return kind == other.kind && text == other.text
        && std::equal(keys.begin(), keys.end(), other.keys.begin(), other.keys.end(),
                      [](const Key &a, const Key &b) { return a.name == b.name; })
        && items == other.items;
}

} // namespace core
