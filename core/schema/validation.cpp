// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/schema.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

/// Finds the text a path was read from, so that findings of rules have a line too.
const Node *nodeAt(const Node *map, const QString &path)
{
    for (const QString &part : path.split(u'.')) {
        if (!map || !map->isMap()) {
            return nullptr;
        }
        map = map->find(part);
    }
    return map;
}

class Validator final : public RuleReport
{
public:
    Validator(Role role, const QString &path, const Node *map, Findings &out)
        : m_role(role), m_path(path), m_map(map), m_out(out)
    { }

    Role role() const override { return m_role; }
    void error(const char *code, const char *field, QString message, QString fix) override
    {
        add(Severity::Error, code, field, std::move(message), std::move(fix));
    }
    void warning(const char *code, const char *field, QString message, QString fix) override
    {
        add(Severity::Warning, code, field, std::move(message), std::move(fix));
    }
    void note(const char *code, const char *field, QString message, QString fix) override
    {
        add(Severity::Note, code, field, std::move(message), std::move(fix));
    }

    void checkTable(const Schema &schema, void *config, const QString &prefix);

private:
    void add(Severity severity, const char *code, const char *field, QString message, QString fix);
    void checkField(const Schema &schema, const FieldSpec &spec, void *config);

    Role m_role;
    QString m_path;
    const Node *m_map;
    Findings &m_out;
    QString m_prefix; ///< of the struct that is being checked
};

void Validator::add(Severity severity, const char *code, const char *field, QString message,
                    QString fix)
{
    const QString key = m_prefix + QString::fromLatin1(field);
    const Node *node = nodeAt(m_map, key);
    m_out.push_back({.severity = severity,
                     .code = QString::fromLatin1(code),
                     .path = m_path.isEmpty() ? key : m_path + u'.' + key,
                     .line = node ? node->line : (m_map ? m_map->line : 0),
                     .column = node ? node->column : (m_map ? m_map->column : 0),
                     .message = std::move(message),
                     .fix = std::move(fix)});
}

bool isEmptyValue(const Node &value)
{
    return value.isNull() || (value.isScalar() ? value.text.isEmpty() : value.items.empty());
}

void Validator::checkField(const Schema &schema, const FieldSpec &spec, void *config)
{
    const bool needed = spec.required
        || (spec.requiredWhen.field && conditionHolds(spec.requiredWhen, schema, config));
    if (needed && isEmptyValue(spec.member.codec->write(spec.member.member(config), spec))) {
        add(Severity::Error, "field.required", spec.key,
            text(WEIR_TEXT("%1 is required")).arg(text(spec.label)),
            *spec.example ? text(WEIR_TEXT("For example %1")).arg(QLatin1String(spec.example))
                          : QString());
    }
}

void Validator::checkTable(const Schema &schema, void *config, const QString &prefix)
{
    for (const FieldSpec &spec : schema.fields) {
        m_prefix = prefix;
        const bool otherRole =
            spec.role != Role::Both && m_role != Role::Both && spec.role != m_role;
        if (otherRole || !conditionHolds(spec.visibleWhen, schema, config)) {
            continue;
        }
        void *member = spec.member.member(config);
        const FieldCodec &codec = *spec.member.codec;
        const QString key = prefix + QString::fromLatin1(spec.key);
        if (codec.kind == FieldKind::Group) {
            checkTable(codec.nested(), member, key + u'.');
            continue;
        }
        checkField(schema, spec, config);
        for (std::size_t i = 0; codec.count && i < codec.count(member); ++i) {
            checkTable(codec.nested(), codec.item(member, i), codecs::itemPath(key, i) + u'.');
        }
    }
    m_prefix = prefix;
    for (const Rule &rule : schema.rules) {
        rule.check(config, *this);
    }
}

} // namespace

Findings validateConfig(const ConfigBox &config, Role role, const QString &path, const Node *map)
{
    Findings findings;
    Validator validator(role, path, map, findings);
    ConfigBox copy = config; // the bindings hand out mutable members
    validator.checkTable(copy.schema(), copy.data(), {});
    return findings;
}

} // namespace core
