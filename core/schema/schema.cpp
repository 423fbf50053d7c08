// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema.h"

#include "core/schema/schema_access.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

void visitStruct(const Schema &schema, void *config, const QString &prefix,
                 const FieldVisitor &visit)
{
    for (const FieldSpec &spec : schema.fields) {
        const QString key = access::joined(prefix, access::keyOf(spec));
        void *member = access::memberOf(spec, config);
        if (access::isGroup(spec)) {
            visitStruct(access::nestedOf(spec), member, key, visit);
            continue;
        }
        visit(key, spec, member);
        if (access::isGroupList(spec)) {
            for (std::size_t i = 0; i < spec.member.codec->count(member); ++i) {
                visitStruct(access::nestedOf(spec), spec.member.codec->item(member, i),
                            codecs::itemPath(key, i), visit);
            }
        }
    }
}

} // namespace

ConfigBox::ConfigBox(const Schema &schema) : m_schema(&schema), m_config(schema.create()) { }

ConfigBox::ConfigBox(const ConfigBox &other)
    : m_schema(other.m_schema),
      m_config(other.m_config ? other.m_schema->clone(other.m_config.get()) : nullptr)
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
    if (isEmpty() || other.isEmpty()) {
        return isEmpty() == other.isEmpty();
    }
    return m_schema->owner == other.m_schema->owner && writeConfig(*this) == writeConfig(other);
}

void ConfigBox::checkOwner(const void *owner) const
{
    if (!m_config || m_schema->owner != owner) {
        qFatal("a config was asked for as another type than its schema's");
    }
}

void visitFields(ConfigBox &config, const FieldVisitor &visit)
{
    if (!config.isEmpty()) {
        visitStruct(config.schema(), config.data(), {}, visit);
    }
}

Node readField(const ConfigBox &config, const QString &key)
{
    const access::Located found =
        access::locate(config.schema(), const_cast<void *>(config.data()), key);
    return found.spec ? access::writeMember(*found.spec, found.owner) : Node();
}

Findings writeField(ConfigBox &config, const QString &key, const Node &value)
{
    Findings findings;
    const access::Located found = access::locate(config.schema(), config.data(), key);
    if (!found.spec) {
        return {Finding{.code = u"field.unknown"_s, .path = key}};
    }
    // Nothing given means "as if never set".
    const Node given =
        value.isNull() ? access::writeMember(*found.spec, found.schema->create().get()) : value;
    found.spec->member.codec->read(access::memberOf(*found.spec, found.owner), given, *found.spec,
                                   key, findings);
    return findings;
}

const FieldSpec *findField(const Schema &schema, const QString &key)
{
    return access::locate(schema, nullptr, key).spec;
}

bool conditionHolds(const Condition &condition, const Schema &schema, const void *config)
{
    if (!condition.field) {
        return true;
    }
    const access::Located sibling =
        access::locate(schema, const_cast<void *>(config), QString::fromUtf8(condition.field));
    if (!sibling.spec) {
        return false;
    }
    const QString now = access::writeMember(*sibling.spec, sibling.owner).text;
    for (const char *value : condition.equals) {
        if (value && now == QString::fromUtf8(value)) {
            return true;
        }
    }
    return false;
}

bool isVisible(const ConfigBox &config, const QString &key, Role role)
{
    bool visible = true;
    const auto check = [&](const access::Located &step) {
        visible = visible && access::hasRole(*step.spec, role)
            && conditionHolds(step.spec->visibleWhen, *step.schema, step.owner);
    };
    return access::locate(config.schema(), const_cast<void *>(config.data()), key, check).spec
        && visible;
}

Tab tabOf(const ConfigBox &config, const QString &key)
{
    const FieldSpec *spec = findField(config.schema(), key);
    if (!spec) {
        return Tab::Basic;
    }
    const bool isMoved =
        spec->basicWhen.field && conditionHolds(spec->basicWhen, config.schema(), config.data());
    return isMoved ? Tab::Basic : spec->tab;
}

ConfigBox newConfig(const Schema &schema)
{
    ConfigBox config(schema);
    visitFields(config, [&config](const QString &key, const FieldSpec &spec, void *) {
        if (*spec.formDefault) {
            writeField(config, key, Node::scalar(QString::fromUtf8(spec.formDefault)));
        }
    });
    return config;
}

bool isRequired(const ConfigBox &config, const QString &key, Role role)
{
    const access::Located found =
        access::locate(config.schema(), const_cast<void *>(config.data()), key);
    return found.spec && isVisible(config, key, role)
        && (found.spec->required
            || (found.spec->requiredWhen.field
                && conditionHolds(found.spec->requiredWhen, *found.schema, found.owner)));
}

} // namespace core
