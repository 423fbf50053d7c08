// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/workspace/test_registry.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/live_probe.h"

#include <QPromise>

#include <memory>
#include <optional>

/// A world whose answers the test gives, one by one.
class FakeProbe final : public ui::LiveProbe
{
public:
    QFuture<core::TestStage> test(core::EndKind, core::FlowEnd end, core::StageId last,
                                  core::TestScope scope) override
    {
        lastScope = std::move(scope);
        ++tests;
        tested = std::move(end);
        lastStage = last;
        stages = std::make_unique<QPromise<core::TestStage>>();
        stages->start();
        return stages->future();
    }
    QFuture<core::Result<core::BrowseListing>> browse(core::EndKind kind,
                                                      core::FlowEnd end) override
    {
        ++browses;
        browsedKind = kind;
        browsed = std::move(end);
        QPromise<core::Result<core::BrowseListing>> promise;
        promise.start();
        promise.addResult(browseError ? core::Result<core::BrowseListing>(*browseError)
                                      : core::Result<core::BrowseListing>(listing));
        promise.finish();
        return promise.future();
    }
    QFuture<core::Result<core::ReaderGroup>> group(core::FlowEnd,
                                                   core::GroupQuestion question) override
    {
        groupQuestions.push_back(std::move(question));
        QPromise<core::Result<core::ReaderGroup>> promise;
        promise.start();
        promise.addResult(groupError ? core::Result<core::ReaderGroup>(*groupError)
                                     : core::Result<core::ReaderGroup>(readers));
        promise.finish();
        return promise.future();
    }
    QFuture<core::PreviewMessage> preview(core::FlowEnd, int, std::chrono::milliseconds) override
    {
        ++previews;
        QPromise<core::PreviewMessage> promise;
        promise.start();
        for (const core::PreviewMessage &message : messages) {
            promise.addResult(message);
        }
        promise.finish();
        return promise.future();
    }
    QFuture<core::Finding> checkFiles(core::ConfigBox, core::Role) override
    {
        QPromise<core::Finding> promise;
        promise.start();
        promise.finish();
        return promise.future();
    }

    int tests = 0;
    int browses = 0;
    int previews = 0;
    core::FlowEnd tested = {};
    std::optional<core::StageId> lastStage = {};
    core::TestScope lastScope = {};
    std::unique_ptr<QPromise<core::TestStage>> stages;
    core::EndKind browsedKind = core::EndKind::Source;
    core::FlowEnd browsed = {};
    core::BrowseListing listing = {};
    std::optional<core::Error> browseError = {};
    core::ReaderGroup readers = {};
    std::optional<core::Error> groupError = {};
    std::vector<core::GroupQuestion> groupQuestions = {};
    std::vector<core::PreviewMessage> messages = {};
};

/// A session that only remembers.
class FakeHost final : public ui::EditorHost
{
public:
    explicit FakeHost(const core::Registry &registry = test_registry::registry()) : types(registry)
    {
        file.name = QStringLiteral("plant");
    }
    const core::Registry &registry() const override { return types; }
    const core::Workspace &workspace() const override { return file; }
    const core::Findings &findings() const override { return found; }
    ui::LiveProbe &probe() override { return world; }
    bool hasKeyRing() const override { return false; }
    void changeWorkspace(core::Workspace changed, const QString &) override
    {
        ++changes;
        file = std::move(changed);
    }
    void keepSecrets(const QHash<QString, QByteArray> &values) override { kept.insert(values); }
    void startFlow(const QString &name) override { started.append(name); }

    const core::Registry &types;
    core::Workspace file;
    core::Findings found;
    FakeProbe world;
    int changes = 0;
    QHash<QString, QByteArray> kept;
    QStringList started;
};
