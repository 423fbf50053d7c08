// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/probe_session.h"
#include "app/weirctl/source_choice.h"
#include "app/weirctl/workspace_input.h"
#include "core/engine/message_json.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;
using core::timeJson;

QJsonObject toJson(const core::BrowseItem &item)
{
    return {{u"name"_s, item.name},
            {u"partitions"_s,
             item.partitions ? QJsonValue(static_cast<qint64>(*item.partitions)) : QJsonValue()},
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
        rows.push_back({item.name, item.partitions ? QString::number(*item.partitions) : QString(),
                        timeJson(item.newestMs.value_or(-1)).toString()});
    }
    writeResult(formatTable({core::visibleText(listing.kind, 40), text(WEIR_TEXT("partitions")),
                             text(WEIR_TEXT("newest"))},
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
    using Answer = core::Result<core::BrowseListing>;
    ExitCode code = ExitCode::Findings;
    ProbeSession session(registry());
    session.watch<Answer>(
        session.engine().browse(core::EndKind::Source, source.end, source.baseFolder),
        [&](const QFuture<Answer> &future) {
            const QList<Answer> answers = future.results();
            if (answers.isEmpty()) {
                return; // interrupted
            }
            if (!answers.first()) {
                writeError(answers.first().error());
                return;
            }
            code = ExitCode::Done;
            (arguments.has(kJson) ? printJson : printText)(*answers.first());
        });
    session.wait();
    return code;
}

} // namespace weirctl
