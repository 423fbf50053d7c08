// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace_loading.h"

#include "core/support/text.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

/// A value that could not be read was reported already; that it is missing then says nothing new.
void append(Findings &all, Findings read, const Findings &checked)
{
    for (const Finding &finding : checked) {
        const bool known = finding.code == "field.required"_L1
            && std::any_of(read.begin(), read.end(), [&finding](const Finding &other) {
                               return other.path == finding.path
                                   || other.path.startsWith(finding.path + u'[')
                                   || finding.path.startsWith(other.path + u'.');
                           });
        if (!known) {
            read.push_back(finding);
        }
    }
    all.insert(all.end(), read.begin(), read.end());
}

} // namespace

void checkName(const QString &section, const QString &name, Loading &load)
{
    static const QRegularExpression allowed(u"^[A-Za-z0-9_-]{1,64}$"_s);
    if (!allowed.match(name).hasMatch()) {
        load.report.error("name.invalid", {section, name},
                          text(WEIR_TEXT("\"%1\" cannot be a name")).arg(visibleText(name, 64)),
                          text(WEIR_TEXT("Names have letters, digits, - and _, at most 64")));
    }
}

const Node *sectionMap(const QString &key, Loading &load)
{
    const Node *section = load.root.find(key);
    if (!section || section->isNull()) {
        return nullptr;
    }
    if (!section->isMap()) {
        load.report.error("field.type", {key},
                          text(WEIR_TEXT("This needs a map of names and settings")));
        return nullptr;
    }
    return section;
}

ConfigBox readChecked(const Schema &schema, const Node &settings, Role role, const QString &path,
                      Loading &load)
{
    ConfigBox config(schema);
    Findings read = readConfig(config, settings, path);
    append(load.result.findings, std::move(read),
           validateConfig(config, role, path, &settings, load.baseFolder));
    return config;
}

void checkMore(const ConfigBox &config, Role role, const QString &path, const Node &settings,
               Loading &load)
{
    Findings &all = load.result.findings;
    for (Finding &finding : validateConfig(config, role, path, &settings, load.baseFolder)) {
        const bool isKnown = std::ranges::any_of(all, [&finding](const Finding &other) {
            return other.code == finding.code && other.path == finding.path;
        });
        if (!isKnown) {
            all.push_back(std::move(finding));
        }
    }
}

} // namespace core::loading
