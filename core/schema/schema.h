// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_spec.h"

#include <functional>
#include <memory>
#include <span>

namespace core {

/// Where a rule over several fields puts what it found; paths are relative to the rule's struct.
class RuleReport
{
public:
    virtual ~RuleReport() = default;
    /// In which role the entry is used: Source, Destination, or Both while nothing refers to it.
    virtual Role role() const = 0;
    /// Where relative paths start; empty while files are not to be touched (a form's checks).
    virtual QString baseFolder() const = 0;
    virtual void error(const char *code, const char *field, QString message, QString fix = {}) = 0;
    virtual void warning(const char *code, const char *field, QString message,
                         QString fix = {}) = 0;
    virtual void note(const char *code, const char *field, QString message, QString fix = {}) = 0;
};

/// A check over several fields of one struct; made by rule<&function>().
struct Rule
{
    void (*check)(const void *config, RuleReport &report) = nullptr;
    const void *owner = nullptr;
};

/// One config struct's table and life. Constant, lives for ever, any thread.
struct Schema
{
    std::span<const FieldSpec> fields;
    std::span<const Rule> rules;
    const void *owner;
    std::shared_ptr<void> (*create)(); ///< with the struct's own default values
    std::shared_ptr<void> (*clone)(const void *config);
};

/// A config struct of any type together with its schema; copies deeply. One thread.
class ConfigBox final
{
public:
    ConfigBox() = default;
    explicit ConfigBox(const Schema &schema);
    ConfigBox(const ConfigBox &other);
    ConfigBox &operator=(const ConfigBox &other);
    ConfigBox(ConfigBox &&) noexcept = default;
    ConfigBox &operator=(ConfigBox &&) noexcept = default;

    bool isEmpty() const { return !m_schema; }
    const Schema &schema() const { return *m_schema; }
    void *data() { return m_config.get(); }
    const void *data() const { return m_config.get(); }

    /// The struct itself; the caller names the type its schema was made for (checked, fatal).
    template <typename Config>
    const Config &as() const;
    template <typename Config>
    Config &as();

    /// Equal when both write the same text.
    bool operator==(const ConfigBox &other) const;

private:
    void checkOwner(const void *owner) const;

    const Schema *m_schema = nullptr;
    std::shared_ptr<void> m_config;
};

/// Reads a map into the struct: unknown keys (nearest key suggested), wrong types, choices and
/// ranges become findings. Never throws and never stops at the first.
Findings readConfig(ConfigBox &config, const Node &map, const QString &path);

/// The canonical map: fields that differ from their default, and all required ones, in table order;
/// none of the other role.
Node writeConfig(const ConfigBox &config, Role role = Role::Both);
/// Every visible field, defaults included; for showing what is in force.
Node writeWholeConfig(const ConfigBox &config);

/// Required and required-when fields, ranges, secrets in clear and all rules. `map` (may be null)
/// gives the lines of the text the struct was read from. With a base folder the files that it
/// names (certificates) are read and checked too.
Findings validateConfig(const ConfigBox &config, Role role, const QString &path,
                        const Node *map = nullptr, const QString &baseFolder = {});

/// Calls for every field that is no group itself, those inside groups and lists of groups included,
/// with its dotted key ("tls.disable", "fields[0].name") and the member.
using FieldVisitor = std::function<void(const QString &key, const FieldSpec &spec, void *member)>;
void visitFields(ConfigBox &config, const FieldVisitor &visit);

/// One field by its dotted key, as text tree; reading reports at `key`. Used by forms.
Node readField(const ConfigBox &config, const QString &key);
Findings writeField(ConfigBox &config, const QString &key, const Node &value);
const FieldSpec *findField(const Schema &schema, const QString &key);

/// Whether a condition holds in the struct `config` of the table `schema`.
bool conditionHolds(const Condition &condition, const Schema &schema, const void *config);
/// Whether the field and the groups around it are shown now, in this role.
bool isVisible(const ConfigBox &config, const QString &key, Role role = Role::Both);
/// The tab it stands on now.
Tab tabOf(const ConfigBox &config, const QString &key);
/// What a form for something new begins with.
ConfigBox newConfig(const Schema &schema);
/// Whether it is shown and must be set: always, or because of what its siblings hold now.
bool isRequired(const ConfigBox &config, const QString &key, Role role = Role::Both);

} // namespace core
