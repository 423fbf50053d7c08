// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema.h"

#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"

using namespace Qt::StringLiterals;

namespace core {

ConfigBox::ConfigBox(const Schema &schema) : m_schema(&schema), m_config(schema.create()) { }

ConfigBox::ConfigBox(const ConfigBox &other)
    : m_schema(other.m_schema),
      m_config(other.m_schema ? other.m_schema->clone(other.m_config.get()) : nullptr)
{ }

ConfigBox &ConfigBox::operator=(const ConfigBox &other)
{
    if (this != &other) {
        *this = ConfigBox(other);
    }
    return *this;
}

bool ConfigBox::operator==(const ConfigBox &other) const
{
    if (m_schema != other.m_schema) {
        return false;
    }
    return isEmpty() || writeWholeConfig(*this) == writeWholeConfig(other);
}

void ConfigBox::checkOwner(const void *owner) const
{
    if (!m_schema || m_schema->owner != owner) {
        qFatal("a config was used as another type than its schema's");
    }
}

namespace {

void visitTable(const Schema &schema, void *config, const QString &prefix,
                const FieldVisitor &visit)
{
    for (const FieldSpec &spec : schema.fields) {
        void *member = spec.member.member(config);
        const QString key = prefix + QString::fromLatin1(spec.key);
        const FieldCodec &codec = *spec.member.codec;
        if (codec.kind == FieldKind::Group) {
            visitTable(codec.nested(), member, key + u'.', visit);
            continue;
        }
        visit(key, spec, member);
        for (std::size_t i = 0; codec.count && i < codec.count(member); ++i) {
            visitTable(codec.nested(), codec.item(member, i), codecs::itemPath(key, i) + u'.',
                       visit);
        }
    }
}

struct Found
{
    const FieldSpec *spec = nullptr;
    const Schema *schema = nullptr; ///< the struct that holds the field
    void *owner = nullptr;
};

Found findIn(const Schema &schema, void *config, const QString &key)
{
    for (const FieldSpec &spec : schema.fields) {
        const QString name = QString::fromLatin1(spec.key);
        if (name == key) {
            return {&spec, &schema, config};
        }
        if (spec.member.codec->kind == FieldKind::Group && key.startsWith(name + u'.')) {
            void *member = config ? spec.member.member(config) : nullptr;
            return findIn(spec.member.codec->nested(), member, key.mid(name.size() + 1));
        }
    }
    return {};
}

bool roleFits(const FieldSpec &spec, Role role)
{
    return spec.role == Role::Both || role == Role::Both || spec.role == role;
}

} // namespace

void visitFields(ConfigBox &config, const FieldVisitor &visit)
{
    visitTable(config.schema(), config.data(), {}, visit);
}

const FieldSpec *findField(const Schema &schema, const QString &key)
{
    return findIn(schema, nullptr, key).spec;
}

bool conditionHolds(const Condition &condition, const Schema &schema, const void *config)
{
    if (!condition.field) {
        return true;
    }
    void *const owner = const_cast<void *>(config);
    const Found other = findIn(schema, owner, QString::fromLatin1(condition.field));
    if (!other.spec) {
        qFatal("a condition names the unknown field %s", condition.field);
    }
    const Node value =
        other.spec->member.codec->write(other.spec->member.member(other.owner), *other.spec);
    for (const char *wanted : condition.equals) {
        if (wanted && value.text == QLatin1String(wanted)) {
            return true;
        }
    }
    return false;
}

Node readField(const ConfigBox &config, const QString &key)
{
    const Found found = findIn(config.schema(), const_cast<void *>(config.data()), key);
    return found.spec
        ? found.spec->member.codec->write(found.spec->member.member(found.owner), *found.spec)
        : Node();
}

Findings writeField(ConfigBox &config, const QString &key, const Node &value)
{
    Findings findings;
    const Found found = findIn(config.schema(), config.data(), key);
    if (found.spec) {
        found.spec->member.codec->read(found.spec->member.member(found.owner), value, *found.spec,
                                       key, findings);
    }
    return findings;
}

bool isVisible(const ConfigBox &config, const QString &key, Role role)
{
    void *const data = const_cast<void *>(config.data());
    for (qsizetype dot = key.indexOf(u'.');; dot = key.indexOf(u'.', dot + 1)) {
        const Found found = findIn(config.schema(), data, dot < 0 ? key : key.left(dot));
        if (!found.spec || !roleFits(*found.spec, role)
            || !conditionHolds(found.spec->visibleWhen, *found.schema, found.owner)) {
            return false;
        }
        if (dot < 0) {
            return true;
        }
    }
}

} // namespace core
