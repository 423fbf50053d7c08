// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"
#include "core/schema/schema.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

const FieldSpec *fieldOf(const Schema &schema, const QString &key)
{
    for (const FieldSpec &spec : schema.fields) {
        if (key == QLatin1String(spec.key)) {
            return &spec;
        }
    }
    return nullptr;
}

QString childPath(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}

void addUnknownKey(const Schema &schema, const Node::Key &key, const QString &path, Findings &out)
{
    QStringList known;
    for (const FieldSpec &spec : schema.fields) {
        known.push_back(QString::fromLatin1(spec.key));
    }
    const QString nearest = nearestName(key.name, known);
    out.push_back(
        {.severity = Severity::Error,
         .code = u"field.unknown"_s,
         .path = childPath(path, visibleText(key.name, 64)),
         .line = key.line,
         .column = key.column,
         .message =
             text(WEIR_TEXT("There is no setting \"%1\" here")).arg(visibleText(key.name, 64)),
         .fix = nearest.isEmpty() ? text(WEIR_TEXT("Settings here: %1")).arg(known.join(u", "_s))
                                  : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(nearest)});
}

enum class Which
{
    Changed,
    All
};

bool isEmptyNode(const Node &node)
{
    return node.isNull() || ((node.isMap() || node.isList()) && node.items.empty())
        || (node.isScalar() && node.text.isEmpty());
}

Node writeTable(const Schema &schema, const void *config, Which which)
{
    Node map = Node::map();
    const std::shared_ptr<void> defaults = schema.create();
    void *const data = const_cast<void *>(config);
    for (const FieldSpec &spec : schema.fields) {
        const FieldCodec &codec = *spec.member.codec;
        const void *member = spec.member.member(data);
        Node value;
        if (codec.kind == FieldKind::Group) {
            value = writeTable(codec.nested(), member, which);
            if (value.items.empty()) {
                continue;
            }
        } else {
            value = codec.write(member, spec);
            const bool changed = !(value == codec.write(spec.member.member(defaults.get()), spec));
            const bool kept =
                which == Which::All || changed || (spec.required && !isEmptyNode(value));
            if (!kept) {
                continue;
            }
        }
        map.insert(QString::fromLatin1(spec.key), std::move(value));
    }
    return map;
}

} // namespace

namespace codecs {

void readGroup(const Schema &schema, void *group, const Node &node, const QString &path,
               Findings &out)
{
    if (node.isNull()) {
        return;
    }
    if (!node.isMap()) {
        addFieldError(out, node, path, "field.type",
                      text(WEIR_TEXT("Expected settings, one per line")));
        return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const Node::Key &key = node.keys[i];
        const FieldSpec *spec = fieldOf(schema, key.name);
        if (!spec) {
            addUnknownKey(schema, key, path, out);
            continue;
        }
        spec->member.codec->read(spec->member.member(group), node.items[i], *spec,
                                 childPath(path, key.name), out);
    }
}

Node writeGroup(const Schema &schema, const void *group)
{
    return writeTable(schema, group, Which::Changed);
}

} // namespace codecs

Findings readConfig(ConfigBox &config, const Node &map, const QString &path)
{
    Findings findings;
    codecs::readGroup(config.schema(), config.data(), map, path, findings);
    return findings;
}

Node writeConfig(const ConfigBox &config)
{
    return writeTable(config.schema(), config.data(), Which::Changed);
}

Node writeWholeConfig(const ConfigBox &config)
{
    return writeTable(config.schema(), config.data(), Which::All);
}

} // namespace core
