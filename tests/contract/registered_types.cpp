// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/contract/registered_types.h"

#include "core/schema/binding.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace contract {
namespace {

using namespace core;

std::int64_t inside(std::int64_t wanted, const Range &range, std::int64_t usual)
{
    const std::int64_t value = std::clamp(wanted, range.min, range.max);
    return value == usual ? std::clamp(usual - 1, range.min, range.max) : value;
}

QString otherText(const FieldSpec &spec)
{
    QString text = *spec.example ? QString::fromUtf8(spec.example) : u"other"_s;
    text = text.left(std::min<qsizetype>(spec.range.max, 1'000));
    return text.leftJustified(std::max<qsizetype>(spec.range.min, 1), u'x');
}

Node otherChoice(const FieldSpec &spec, const Node &usual)
{
    for (const Choice &choice : spec.choices) {
        if (usual.text != QLatin1String(choice.key)) {
            return Node::quotedText(QString::fromLatin1(choice.key));
        }
    }
    return usual;
}

Node otherMap(const Schema &schema);

Node otherList(const FieldSpec &spec)
{
    Node list = Node::list();
    const auto count = std::max<std::int64_t>(1, spec.range.min);
    for (std::int64_t i = 0; i < count; ++i) {
        list.items.push_back(spec.member.codec->nested ? otherMap(spec.member.codec->nested())
                                                       : Node::quotedText(u"item%1"_s.arg(i)));
    }
    return list;
}

Node otherNames()
{
    Node map = Node::map();
    map.insert(u"X-Plain"_s, Node::quotedText(u"a: ${b} #c"_s.replace(u"${"_s, u"$${"_s)));
    map.insert(u"X-Secret"_s, Node::quotedText(u"${env:WEIR_CONTRACT}"_s));
    return map;
}

Node otherValue(const FieldSpec &spec, const Node &usual)
{
    switch (spec.member.codec->kind) {
    case FieldKind::Text: return Node::quotedText(otherText(spec));
    case FieldKind::Secret: return Node::quotedText(u"${env:WEIR_CONTRACT}"_s);
    case FieldKind::Bool: return Node::scalar(usual.text == "true"_L1 ? u"false"_s : u"true"_s);
    case FieldKind::Integer: {
        const std::int64_t now = usual.text.toLongLong();
        return Node::scalar(QString::number(inside(now + 1, spec.range, now)));
    }
    case FieldKind::Decimal:
        return Node::scalar(QString::number(static_cast<double>(spec.range.min) + 0.5));
    case FieldKind::Duration: {
        const std::int64_t now = parseDuration(usual.text)->value.count();
        const std::int64_t other = inside(now + 1'000'000, spec.range, now);
        return Node::scalar(formatDuration(std::chrono::nanoseconds(other)));
    }
    case FieldKind::ByteSize: {
        const std::int64_t now = parseByteSize(usual.text)->value;
        return Node::scalar(formatByteSize(inside(now + 1'024, spec.range, now)));
    }
    case FieldKind::Choice: return otherChoice(spec, usual);
    case FieldKind::List: return otherList(spec);
    case FieldKind::Map: return otherNames();
    case FieldKind::Pem: return Node::quotedText(u"folder/other.pem"_s);
    case FieldKind::File: return Node::quotedText(u"folder/other file"_s);
    case FieldKind::Group: break;
    }
    return otherMap(spec.member.codec->nested());
}

Node otherMap(const Schema &schema)
{
    Node map = Node::map();
    const std::shared_ptr<void> defaults = schema.create();
    for (const FieldSpec &spec : schema.fields) {
        const Node usual = spec.member.codec->write(spec.member.member(defaults.get()), spec);
        map.insert(QString::fromLatin1(spec.key), otherValue(spec, usual));
    }
    return map;
}

} // namespace

ConfigBox otherThanDefault(const Schema &schema)
{
    ConfigBox config(schema);
    for (const FieldSpec &spec : schema.fields) {
        const QString key = QString::fromLatin1(spec.key);
        const Node usual = readField(config, key);
        const Findings findings = writeField(config, key, otherValue(spec, usual));
        for (const Finding &finding : findings) {
            qWarning() << finding.path << finding.code << finding.message;
        }
    }
    return config;
}

ConfigBox startable(const Schema &schema)
{
    ConfigBox config(schema);
    visitFields(config, [&config](const QString &key, const FieldSpec &spec, void *member) {
        const bool isUnset = spec.member.codec->write(member, spec).text.isEmpty();
        const FieldKind kind = spec.member.codec->kind;
        if (spec.required && isUnset && (kind == FieldKind::Text || kind == FieldKind::File)) {
            writeField(config, key, Node::quotedText(otherText(spec)));
        }
        if (spec.required && kind == FieldKind::List && !spec.member.codec->nested) {
            Node list = Node::list();
            list.items.push_back(
                Node::quotedText(*spec.example ? QString::fromUtf8(spec.example) : u"other"_s));
            writeField(config, key, list);
        }
    });
    return config;
}

void pointAt(ConfigBox &config, quint16 port)
{
    static const QRegularExpression address(u"^([a-z]+://)?[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?$"_s);
    visitFields(config, [port](const QString &, const FieldSpec &spec, void *member) {
        const bool isAddress = spec.member.codec->kind == FieldKind::Text && spec.required
            && spec.heading == Heading::Connection && !*spec.browse;
        if (!isAddress) {
            return;
        }
        QString &text = *static_cast<QString *>(member);
        if (const auto match = address.match(text.section(u',', 0, 0)); match.hasMatch()) {
            text = u"%1127.0.0.1:%2%3"_s.arg(match.captured(1)).arg(port).arg(match.captured(3));
        }
    });
}

void fillSecrets(ConfigBox &config, const QByteArray &value)
{
    visitFields(config, [&value](const QString &, const FieldSpec &spec, void *member) {
        const Secret secret = [&value] {
            Secret made(u"${env:WEIR_CONTRACT}"_s);
            made.setValue(value);
            return made;
        }();
        if (spec.member.codec->kind == FieldKind::Secret) {
            *static_cast<Secret *>(member) = secret;
        } else if (spec.member.codec->kind == FieldKind::Map) {
            *static_cast<NamedValues *>(member) = {
                NamedValue{.name = u"X-Secret"_s, .value = secret, .isSecret = true}};
        }
    });
}

void forEachField(const Schema &schema,
                  const std::function<void(const Schema &, const FieldSpec &)> &visit)
{
    for (const FieldSpec &spec : schema.fields) {
        visit(schema, spec);
        if (spec.member.codec->nested) {
            forEachField(spec.member.codec->nested(), visit);
        }
    }
}

} // namespace contract
