// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"
#include "core/schema/schema.h"

using namespace Qt::StringLiterals;

namespace core::codecs {

bool checkList(const Node &node, const FieldSpec &spec, const QString &path, Findings &out)
{
    constexpr std::int64_t kMost = 10'000;
    if (!node.isList()) {
        addFieldError(out, node, path, "field.type", text(WEIR_TEXT("Expected a list")));
        return false;
    }
    const std::int64_t most = std::min(kMost, spec.range.max);
    if (static_cast<std::int64_t>(node.items.size()) > most) {
        addFieldError(out, node, path, "field.length",
                      text(WEIR_TEXT("The list is longer than %1")).arg(most));
        return false;
    }
    return true;
}

QString itemPath(const QString &path, std::size_t index)
{
    return path + u'[' + QString::number(index) + u']';
}

void readList(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    if (!checkList(node, spec, path, out)) {
        return;
    }
    QStringList texts;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (!node.items[i].isScalar()) {
            addFieldError(out, node.items[i], itemPath(path, i), "field.type",
                          text(WEIR_TEXT("Expected %1")).arg(text(WEIR_TEXT("text"))));
            return;
        }
        texts.push_back(node.items[i].text);
    }
    *static_cast<QStringList *>(member) = texts;
}

Node writeList(const void *member, const FieldSpec &)
{
    Node list = Node::list();
    for (const QString &item : *static_cast<const QStringList *>(member)) {
        list.items.push_back(Node::quotedText(item));
    }
    return list;
}

namespace {

void addNamedValue(NamedValues &values, const QString &name, const Node &node, const QString &path,
                   Findings &out)
{
    if (!node.isScalar()) {
        addFieldError(out, node, path, "field.type",
                      text(WEIR_TEXT("Expected %1")).arg(text(WEIR_TEXT("text"))));
        return;
    }
    NamedValue value{.name = name};
    value.isSecret = isSecretReference(node.text);
    if (value.isSecret) {
        value.value = Secret(node.text);
    } else {
        QString plain = node.text;
        plain.replace(u"$${"_s, u"${"_s);
        value.value.setValue(plain.toUtf8());
    }
    values.push_back(std::move(value));
}

} // namespace

/// A map, or a list of one-key maps where names repeat.
void readMap(void *member, const Node &node, const FieldSpec &, const QString &path, Findings &out)
{
    NamedValues values;
    if (node.isMap()) {
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const QString &name = node.keys[i].name;
            addNamedValue(values, name, node.items[i], path + u'.' + name, out);
        }
    } else if (node.isList()) {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            if (node.items[i].isMap() && node.items[i].keys.size() == 1) {
                addNamedValue(values, node.items[i].keys[0].name, node.items[i].items[0],
                              itemPath(path, i), out);
            } else {
                addFieldError(out, node.items[i], itemPath(path, i), "field.type",
                              text(WEIR_TEXT("Expected one name with its value")));
            }
        }
    } else if (!node.isNull()) {
        addFieldError(out, node, path, "field.type",
                      text(WEIR_TEXT("Expected names with their values")));
        return;
    }
    *static_cast<NamedValues *>(member) = std::move(values);
}

namespace {

Node valueNode(const NamedValue &value)
{
    if (value.isSecret) {
        return Node::quotedText(value.value.reference());
    }
    QString plain = QString::fromUtf8(value.value.reveal());
    plain.replace(u"${"_s, u"$${"_s);
    return Node::quotedText(plain);
}

} // namespace

Node writeMap(const void *member, const FieldSpec &)
{
    const auto &values = *static_cast<const NamedValues *>(member);
    Node map = Node::map();
    for (const NamedValue &value : values) {
        map.insert(value.name, valueNode(value));
    }
    if (map.items.size() == values.size()) {
        return map;
    }
    Node list = Node::list();
    for (const NamedValue &value : values) {
        Node one = Node::map();
        one.insert(value.name, valueNode(value));
        list.items.push_back(std::move(one));
    }
    return list;
}

bool readChoice(int &value, const Node &node, const FieldSpec &spec, const QString &path,
                Findings &out)
{
    QStringList known;
    for (const Choice &choice : spec.choices) {
        if (node.isScalar() && node.text == QLatin1String(choice.key)) {
            value = choice.value;
            return true;
        }
        known.push_back(QString::fromLatin1(choice.key));
    }
    addFieldError(out, node, path, "field.choice",
                  text(WEIR_TEXT("Must be one of: %1")).arg(known.join(u", "_s)),
                  nearestName(node.text, known));
    return false;
}

Node writeChoice(int value, const FieldSpec &spec)
{
    for (const Choice &choice : spec.choices) {
        if (choice.value == value) {
            return Node::scalar(QString::fromLatin1(choice.key));
        }
    }
    return {};
}

} // namespace core::codecs
