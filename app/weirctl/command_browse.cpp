// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/one_answer.h"
#include "app/weirctl/options.h"
#include "app/weirctl/source_choice.h"
#include "core/engine/message_json.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;
using core::timeJson;

QJsonValue toJson(const std::optional<std::int64_t> &count)
{
    return count ? QJsonValue(static_cast<qint64>(*count)) : QJsonValue();
}

QString toText(const std::optional<std::int64_t> &count)
{
    return count ? QString::number(*count) : QString();
}

QJsonObject toJson(const core::BrowseItem &item)
{
    return {{u"name"_s, item.name},
            {u"partitions"_s, toJson(item.partitions)},
            {u"messages"_s, toJson(item.messages)},
            {u"newest"_s, timeJson(item.newestMs.value_or(-1))}};
}

void printJson(const core::BrowseListing &listing)
{
    QJsonArray items;
    for (const core::BrowseItem &item : listing.items) {
        items.append(toJson(item));
    }
    writeJson(QJsonObject{{u"kind"_s, listing.kind}, {u"items"_s, items}});
}

void printText(const core::BrowseListing &listing)
{
    std::vector<QStringList> rows;
    for (const core::BrowseItem &item : listing.items) {
        rows.push_back({item.name, toText(item.partitions), toText(item.messages),
                        timeJson(item.newestMs.value_or(-1)).toString()});
    }
    writeResult(formatTable({core::visibleText(listing.kind, 40), text(WEIR_TEXT("partitions")),
                             text(WEIR_TEXT("messages")), text(WEIR_TEXT("newest"))},
                            rows));
}

} // namespace

ExitCode runBrowse(const Arguments &arguments)
{
    const auto chosen = chosenSource(arguments);
    if (const auto *code = std::get_if<ExitCode>(&chosen)) {
        return *code;
    }
    const auto &source = std::get<ChosenSource>(chosen);
    return printAnswer<core::BrowseListing>(
        [&](core::Engine &engine) {
            return engine.browse(core::EndKind::Source, source.end, source.baseFolder);
        },
        arguments.has(kJson) ? printJson : printText);
}

} // namespace weirctl
