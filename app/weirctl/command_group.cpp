// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/one_answer.h"
#include "app/weirctl/options.h"
#include "app/weirctl/source_choice.h"
#include "core/support/moment.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::GroupReset;
using core::text;
using core::visibleText;

QJsonValue numberOf(const std::optional<std::int64_t> &value)
{
    return value ? QJsonValue(static_cast<qint64>(*value)) : QJsonValue();
}

void printJson(const core::ReaderGroup &group)
{
    QJsonArray members;
    for (const core::GroupMember &member : group.members) {
        members.append(QJsonObject{{u"name"_s, member.name},
                                   {u"id"_s, member.id},
                                   {u"host"_s, member.host},
                                   {u"lanes"_s, static_cast<qint64>(member.lanes)}});
    }
    QJsonArray lanes;
    for (const core::GroupLane &lane : group.lanes) {
        lanes.append(QJsonObject{
            {u"lane"_s, lane.lane},
            {u"position"_s, numberOf(lane.position)},
            {u"end"_s, numberOf(lane.end)},
            {u"lag"_s, numberOf(lane.lag())},
            {u"target"_s, numberOf(lane.target)},
            {u"member"_s, lane.member.isEmpty() ? QJsonValue() : QJsonValue(lane.member)}});
    }
    writeJson(QJsonObject{{u"group"_s, group.name},
                          {u"state"_s, group.state},
                          {u"members"_s, members},
                          {u"lanes"_s, lanes}});
}

QString cell(const std::optional<std::int64_t> &value)
{
    return value ? QString::number(*value) : u"-"_s;
}

void printText(const core::ReaderGroup &group)
{
    writeResult(text(WEIR_TEXT("group %1: %2, %3 members\n"))
                    .arg(visibleText(group.name, 255), visibleText(group.state, 40))
                    .arg(group.members.size()));
    const bool hasTargets = std::ranges::any_of(
        group.lanes, [](const core::GroupLane &lane) { return lane.target.has_value(); });
    QStringList headings{text(WEIR_TEXT("lane")), text(WEIR_TEXT("position")),
                         text(WEIR_TEXT("end")), text(WEIR_TEXT("lag")),
                         hasTargets ? text(WEIR_TEXT("moves to")) : text(WEIR_TEXT("member"))};
    std::vector<QStringList> rows;
    for (const core::GroupLane &lane : group.lanes) {
        rows.push_back({lane.lane, cell(lane.position), cell(lane.end), cell(lane.lag()),
                        hasTargets ? cell(lane.target) : lane.member});
    }
    writeResult(formatTable(headings, rows));
}

/// Where the flow's own group is meant and nothing says which flow, there must be one.
std::optional<core::SourceReader> readerFor(const Arguments &arguments, const ChosenSource &source)
{
    const QString flow = arguments.text(kOneFlow);
    if (flow.isEmpty()) {
        return source.readers.size() == 1 ? source.readers.front() : core::SourceReader{};
    }
    for (const core::SourceReader &reader : source.readers) {
        if (reader.flow == flow) {
            return reader;
        }
    }
    writeNotice(
        text(WEIR_TEXT("weirctl: no flow %1 reads this source")).arg(visibleText(flow, 200)));
    return std::nullopt;
}

std::optional<GroupReset> wrong(const QString &sentence)
{
    writeNotice(u"weirctl: "_s + sentence);
    return std::nullopt;
}

std::optional<GroupReset> offsetsIn(const Arguments &arguments, GroupReset reset)
{
    for (const QString &entry : arguments.texts(kOffset)) {
        const auto place = core::placeOf(entry);
        if (!place) {
            return wrong(text(WEIR_TEXT("--offset wants LANE=N, such as orders/3=1500")));
        }
        reset.places.push_back(*place);
    }
    return reset.places.empty() ? wrong(text(WEIR_TEXT("--to offset wants --offset LANE=N")))
                                : std::optional(reset);
}

std::optional<GroupReset> resetIn(const Arguments &arguments)
{
    GroupReset reset{.isOnlyTold = !arguments.has(kYes)};
    const QString to = arguments.text(kTo);
    if (to == "earliest"_L1) {
        return reset;
    }
    if (to == "latest"_L1) {
        reset.to = GroupReset::To::Latest;
        return reset;
    }
    if (to == "offset"_L1) {
        reset.to = GroupReset::To::Position;
        return offsetsIn(arguments, std::move(reset));
    }
    if (to != "time"_L1) {
        return wrong(text(WEIR_TEXT("--to is missing")));
    }
    const auto ms = core::momentMs(arguments.text(kTime));
    if (!ms) {
        return wrong(text(WEIR_TEXT("--to time wants --time, such as 2026-01-31T18:00:00Z")));
    }
    reset.to = GroupReset::To::Time;
    reset.timeMs = *ms;
    return reset;
}

void noteKeeper(const core::SourceReader &reader)
{
    if (!reader.keeper.isEmpty()) {
        writeNotice(text(WEIR_TEXT("flow %1 goes on where its endpoint %2 left off, whatever the "
                                   "group's positions say"))
                        .arg(visibleText(reader.flow, 200), visibleText(reader.keeper, 200)));
    }
}

/// The answer's exit code.
ExitCode ask(const Arguments &arguments, std::optional<GroupReset> reset)
{
    const auto chosen = chosenSource(arguments);
    if (const auto *code = std::get_if<ExitCode>(&chosen)) {
        return *code;
    }
    const auto &source = std::get<ChosenSource>(chosen);
    const auto reader = readerFor(arguments, source);
    if (!reader) {
        return ExitCode::Usage;
    }
    return printAnswer<core::ReaderGroup>(
        [&](core::Engine &engine) {
            return engine.group(
                source.end,
                {.flowId = reader->flowId, .baseFolder = source.baseFolder, .reset = reset});
        },
        [&](const core::ReaderGroup &group) {
            (arguments.has(kJson) ? printJson : printText)(group);
            noteKeeper(*reader);
        });
}

} // namespace

ExitCode runGroupShow(const Arguments &arguments)
{
    return ask(arguments, std::nullopt);
}

/// Whoever did not say yes has not moved anything, which a script must notice.
ExitCode runGroupReset(const Arguments &arguments)
{
    const auto reset = resetIn(arguments);
    if (!reset) {
        return ExitCode::Usage;
    }
    const ExitCode code = ask(arguments, reset);
    if (code == ExitCode::Done && reset->isOnlyTold) {
        writeNotice(text(WEIR_TEXT("Nothing was changed; say --yes to move the positions")));
        return ExitCode::Findings;
    }
    return code;
}

} // namespace weirctl
