// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probes.h"

#include "core/engine/probe_calls.h"
#include "core/support/text.h"

namespace core {

QFuture<TestStage> Probes::test(EndKind kind, FlowEnd end, QString baseFolder, TestScope scope)
{
    QPromise<TestStage> promise;
    QFuture<TestStage> future = promise.future();
    std::function<void(const ConfigBox &, TestRun &)> test;
    if (kind == EndKind::Source) {
        end = m_registry.asSource(std::move(end));
        if (const SourceType *type = m_registry.source(end.type)) {
            test = type->test;
        }
    } else if (const EndpointType *type = m_registry.endpoint(end.type)) {
        test = type->test;
    }
    if (!test) {
        promise.start();
        promise.finish();
        return future;
    }
    m_threads.start([promise = std::move(promise), test = std::move(test), end = std::move(end),
                     folder = std::move(baseFolder), scope = std::move(scope)]() mutable {
        runTest(std::move(promise), std::move(test), std::move(end), std::move(folder),
                std::move(scope));
    });
    return future;
}

QFuture<Result<BrowseListing>> Probes::browse(EndKind kind, FlowEnd end, QString baseFolder)
{
    static constexpr auto kLimit = std::chrono::seconds(10); // a lambda names it
    using Browse =
        Result<BrowseListing> (*)(const ConfigBox &, const QString &, std::chrono::milliseconds);
    QPromise<Result<BrowseListing>> promise;
    QFuture<Result<BrowseListing>> future = promise.future();
    Browse list = nullptr;
    if (kind == EndKind::Source) {
        end = m_registry.asSource(std::move(end));
        if (const SourceType *type = m_registry.source(end.type)) {
            list = type->browse;
        }
    } else if (const EndpointType *type = m_registry.endpoint(end.type)) {
        list = type->browse;
    }
    m_threads.start([promise = std::move(promise), list, end = std::move(end),
                     folder = std::move(baseFolder)]() mutable {
        promise.start();
        if (list) {
            promise.addResult(list(end.config, folder, kLimit));
        } else {
            promise.addResult(Result<BrowseListing>(
                Error{.code = ErrorCode::Config,
                      .id = "browse.unsupported",
                      .message = text(WEIR_TEXT("This type has no list to choose from"))}));
        }
        promise.finish();
    });
    return future;
}

QFuture<Result<ReaderGroup>> Probes::group(FlowEnd source, GroupQuestion question)
{
    QPromise<Result<ReaderGroup>> promise;
    QFuture<Result<ReaderGroup>> future = promise.future();
    source = m_registry.asSource(std::move(source));
    const SourceType *type = m_registry.source(source.type);
    m_threads.start([promise = std::move(promise), ask = type ? type->group : nullptr,
                     source = std::move(source), question = std::move(question)]() mutable {
        runGroup(std::move(promise), ask, std::move(source), std::move(question));
    });
    return future;
}

QFuture<PreviewMessage> Probes::preview(FlowEnd source, QString baseFolder, int count,
                                        std::chrono::milliseconds timeout)
{
    QPromise<PreviewMessage> promise;
    QFuture<PreviewMessage> future = promise.future();
    source = m_registry.asSource(std::move(source));
    const SourceType *type = m_registry.source(source.type);
    if (!type) {
        promise.start();
        promise.finish();
        return future;
    }
    m_threads.start([promise = std::move(promise), type = *type, source = std::move(source),
                     folder = std::move(baseFolder), count, timeout]() mutable {
        runPreview(std::move(promise), type, std::move(source), std::move(folder), count, timeout);
    });
    return future;
}

} // namespace core
