// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/state_words.h"

#include "core/support/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {
namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ui::FlowState", text);
}

using End = std::pair<QString, core::Guarantee>;

/// Both ends, as far as the document and this version know them.
std::vector<End> endsOf(const core::WorkspaceFlow &flow, const core::Workspace &workspace,
                        const core::Registry &registry)
{
    std::vector<End> ends;
    const core::WorkspaceEntry *origin = workspace.originOf(flow);
    if (const core::SourceType *type =
            origin ? registry.sourceReading(origin->type, flow.from.isEndpoint) : nullptr) {
        ends.emplace_back(origin->name, type->guarantee);
    }
    for (const core::FlowReference &reference : flow.to) {
        const core::WorkspaceEntry *entry = workspace.endpoint(reference.entry);
        if (const core::EndpointType *type = entry ? registry.endpoint(entry->type) : nullptr) {
            ends.emplace_back(entry->name, type->guaranteeOf(entry->config));
        }
    }
    return ends;
}

} // namespace

QString stateWord(core::FlowState state)
{
    switch (state) {
    case core::FlowState::Draft: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Draft"));
    case core::FlowState::Stopped: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Stopped"));
    case core::FlowState::Starting: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Starting"));
    case core::FlowState::Running: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Running"));
    case core::FlowState::Idle: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Idle"));
    case core::FlowState::Degraded: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Degraded"));
    case core::FlowState::Failed: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Failed"));
    case core::FlowState::Stopping: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Stopping"));
    case core::FlowState::Completed: return words(QT_TRANSLATE_NOOP("ui::FlowState", "Completed"));
    }
    return {};
}

Mark stateMark(core::FlowState state)
{
    switch (state) {
    case core::FlowState::Running: return Mark::Running;
    case core::FlowState::Degraded: return Mark::Degraded;
    case core::FlowState::Failed: return Mark::Broken;
    case core::FlowState::Starting:
    case core::FlowState::Stopping: return Mark::Busy;
    case core::FlowState::Idle: return Mark::Waiting;
    case core::FlowState::Completed: return Mark::Passed;
    case core::FlowState::Draft: return Mark::Skipped;
    case core::FlowState::Stopped: break;
    }
    return Mark::Stopped;
}

QString ageText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(ms, 0) / 1000;
    const auto said = [](const char *text, qint64 count) {
        return words(text).arg(QLocale().toString(qlonglong(count)));
    };
    if (seconds < 120) {
        return said(QT_TRANSLATE_NOOP("ui::FlowState", "%1 s"), seconds);
    }
    return seconds < 7200 ? said(QT_TRANSLATE_NOOP("ui::FlowState", "%1 min"), seconds / 60)
                          : said(QT_TRANSLATE_NOOP("ui::FlowState", "%1 h"), seconds / 3600);
}

core::Guarantee guaranteeOf(const core::WorkspaceFlow &flow, const core::Workspace &workspace,
                            const core::Registry &registry)
{
    core::Guarantee weakest = core::Guarantee::EffectivelyOnce;
    for (const auto &[name, guarantee] : endsOf(flow, workspace, registry)) {
        weakest = std::min(weakest, guarantee);
    }
    return weakest;
}

QStringList endsWith(core::Guarantee guarantee, const core::WorkspaceFlow &flow,
                     const core::Workspace &workspace, const core::Registry &registry)
{
    QStringList names;
    for (const auto &[name, own] : endsOf(flow, workspace, registry)) {
        if (own == guarantee) {
            names.append(core::visibleText(name, 64));
        }
    }
    return names;
}

QString guaranteeWord(core::Guarantee guarantee)
{
    switch (guarantee) {
    case core::Guarantee::AtMostOnce:
        return words(QT_TRANSLATE_NOOP("ui::FlowState", "at most once"));
    case core::Guarantee::AtLeastOnce:
        return words(QT_TRANSLATE_NOOP("ui::FlowState", "at least once"));
    case core::Guarantee::EffectivelyOnce:
        return words(QT_TRANSLATE_NOOP("ui::FlowState", "effectively once"));
    }
    return {};
}

} // namespace ui
