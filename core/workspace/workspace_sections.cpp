// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace_sections.h"

#include "core/schema/field_findings.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

template <typename Types>
QStringList typeNames(const Types &types)
{
    QStringList names;
    for (const auto &type : types) {
        names.append(QString::fromLatin1(type.type));
    }
    return names;
}

} // namespace

QString takeText(Node &settings, const QString &key, const QStringList &path, Loading &load)
{
    const Node *node = settings.find(key);
    QString value;
    if (node && node->isScalar()) {
        value = node->text;
    } else if (node && !node->isNull()) {
        load.report.error("field.type", QStringList(path) << key,
                          text(WEIR_TEXT("This needs a text")));
    }
    settings.remove(key);
    return value;
}

const Section &sourceSection()
{
    static const Section section{
        .key = u"sources"_s,
        .role = Role::Source,
        .schemaOf = [](const Registry &registry, const QString &type) -> const Schema * {
            const SourceType *found = registry.source(type);
            return found ? &found->schema : nullptr;
        },
        .types = [](const Registry &registry) { return typeNames(registry.sources()); }};
    return section;
}

const Section &endpointSection()
{
    static const Section section{
        .key = u"endpoints"_s,
        .role = Role::Destination,
        .schemaOf = [](const Registry &registry, const QString &type) -> const Schema * {
            const EndpointType *found = registry.endpoint(type);
            return found ? &found->schema : nullptr;
        },
        .types = [](const Registry &registry) { return typeNames(registry.endpoints()); }};
    return section;
}

void reportType(const QString &type, const QStringList &path, const Section &section, Loading &load)
{
    const QStringList types = section.types(load.registry);
    if (type.isEmpty()) {
        load.report.error("entry.type.missing", path, text(WEIR_TEXT("The type is missing")),
                          text(WEIR_TEXT("Types: %1")).arg(types.join(u", "_s)));
        return;
    }
    const QString near = nearestName(type, types);
    load.report.error("entry.type.unknown", QStringList(path) << u"type"_s,
                      text(WEIR_TEXT("The type \"%1\" is not known")).arg(visibleText(type, 64)),
                      near.isEmpty() ? text(WEIR_TEXT("Types: %1")).arg(types.join(u", "_s))
                                     : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
}

} // namespace core::loading
