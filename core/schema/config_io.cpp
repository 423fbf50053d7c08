// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"
#include "core/schema/schema_access.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

using access::joined;
using access::keyOf;

QStringList keysOf(const Schema &schema)
{
    QStringList known;
    for (const FieldSpec &spec : schema.fields) {
        known.append(keyOf(spec));
    }
    return known;
}

void reportUnknown(const Schema &schema, const Node::Key &key, const QString &path, Findings &out)
{
    const QStringList known = keysOf(schema);
    const QString near = nearestName(key.name, known);
    const Node place{.line = key.line, .column = key.column};
    addFieldError(out, place, joined(path, visibleText(key.name, 64)), "field.unknown",
                  text(WEIR_TEXT("There is no key \"%1\" here")).arg(visibleText(key.name, 64)),
                  near.isEmpty() ? text(WEIR_TEXT("Known keys: %1")).arg(known.join(u", "_s))
                                 : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
}

bool isUnset(const Node &value)
{
    return value.isNull() || (value.isScalar() ? value.text.isEmpty() : value.items.empty());
}

/// Fields that differ from the defaults, and required ones that are set. A group's defaults are
/// those its surrounding struct gives it, so both walk side by side.
Node writeDifferent(const Schema &schema, const void *config, const void *defaults, Role role)
{
    Node map = Node::map();
    for (const FieldSpec &spec : schema.fields) {
        if (!access::hasRole(spec, role)) {
            continue;
        }
        const void *member = access::memberOf(spec, config);
        const void *usual = access::memberOf(spec, defaults);
        if (access::isGroup(spec)) {
            Node group = writeDifferent(access::nestedOf(spec), member, usual, role);
            if (!group.items.empty()) {
                map.insert(keyOf(spec), std::move(group));
            }
            continue;
        }
        Node value = spec.member.codec->write(member, spec);
        const bool isUsual = value == spec.member.codec->write(usual, spec);
        if (!isUsual || (spec.required && !isUnset(value))) {
            map.insert(keyOf(spec), std::move(value));
        }
    }
    return map;
}

Node writeCanonical(const Schema &schema, const void *config, Role role)
{
    const std::shared_ptr<void> defaults = schema.create();
    return writeDifferent(schema, config, defaults.get(), role);
}

Node writeWhole(const Schema &schema, const void *config)
{
    Node map = Node::map();
    for (const FieldSpec &spec : schema.fields) {
        if (conditionHolds(spec.visibleWhen, schema, config)) {
            const void *member = access::memberOf(spec, config);
            map.insert(keyOf(spec),
                       access::isGroup(spec) ? writeWhole(access::nestedOf(spec), member)
                                             : spec.member.codec->write(member, spec));
        }
    }
    return map;
}

} // namespace

namespace codecs {

void readGroup(const Schema &schema, void *group, const Node &node, const QString &path,
               Findings &out)
{
    if (!node.isMap()) {
        addKindError(out, node, path, text(WEIR_TEXT("a map of keys and values")),
                     text(WEIR_TEXT("Known keys: %1")).arg(keysOf(schema).join(u", "_s)));
        return;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const FieldSpec *spec = access::fieldOf(schema, node.keys[i].name);
        if (!spec) {
            reportUnknown(schema, node.keys[i], path, out);
        } else if (!node.items[i].isNull()) { // a key without a value says nothing
            spec->member.codec->read(access::memberOf(*spec, group), node.items[i], *spec,
                                     joined(path, keyOf(*spec)), out);
        }
    }
}

Node writeGroup(const Schema &schema, const void *group)
{
    return writeCanonical(schema, group, Role::Both);
}

} // namespace codecs

Findings readConfig(ConfigBox &config, const Node &map, const QString &path)
{
    Findings findings;
    if (!map.isNull()) {
        codecs::readGroup(config.schema(), config.data(), map, path, findings);
    }
    return findings;
}

Node writeConfig(const ConfigBox &config, Role role)
{
    return config.isEmpty() ? Node::map() : writeCanonical(config.schema(), config.data(), role);
}

Node writeWholeConfig(const ConfigBox &config)
{
    return config.isEmpty() ? Node::map() : writeWhole(config.schema(), config.data());
}

} // namespace core
