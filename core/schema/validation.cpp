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

/// What one validation run knows besides the struct in hand.
struct Run
{
    Role role;
    QString baseFolder;
    bool isOfText = false; ///< there is a text, so what it leaves out is known
    Findings findings = {};
    Findings unused = {}; ///< told where nothing else is said of them
};

/// The text a struct was read from, as far as there is one: gives findings their place.
struct Place
{
    const Node *map = nullptr;
    int line = 0;
    int column = 0;
    bool isThere = true; ///< false: this is only where it would stand

    static Place of(const Node *map)
    {
        return map
            ? Place{.map = map->isMap() ? map : nullptr, .line = map->line, .column = map->column}
            : Place{};
    }

    /// The place of a dotted key, or of the nearest map around it.
    Place at(QStringView key) const
    {
        if (key.isEmpty()) {
            return *this;
        }
        if (!map) {
            return {.line = line, .column = column, .isThere = false};
        }
        const qsizetype dot = key.indexOf(u'.');
        const QString first = (dot < 0 ? key : key.left(dot)).toString();
        for (std::size_t i = 0; i < map->keys.size(); ++i) {
            if (map->keys[i].name == first) {
                const Node &value = map->items[i];
                const Place found{.map = value.isMap() ? &value : nullptr,
                                  .line = map->keys[i].line,
                                  .column = map->keys[i].column,
                                  .isThere = !value.isNull()};
                return dot < 0 ? found : found.at(key.mid(dot + 1));
            }
        }
        return {.line = line, .column = column, .isThere = false};
    }

    Place item(std::size_t list, std::size_t index) const
    {
        if (!map || list >= map->items.size() || index >= map->items[list].items.size()) {
            return *this;
        }
        return of(&map->items[list].items[index]);
    }
};

void add(Run &run, Severity severity, const QString &code, const Place &place, const QString &path,
         QString message, QString fix = {})
{
    run.findings.push_back(Finding{.severity = severity,
                                   .code = code,
                                   .path = path,
                                   .line = place.line,
                                   .column = place.column,
                                   .message = std::move(message),
                                   .fix = std::move(fix)});
}

class StructReport final : public RuleReport
{
public:
    StructReport(Run &run, const Place &place, const QString &path)
        : m_run(run), m_place(place), m_path(path)
    { }

    Role role() const override { return m_run.role; }
    QString baseFolder() const override { return m_run.baseFolder; }
    void error(const char *code, const char *field, QString message, QString fix) override
    {
        put(Severity::Error, code, field, std::move(message), std::move(fix));
    }
    void warning(const char *code, const char *field, QString message, QString fix) override
    {
        put(Severity::Warning, code, field, std::move(message), std::move(fix));
    }
    void note(const char *code, const char *field, QString message, QString fix) override
    {
        put(Severity::Note, code, field, std::move(message), std::move(fix));
    }

private:
    void put(Severity severity, const char *code, const char *field, QString message, QString fix)
    {
        const QString key = QString::fromUtf8(field);
        const QString path = key.isEmpty() ? m_path : joined(m_path, key);
        add(m_run, severity, QString::fromLatin1(code), m_place.at(key), path, std::move(message),
            std::move(fix));
    }

    Run &m_run;
    const Place &m_place;
    const QString &m_path;
};

bool isUnset(const Node &value)
{
    return value.isNull() || (value.isScalar() && value.text.isEmpty())
        || ((value.isList() || value.isMap()) && value.items.empty());
}

bool isRequiredNow(const FieldSpec &spec, const Schema &schema, const void *config)
{
    return spec.required
        || (spec.requiredWhen.field && conditionHolds(spec.requiredWhen, schema, config));
}

void checkClearSecrets(const FieldSpec &spec, const void *member, const Place &place,
                       const QString &path, Run &run)
{
    const auto refuse = [&](const Secret &secret) {
        if (!secret.reference().isEmpty() && !isSecretReference(secret.reference())) {
            add(run, Severity::Error, u"secret.in_clear"_s, place, path,
                text(WEIR_TEXT("A secret must be a reference, not the value itself")),
                text(WEIR_TEXT("Write ${env:NAME}, ${file:PATH} or ${keyring:PATH}")));
        }
    };
    if (spec.member.codec->kind == FieldKind::Secret) {
        refuse(*static_cast<const Secret *>(member));
    } else if (spec.member.codec->kind == FieldKind::Map) {
        for (const NamedValue &value : *static_cast<const NamedValues *>(member)) {
            refuse(value.value);
        }
    }
}

void checkStruct(const Schema &schema, void *config, const Place &place, const QString &path,
                 Run &run);

void checkItems(const FieldSpec &spec, void *member, const Place &place, const QString &path,
                Run &run)
{
    const std::size_t count = spec.member.codec->count(member);
    const Node *map = place.map;
    std::size_t position = map ? map->items.size() : 0;
    for (std::size_t i = 0; map && i < map->keys.size(); ++i) {
        position = map->keys[i].name == keyOf(spec) ? i : position;
    }
    for (std::size_t i = 0; i < count; ++i) {
        checkStruct(access::nestedOf(spec), spec.member.codec->item(member, i),
                    place.item(position, i), codecs::itemPath(path, i), run);
    }
}

/// For values that no reader has seen: set by a program, or by the struct's own default.
void checkRanges(const FieldSpec &spec, const Node &value, const Place &place, const QString &path,
                 Run &run)
{
    std::int64_t measure = 0;
    switch (spec.member.codec->kind) {
    case FieldKind::Integer: measure = value.text.toLongLong(); break;
    case FieldKind::Text:
        if (!checkCharacters(value.text, spec, {.line = place.line, .column = place.column}, path,
                             run.findings)) {
            return;
        }
        [[fallthrough]];
    case FieldKind::Pem:
    case FieldKind::File: measure = value.text.size(); break;
    case FieldKind::List:
    case FieldKind::Map: measure = static_cast<std::int64_t>(value.items.size()); break;
    case FieldKind::Duration: {
        const Result<Duration> duration = parseDuration(value.text);
        measure = duration ? duration->value.count() : -1;
        break;
    }
    case FieldKind::ByteSize: {
        const Result<ByteSize> size = parseByteSize(value.text);
        measure = size ? size->value : -1;
        break;
    }
    default: return;
    }
    const Node where{.line = place.line, .column = place.column};
    checkRange(measure, spec, where, path, run.findings);
}

/// What is written for another choice stays in the file, and counts for nothing.
void tellUnused(const FieldSpec &spec, const Place &place, const QString &path, Run &run)
{
    QStringList values;
    for (const char *value : spec.visibleWhen.equals) {
        if (value) {
            values.append(QString::fromUtf8(value));
        }
    }
    run.unused.push_back(Finding{
        .severity = Severity::Note,
        .code = u"field.unused"_s,
        .path = path,
        .line = place.line,
        .column = place.column,
        .message = text(WEIR_TEXT("This has no effect: it belongs to %1: %2"))
                       .arg(QString::fromUtf8(spec.visibleWhen.field), values.join(u" | "_s))});
}

void checkField(const FieldSpec &spec, const Schema &schema, void *config, const Place &place,
                const QString &path, Run &run)
{
    void *member = access::memberOf(spec, config);
    const Place here = place.at(keyOf(spec));
    const bool visible = conditionHolds(spec.visibleWhen, schema, config);
    checkClearSecrets(spec, member, here, path, run);
    if (!visible || !access::hasRole(spec, run.role)) {
        if (!visible && run.isOfText && here.isThere && access::hasRole(spec, run.role)) {
            tellUnused(spec, here, path, run);
        }
        return;
    }
    if (access::isGroup(spec)) {
        checkStruct(access::nestedOf(spec), member, here, path, run);
        return;
    }
    const Node value = spec.member.codec->write(member, spec);
    const bool everyRole = spec.role == Role::Both || spec.role == run.role;
    const bool isChoice = spec.member.codec->kind == FieldKind::Choice;
    if (isUnset(value) || (isChoice && run.isOfText && !here.isThere)) {
        if (everyRole && isRequiredNow(spec, schema, config)) {
            add(run, Severity::Error, u"field.required"_s, here, path,
                text(WEIR_TEXT("%1 is required")).arg(text(spec.label)));
        }
        return;
    }
    checkRanges(spec, value, here, path, run);
    if (access::isGroupList(spec)) {
        checkItems(spec, member, place, path, run);
    }
}

void checkStruct(const Schema &schema, void *config, const Place &place, const QString &path,
                 Run &run)
{
    for (const FieldSpec &spec : schema.fields) {
        checkField(spec, schema, config, place, joined(path, keyOf(spec)), run);
    }
    StructReport report(run, place, path);
    for (const Rule &rule : schema.rules) {
        rule.check(config, report);
    }
}

} // namespace

Findings validateConfig(const ConfigBox &config, Role role, const QString &path, const Node *map,
                        const QString &baseFolder)
{
    Run run{.role = role, .baseFolder = baseFolder, .isOfText = map != nullptr};
    if (!config.isEmpty()) {
        checkStruct(config.schema(), const_cast<void *>(config.data()), Place::of(map), path, run);
    }
    Findings all = std::move(run.findings);
    for (Finding &finding : run.unused) {
        const bool isTold = std::ranges::any_of(all, [&finding](const Finding &other) {
            return other.path == finding.path || other.path.startsWith(finding.path + u'.');
        });
        if (!isTold) {
            all.push_back(std::move(finding));
        }
    }
    return all;
}

} // namespace core
