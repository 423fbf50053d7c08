// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"
#include "core/support/text.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace core {

bool carriesSecret(const QString &headerName)
{
    static const QSet<QString> kNames{u"authorization"_s, u"proxy-authorization"_s,
                                      u"cookie"_s,        u"x-api-key"_s,
                                      u"api-key"_s,       u"x-auth-token"_s};
    return kNames.contains(headerName.trimmed().toLower());
}

namespace codecs {
namespace {

constexpr std::size_t kMostItems = 10'000;

/// "$${" in the file is "${" in the value.
QString unescaped(QString given)
{
    return given.replace("$${"_L1, "${"_L1);
}

QString escaped(QString given)
{
    return given.replace("${"_L1, "$${"_L1);
}

bool holdsReference(const QString &given)
{
    return QString(given).remove("$${"_L1).contains("${"_L1);
}

void readNamedValue(NamedValues &values, const QString &name, const Node &node, const QString &path,
                    Findings &out)
{
    if (!expectScalar(node, path, text(WEIR_TEXT("a text or a secret reference")), out)) {
        return;
    }
    if (isSecretReference(node.text)) {
        values.push_back(NamedValue{.name = name, .value = Secret(node.text), .isSecret = true});
    } else if (holdsReference(node.text)) {
        addFieldError(
            out, node, path, "secret.reference_partial",
            text(WEIR_TEXT("A secret reference must be the whole value")),
            text(WEIR_TEXT("Put the whole value into the secret; a literal ${ is written $${")));
    } else if (carriesSecret(name) && !node.text.isEmpty()) {
        addFieldError(
            out, node, path, "secret.in_clear",
            text(WEIR_TEXT("A secret must not stand in the file; its value was not kept")),
            text(WEIR_TEXT("Write ${env:NAME}, ${file:PATH} or ${keyring:PATH}")));
    } else {
        NamedValue plain{.name = name};
        plain.value.setValue(unescaped(node.text).toUtf8());
        values.push_back(std::move(plain));
    }
}

/// `{name: …, value: …}`: how repeats are written, as a map cannot hold them.
void readPair(NamedValues &values, const Node &node, const QString &path, Findings &out)
{
    const Node *name = node.find(u"name"_s);
    const Node *value = node.find(u"value"_s);
    if (!node.isMap() || node.items.size() != 2 || !name || !value || !name->isScalar()) {
        addKindError(out, node, path, text(WEIR_TEXT("a map of name and value")));
        return;
    }
    readNamedValue(values, name->text, *value, path + u".value"_s, out);
}

bool hasRepeats(const NamedValues &values)
{
    QSet<QString> names;
    for (const NamedValue &value : values) {
        if (names.contains(value.name)) {
            return true;
        }
        names.insert(value.name);
    }
    return false;
}

Node valueNode(const NamedValue &value)
{
    if (value.isSecret) {
        const QString &reference = value.value.reference();
        return Node::quotedText(isSecretReference(reference) ? reference : QString());
    }
    return Node::quotedText(escaped(QString::fromUtf8(value.value.reveal())));
}

} // namespace

QString itemPath(const QString &path, std::size_t index)
{
    return u"%1[%2]"_s.arg(path).arg(index);
}

bool checkList(const Node &node, const FieldSpec &spec, const QString &path, Findings &out)
{
    if (!node.isList()) {
        addKindError(out, node, path, text(WEIR_TEXT("a list")));
        return false;
    }
    if (node.items.size() > kMostItems) {
        addFieldError(out, node, path, "field.length",
                      text(WEIR_TEXT("At most %1 items are read")).arg(kMostItems));
        return false;
    }
    return node.items.empty()
        || checkRange(static_cast<std::int64_t>(node.items.size()), spec, node, path, out);
}

void readList(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    if (!checkList(node, spec, path, out)) {
        return;
    }
    QStringList texts;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (expectScalar(node.items[i], itemPath(path, i), text(WEIR_TEXT("a text")), out)) {
            texts.append(node.items[i].text);
        }
    }
    *static_cast<QStringList *>(member) = std::move(texts);
}

Node writeList(const void *member, const FieldSpec &)
{
    Node list = Node::list();
    for (const QString &item : *static_cast<const QStringList *>(member)) {
        list.items.push_back(Node::quotedText(item));
    }
    return list;
}

void readMap(void *member, const Node &node, const FieldSpec &spec, const QString &path,
             Findings &out)
{
    const auto size = static_cast<std::int64_t>(node.items.size());
    if (!node.isMap() && !node.isList()) {
        addKindError(out, node, path, text(WEIR_TEXT("a map of names and values")));
        return;
    }
    if (size > 0 && !checkRange(size, spec, node, path, out)) {
        return;
    }
    NamedValues values;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (node.isMap()) {
            const QString &name = node.keys[i].name;
            readNamedValue(values, name, node.items[i], path + u'.' + name, out);
        } else {
            readPair(values, node.items[i], itemPath(path, i), out);
        }
    }
    *static_cast<NamedValues *>(member) = std::move(values);
}

Node writeMap(const void *member, const FieldSpec &)
{
    const NamedValues &values = *static_cast<const NamedValues *>(member);
    const bool asList = hasRepeats(values);
    Node node = asList ? Node::list() : Node::map();
    for (const NamedValue &value : values) {
        if (asList) {
            Node pair = Node::map();
            pair.insert(u"name"_s, Node::quotedText(value.name));
            pair.insert(u"value"_s, valueNode(value));
            node.items.push_back(std::move(pair));
        } else {
            node.insert(value.name, valueNode(value));
        }
    }
    return node;
}

} // namespace codecs
} // namespace core
