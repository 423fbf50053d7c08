// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/schema_changes.h"

#include "core/support/text.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::avro {
namespace {

constexpr qsizetype kMost = 20;

QString shown(const std::string &name)
{
    return visibleText(QString::fromStdString(name), 80);
}

const char *word(Type type)
{
    static constexpr const char *kWords[] = {"null",   "boolean", "int",    "long",   "float",
                                             "double", "bytes",   "string", "record", "enum",
                                             "array",  "map",     "union",  "fixed"};
    return kWords[static_cast<std::size_t>(type)];
}

const char *word(Logical logical)
{
    static constexpr const char *kWords[] = {"",
                                             "decimal",
                                             "uuid",
                                             "date",
                                             "time-millis",
                                             "time-micros",
                                             "timestamp-millis",
                                             "timestamp-micros",
                                             "timestamp-nanos",
                                             "local-timestamp-millis",
                                             "local-timestamp-micros",
                                             "local-timestamp-nanos",
                                             "duration"};
    return kWords[static_cast<std::size_t>(logical)];
}

/// Deeper down a record's name says enough, and a recursive type ends.
QString typeText(const Schema &schema, NodeIndex index, int depth)
{
    constexpr int kDeepest = 4;
    const Node &node = schema.node(index);
    const QString own = node.logical == Logical::Decimal
        ? u"decimal, scale %1"_s.arg(node.scale)
        : QString::fromLatin1(node.logical == Logical::None ? word(node.type) : word(node.logical));
    if (!node.name.empty()) {
        return own + u' ' + shown(node.name);
    }
    const auto members = schema.members(node);
    const bool isCollection = node.type == Type::Array || node.type == Type::Map;
    if (depth >= kDeepest || members.empty() || !(isCollection || node.type == Type::Union)) {
        return own;
    }
    if (isCollection) {
        return own + u" of "_s + typeText(schema, members.front().node, depth + 1);
    }
    QStringList branches;
    for (const Member &branch : members) {
        if (branches.size() < kMost) {
            branches.append(typeText(schema, branch.node, depth + 1));
        }
    }
    return branches.join(u" or "_s);
}

void add(QStringList &list, const QString &entry)
{
    if (list.size() < kMost) {
        list.append(entry);
    }
}

} // namespace

QString typeText(const Schema &schema, NodeIndex index)
{
    return typeText(schema, index, 0);
}

QString schemaChanges(const Schema &before, const Schema &now)
{
    if (before.root().type != Type::Record || now.root().type != Type::Record) {
        const QString old = typeText(before, before.rootIndex());
        const QString fresh = typeText(now, now.rootIndex());
        return old == fresh ? QString() : u"was %1, is %2"_s.arg(old, fresh);
    }
    const auto olds = before.members(before.root());
    const auto news = now.members(now.root());
    QStringList added;
    QStringList gone;
    QStringList other;
    for (const Member &field : news) {
        const auto old = std::ranges::find(olds, field.name, &Member::name);
        const QString type = typeText(now, field.node);
        if (old == olds.end()) {
            add(added, u"%1 (%2)"_s.arg(shown(field.name), type));
        } else if (const QString was = typeText(before, old->node); was != type) {
            add(other, u"%1 (was %2, is %3)"_s.arg(shown(field.name), was, type));
        }
    }
    for (const Member &field : olds) {
        if (std::ranges::find(news, field.name, &Member::name) == news.end()) {
            add(gone, shown(field.name));
        }
    }
    QStringList parts;
    for (const auto &[title, names] :
         {std::pair(u"new fields"_s, added), {u"gone"_s, gone}, {u"of another type"_s, other}}) {
        if (!names.isEmpty()) {
            parts.append(title + u": "_s + names.join(u", "_s));
        }
    }
    return parts.join(u"; "_s);
}

} // namespace core::avro
