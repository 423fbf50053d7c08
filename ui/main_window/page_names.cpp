// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/page_names.h"

#include "core/connectors/registry.h"
#include "ui/main_window/page_number.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct Plain
{
    QLatin1String name;
    int page;
};

constexpr std::array<Plain, 9> kPlain{{{"home"_L1, kHomePage},
                                       {"flows"_L1, kFlowsPage},
                                       {"samples"_L1, kFlowsPage},
                                       {"problems"_L1, kFlowsPage},
                                       {"sources"_L1, kSourcesPage},
                                       {"endpoints"_L1, kEndpointsPage},
                                       {"store"_L1, kStorePage},
                                       {"secrets"_L1, kSecretsPage},
                                       {"logs"_L1, kLogsPage}}};

bool isEditorName(const QString &name, const core::Registry &registry)
{
    const QStringList parts = name.split(u':');
    const QString type = parts.value(1);
    const QString tab = parts.value(2, u"basic"_s);
    if (parts.size() > 3 || (tab != "basic"_L1 && tab != "advanced"_L1)) {
        return false;
    }
    if (parts.front() == "source"_L1 || parts.front() == "endpoint"_L1) {
        return !type.isEmpty(); // the name of an entry, which the workspace may have or not
    }
    return (parts.front() == "source-editor"_L1 && (type.isEmpty() || registry.source(type)))
        || (parts.front() == "endpoint-editor"_L1 && (type.isEmpty() || registry.endpoint(type)));
}

} // namespace

std::optional<int> numberOfPage(const QString &name)
{
    const auto found = std::ranges::find(kPlain, name, &Plain::name);
    return found == kPlain.end() ? std::nullopt : std::optional(found->page);
}

bool isPageName(const QString &name, const core::Registry &registry)
{
    return numberOfPage(name) || name == "dead-letters"_L1 || name == "flow-editor"_L1
        || name == "palette"_L1 || isEditorName(name, registry);
}

QString pageNames(const core::Registry &registry)
{
    QStringList names;
    for (const Plain &plain : kPlain) {
        names.append(plain.name);
    }
    QStringList sources;
    for (const core::SourceType &type : registry.sources()) {
        sources.append(QLatin1String(type.type));
    }
    QStringList endpoints;
    for (const core::EndpointType &type : registry.endpoints()) {
        endpoints.append(QLatin1String(type.type));
    }
    names << u"dead-letters"_s << u"flow-editor"_s << u"palette"_s << u"source:NAME[:advanced]"_s
          << u"endpoint:NAME[:advanced]"_s
          << u"source-editor:(%1)[:advanced]"_s.arg(sources.join(u'|'))
          << u"endpoint-editor:(%1)[:advanced]"_s.arg(endpoints.join(u'|'));
    return names.join(u", "_s);
}

} // namespace ui
