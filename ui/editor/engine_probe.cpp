// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/engine_probe.h"

#include <QPromise>

#include <pthread.h>

using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kStep = 10ms;

/// Hands on what `inner` brings, and the cancelling the other way.
template <typename T>
void forward(QFuture<T> inner, QPromise<T> &promise)
{
    int next = 0;
    for (bool finished = false; !finished;) {
        finished = inner.isFinished();
        for (const int count = inner.resultCount(); next < count; ++next) {
            promise.addResult(inner.resultAt(next));
        }
        if (promise.isCanceled()) {
            inner.cancel();
            return;
        }
        if (!finished) {
            std::this_thread::sleep_for(kStep);
        }
    }
}

core::Error toError(const core::Finding &finding)
{
    return core::Error{.code = core::ErrorCode::Config,
                       .id = "secret.unavailable",
                       .message = finding.message,
                       .field = finding.path,
                       .fix = finding.fix};
}

/// A run that counts as cancelled from the moment its last stage is reported, so that a connector
/// goes no step further.
class LimitedRun final : public core::TestRun
{
public:
    LimitedRun(core::FlowEnd end, QString baseFolder, core::StageId last,
               QPromise<core::TestStage> &promise)
        : m_end(std::move(end)), m_baseFolder(std::move(baseFolder)), m_last(last),
          m_promise(promise)
    { }
    const core::FlowEnd &end() const override { return m_end; }
    QString baseFolder() const override { return m_baseFolder; }
    bool isCancelled() const override { return m_isOver || m_promise.isCanceled(); }
    void report(core::TestStage stage) override
    {
        if (isCancelled()) {
            return;
        }
        m_isOver = stage.stage >= m_last || stage.state == core::StageState::Failed;
        if (stage.stage <= m_last) {
            m_promise.addResult(std::move(stage));
        }
    }

private:
    core::FlowEnd m_end;
    QString m_baseFolder;
    core::StageId m_last;
    QPromise<core::TestStage> &m_promise;
    std::atomic<bool> m_isOver = false;
};

} // namespace

EngineProbe::EngineProbe(core::Engine &engine, const core::Registry &registry,
                         const core::SecretResolver &secrets)
    : m_engine(engine), m_registry(registry), m_secrets(secrets)
{ }

EngineProbe::~EngineProbe()
{
    for (Call &call : m_calls) {
        call.cancel();
    }
    for (Call &call : m_calls) {
        call.thread.join();
    }
}

void EngineProbe::setWorkspace(const QString &name, const QString &baseFolder)
{
    m_workspaceName = name;
    m_baseFolder = baseFolder;
}

template <typename T, typename Work>
QFuture<T> EngineProbe::run(const char *name, Work work)
{
    joinFinished();
    auto promise = std::make_shared<QPromise<T>>();
    auto done = std::make_shared<std::atomic<bool>>(false);
    promise->start();
    QFuture<T> future = promise->future();
    std::thread thread([name, promise, done, work = std::move(work)]() mutable {
        ::pthread_setname_np(::pthread_self(), name);
        if (!promise->isCanceled()) {
            work(*promise);
        }
        promise->finish();
        *done = true;
    });
    m_calls.push_back(Call{.thread = std::move(thread), .done = done, .cancel = [future]() mutable {
                               future.cancel();
                           }});
    return future;
}

void EngineProbe::joinFinished()
{
    for (auto call = m_calls.begin(); call != m_calls.end();) {
        if (*call->done) {
            call->thread.join();
            call = m_calls.erase(call);
        } else {
            ++call;
        }
    }
}

QFuture<core::TestStage> EngineProbe::test(core::EndKind kind, core::FlowEnd end,
                                           core::StageId last, core::TestScope scope)
{
    if (last < core::StageId::Authenticate) {
        return testUntil(kind, std::move(end), last);
    }
    return run<core::TestStage>(
        "weir-test",
        [this, kind, end = std::move(end), scope = std::move(scope), name = m_workspaceName,
         folder = m_baseFolder](QPromise<core::TestStage> &promise) mutable {
            const core::Findings missing = m_secrets.resolve(end.config, {}, name, folder);
            if (missing.empty()) {
                forward(m_engine.test(kind, std::move(end), folder, std::move(scope)), promise);
                return;
            }
            promise.addResult(core::TestStage{.stage = core::StageId::Authenticate,
                                              .state = core::StageState::Failed,
                                              .code = missing.front().code,
                                              .message = missing.front().message,
                                              .field = missing.front().path,
                                              .fix = missing.front().fix});
        });
}

/// Without secrets: nothing that could sign in is even looked up.
QFuture<core::TestStage> EngineProbe::testUntil(core::EndKind kind, core::FlowEnd end,
                                                core::StageId last)
{
    const core::SourceType *source = m_registry.source(end.type);
    const core::EndpointType *endpoint = m_registry.endpoint(end.type);
    const auto test = kind == core::EndKind::Source ? (source ? source->test : nullptr)
                                                    : (endpoint ? endpoint->test : nullptr);
    return run<core::TestStage>("weir-reach",
                                [test, last, end = std::move(end), folder = m_baseFolder](
                                    QPromise<core::TestStage> &promise) mutable {
                                    if (test) {
                                        LimitedRun limited(std::move(end), folder, last, promise);
                                        test(limited.end().config, limited);
                                    }
                                });
}

QFuture<core::Result<core::BrowseListing>> EngineProbe::browse(core::EndKind kind,
                                                               core::FlowEnd end)
{
    using Listing = core::Result<core::BrowseListing>;
    return run<Listing>("weir-browse",
                        [this, kind, end = std::move(end), name = m_workspaceName,
                         folder = m_baseFolder](QPromise<Listing> &promise) mutable {
                            const core::Findings missing =
                                m_secrets.resolve(end.config, {}, name, folder);
                            if (missing.empty()) {
                                forward(m_engine.browse(kind, std::move(end), folder), promise);
                            } else {
                                promise.addResult(Listing(toError(missing.front())));
                            }
                        });
}

QFuture<core::Result<core::ReaderGroup>> EngineProbe::group(core::FlowEnd source,
                                                            core::GroupQuestion question)
{
    using Answer = core::Result<core::ReaderGroup>;
    return run<Answer>(
        "weir-group",
        [this, source = std::move(source), question = std::move(question), name = m_workspaceName,
         folder = m_baseFolder](QPromise<Answer> &promise) mutable {
            const core::Findings missing = m_secrets.resolve(source.config, {}, name, folder);
            if (missing.empty()) {
                question.baseFolder = folder;
                forward(m_engine.group(std::move(source), std::move(question)), promise);
            } else {
                promise.addResult(Answer(toError(missing.front())));
            }
        });
}

QFuture<core::PreviewMessage> EngineProbe::preview(core::FlowEnd source, int count,
                                                   std::chrono::milliseconds timeout)
{
    return run<core::PreviewMessage>(
        "weir-preview",
        [this, source = std::move(source), count, timeout, name = m_workspaceName,
         folder = m_baseFolder](QPromise<core::PreviewMessage> &promise) mutable {
            const core::Findings missing = m_secrets.resolve(source.config, {}, name, folder);
            if (missing.empty()) {
                forward(m_engine.preview(std::move(source), folder, count, timeout), promise);
            } else {
                promise.addResult(core::PreviewMessage{.rejectedCode = missing.front().code,
                                                       .rejectedMessage = missing.front().message});
            }
        });
}

QFuture<core::Finding> EngineProbe::checkFiles(core::ConfigBox config, core::Role role)
{
    return run<core::Finding>("weir-files",
                              [config = std::move(config), role,
                               folder = m_baseFolder](QPromise<core::Finding> &promise) {
                                  for (core::Finding &finding :
                                       core::validateConfig(config, role, {}, nullptr, folder)) {
                                      promise.addResult(std::move(finding));
                                  }
                              });
}

} // namespace ui
