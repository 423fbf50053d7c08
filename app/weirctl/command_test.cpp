// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/probe_session.h"
#include "app/weirctl/workspace_input.h"

#include <QFileInfo>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;
using core::visibleText;

struct Probe
{
    core::EndKind kind = core::EndKind::Source;
    core::FlowEnd end = {};
    core::TestScope scope = {};

    QString kindKey() const { return kind == core::EndKind::Source ? u"source"_s : u"endpoint"_s; }
    QString path() const { return QString(kindKey() + u"s."_s + end.entry); }
};

QJsonObject toJson(const core::TestStage &stage)
{
    return {{u"stage"_s, QLatin1String(core::stageKey(stage.stage))},
            {u"state"_s, QLatin1String(core::stageStateKey(stage.state))},
            {u"ms"_s, static_cast<qint64>(stage.took.count())},
            {u"code"_s, stage.code},
            {u"message"_s, stage.message},
            {u"peer"_s, stage.peer},
            {u"field"_s, stage.field},
            {u"fix"_s, stage.fix}};
}

bool hasFailed(const core::TestStage &stage)
{
    return stage.state == core::StageState::Failed;
}

void printJson(const Probe &probe, const QList<core::TestStage> &stages, bool isOk)
{
    QJsonArray list;
    for (const core::TestStage &stage : stages) {
        list.append(toJson(stage));
    }
    writeJson(QJsonObject{{u"kind"_s, probe.kindKey()},
                          {u"name"_s, probe.end.entry},
                          {u"ok"_s, isOk},
                          {u"stages"_s, list}});
}

QString explanation(const core::TestStage &stage)
{
    QString lines;
    for (const QString &words : {stage.peer, stage.fix}) {
        if (!words.isEmpty()) {
            lines += u"      "_s + visibleText(words) + u'\n';
        }
    }
    return lines;
}

/// Where every stage was skipped, nothing is known: that is no success.
QString outcomeOf(const QList<core::TestStage> &stages, bool isOk)
{
    const bool isTested = std::ranges::any_of(
        stages, [](const auto &stage) { return stage.state == core::StageState::Passed; });
    if (!isOk) {
        return text(WEIR_TEXT("failed"));
    }
    return isTested ? text(WEIR_TEXT("passed")) : text(WEIR_TEXT("nothing to test"));
}

void printText(const Probe &probe, const QList<core::TestStage> &stages, bool isOk)
{
    QString lines = u"%1 %2: %3\n"_s.arg(probe.kindKey(), visibleText(probe.end.entry, 64),
                                         outcomeOf(stages, isOk));
    for (const core::TestStage &stage : stages) {
        lines += u"  %1 %2 %3 ms  %4"_s.arg(QLatin1String(core::stageKey(stage.stage)), -12)
                     .arg(QLatin1String(core::stageStateKey(stage.state)), -8)
                     .arg(stage.took.count(), 5)
                     .arg(visibleText(stage.message));
        lines += stage.code.isEmpty() ? u"\n"_s : QString(u" ["_s + stage.code + u"]\n"_s);
        lines += explanation(stage);
    }
    writeResult(lines);
}

/// The named entry, or all of them; empty when there is none of that name.
std::vector<Probe> chosenProbes(const core::Workspace &workspace, const Arguments &arguments)
{
    const bool isAll = !arguments.has(kSource) && !arguments.has(kEndpoint);
    std::vector<Probe> probes;
    for (const core::WorkspaceEntry &entry : workspace.sources) {
        if (isAll || (arguments.has(kSource) && entry.name == arguments.text(kSource))) {
            probes.push_back({.end = flowEnd(entry)});
        }
    }
    for (const core::WorkspaceEntry &entry : workspace.endpoints) {
        if (isAll || (arguments.has(kEndpoint) && entry.name == arguments.text(kEndpoint))) {
            core::FlowEnd end = flowEnd(entry);
            const QStringList targets = workspace.targetsAt(entry.name);
            end.target = targets.value(0);
            probes.push_back({.kind = core::EndKind::Endpoint,
                              .end = std::move(end),
                              .scope = {.targets = targets, .sends = arguments.has(kSend)}});
        }
    }
    return probes;
}

QStringList pathsOf(const Arguments &arguments)
{
    QStringList paths;
    if (arguments.has(kSource)) {
        paths.append(u"sources."_s + arguments.text(kSource));
    }
    if (arguments.has(kEndpoint)) {
        paths.append(u"endpoints."_s + arguments.text(kEndpoint));
    }
    return paths;
}

/// Tests run side by side; what they found is told in the order of the file.
class Report final
{
public:
    Report(const std::vector<Probe> &probes, bool wantsJson)
        : m_probes(probes), m_found(probes.size()), m_wantsJson(wantsJson)
    { }

    void add(std::size_t index, const QFuture<core::TestStage> &future)
    {
        const QList<core::TestStage> stages = future.results();
        const bool isOk =
            !future.isCanceled() && std::none_of(stages.begin(), stages.end(), hasFailed);
        m_areAllOk = m_areAllOk && isOk;
        m_found[index] = Found{stages, isOk};
        for (; m_next < m_found.size() && m_found[m_next]; ++m_next) {
            const Found &found = *m_found[m_next];
            (m_wantsJson ? printJson : printText)(m_probes[m_next], found.stages, found.isOk);
        }
    }
    bool areAllOk() const { return m_areAllOk; }

private:
    struct Found
    {
        QList<core::TestStage> stages;
        bool isOk;
    };

    const std::vector<Probe> &m_probes;
    std::vector<std::optional<Found>> m_found;
    std::size_t m_next = 0; ///< the first that was not told yet
    bool m_wantsJson;
    bool m_areAllOk = true;
};

ExitCode testAll(const std::vector<Probe> &probes, const QString &folder, bool wantsJson)
{
    Report report(probes, wantsJson);
    ProbeSession session(registry());
    for (std::size_t i = 0; i < probes.size(); ++i) {
        session.watch<core::TestStage>(
            session.engine().test(probes[i].kind, probes[i].end, folder, probes[i].scope),
            [&report, i](const QFuture<core::TestStage> &future) { report.add(i, future); });
    }
    session.wait();
    return report.areAllOk() ? ExitCode::Done : ExitCode::Findings;
}

ExitCode misused(const QString &sentence)
{
    writeNotice(u"weirctl: "_s + sentence);
    return ExitCode::Usage;
}

/// What stands against writing a test record, before anything is reached.
QString sendingProblem(const std::vector<Probe> &probes, const Arguments &arguments)
{
    if (!arguments.has(kSend)) {
        return {};
    }
    if (!arguments.has(kEndpoint) || arguments.has(kSource)) {
        return text(WEIR_TEXT("--send wants --endpoint, and no --source"));
    }
    const core::EndpointType *type = registry().endpoint(probes.front().end.type);
    if (!type || !type->testSends) {
        return text(WEIR_TEXT("endpoints of type %1 take no test record"))
            .arg(visibleText(probes.front().end.type, 64));
    }
    return probes.front().scope.targets.isEmpty()
        ? text(WEIR_TEXT("no flow writes to this endpoint: there is no topic for a test record"))
        : QString();
}

} // namespace

ExitCode runTest(const Arguments &arguments)
{
    const auto read = usableWorkspace(arguments.operand(0), pathsOf(arguments));
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    const auto &workspace = std::get<core::Workspace>(read);
    std::vector<Probe> probes = chosenProbes(workspace, arguments);
    if (probes.empty()) {
        return misused(text(WEIR_TEXT("there is no such source or endpoint")));
    }
    if (const QString problem = sendingProblem(probes, arguments); !problem.isEmpty()) {
        return misused(problem);
    }
    SecretFiller secrets(workspace);
    for (Probe &probe : probes) {
        secrets.fill(probe.end, probe.path());
    }
    if (!secrets.isComplete()) {
        return ExitCode::Findings;
    }
    return testAll(probes, QFileInfo(workspace.file).absolutePath(), arguments.has(kJson));
}

} // namespace weirctl
