// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr int kStep = 2;

/// What a reader of this or another program could take for a bool, a null, a number or a date.
bool looksTyped(const QString &text)
{
    static const QSet<QString> kWords{u"~"_s,    u"null"_s, u"true"_s,  u"false"_s, u"yes"_s,
                                      u"no"_s,   u"on"_s,   u"off"_s,   u"y"_s,     u"n"_s,
                                      u".nan"_s, u".inf"_s, u"-.inf"_s, u"+.inf"_s};
    static const QRegularExpression kNumber(
        u"^[-+]?(\\.?[0-9][0-9_.,:]*([eE][-+]?[0-9]+)?"
        "|0[xob][0-9a-fA-F_]+|[0-9]{4}-[0-9]{2}-[0-9]{2}.*)$"_s);
    return kWords.contains(text.toLower()) || kNumber.match(text).hasMatch();
}

bool isPrintable(QChar c)
{
    return c >= u' ' && c != u'\u007f' && !(c >= u'\u0080' && c <= u'\u009f') && c != u'\ufeff'
        && !(c >= u'\u2028' && c <= u'\u2029') && !(c >= u'\u200b' && c <= u'\u200f')
        && !(c >= u'\u202a' && c <= u'\u202e') && !(c >= u'\u2066' && c <= u'\u2069')
        && c != u'\ufffe' && c != u'\uffff';
}

/// Can stand without quotes in block style, which is the only one written here.
bool isPlain(const QString &text)
{
    static const QRegularExpression kSafe(u"^[A-Za-z0-9_./$+\\x{a1}-\\x{2000}\\x{3040}-\\x{d7ff}]"
                                          "[^\\[\\]#&*!|>'\"%@`\\\\]*$"_s);
    return kSafe.match(text).hasMatch() && std::all_of(text.begin(), text.end(), isPrintable)
        && !text.endsWith(u' ') && !text.endsWith(u':') && !text.contains(": "_L1)
        && !text.contains(":\t"_L1) && text != "..."_L1 && !text.startsWith("... "_L1);
}

bool isBlockText(const QString &text)
{
    return text.contains(u'\n') && !text.startsWith(u'\n') && !text.startsWith(u' ')
        && !text.contains(" \n"_L1) && !text.endsWith("\n\n"_L1) && !text.endsWith(u' ')
        && std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c == u'\n' || isPrintable(c); });
}

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"': result += "\\\""_L1; break;
        case u'\\': result += "\\\\"_L1; break;
        case u'\n': result += "\\n"_L1; break;
        case u'\t': result += "\\t"_L1; break;
        case u'\r': result += "\\r"_L1; break;
        default:
            result += isPrintable(c) ? QString(c) : u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        }
    }
    return result + u'"';
}

QString scalarText(const QString &text, bool mustStayText)
{
    return isPlain(text) && !(mustStayText && looksTyped(text)) ? text : quoted(text);
}

void emitBlockText(QString &out, const QString &text, int indent)
{
    const bool endsWithNewline = text.endsWith(u'\n');
    out += endsWithNewline ? " |\n"_L1 : " |-\n"_L1;
    for (const QStringView line : QStringView(text).chopped(endsWithNewline ? 1 : 0).split(u'\n')) {
        out += line.isEmpty() ? QString() : QString(indent, u' ') + line.toString();
        out += u'\n';
    }
}

void emitMap(QString &out, const Node &map, int indent, bool continuesLine);
void emitList(QString &out, const Node &list, int indent);

/// The value behind "key:"; `indent` is that of the key.
void emitValue(QString &out, const Node &value, int indent)
{
    switch (value.kind) {
    case Node::Kind::Null: out += " null\n"_L1; break;
    case Node::Kind::Scalar:
        if (isBlockText(value.text)) {
            emitBlockText(out, value.text, indent + kStep);
        } else {
            out += u' ' + scalarText(value.text, value.quoted) + u'\n';
        }
        break;
    case Node::Kind::List:
        out += value.items.empty() ? " []\n"_L1 : "\n"_L1;
        emitList(out, value, indent + kStep);
        break;
    case Node::Kind::Map:
        out += value.items.empty() ? " {}\n"_L1 : "\n"_L1;
        emitMap(out, value, indent + kStep, false);
        break;
    }
}

void emitMap(QString &out, const Node &map, int indent, bool continuesLine)
{
    for (std::size_t i = 0; i < map.items.size(); ++i) {
        if (i > 0 || !continuesLine) {
            out += QString(indent, u' ');
        }
        out += scalarText(map.keys[i].name, true) + u':';
        emitValue(out, map.items[i], indent);
    }
}

void emitList(QString &out, const Node &list, int indent)
{
    for (const Node &item : list.items) {
        out += QString(indent, u' ') + u'-';
        if (item.isMap() && !item.items.empty()) {
            out += u' ';
            emitMap(out, item, indent + kStep, true);
        } else {
            emitValue(out, item, indent);
        }
    }
}

} // namespace

QByteArray emitYaml(const Node &root)
{
    QString out;
    switch (root.kind) {
    case Node::Kind::Map: emitMap(out, root, 0, false); break;
    case Node::Kind::List: emitList(out, root, 0); break;
    case Node::Kind::Scalar: out = scalarText(root.text, root.quoted) + u'\n'; break;
    case Node::Kind::Null: break;
    }
    if (out.isEmpty()) {
        out = root.isList() ? u"[]\n"_s : root.isMap() ? u"{}\n"_s : u"null\n"_s;
    }
    return out.toUtf8();
}

} // namespace core
