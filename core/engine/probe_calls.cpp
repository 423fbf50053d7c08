// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe_calls.h"

#include "core/engine/sampler.h"
#include "core/formats/row_decoder.h"
#include "core/support/text.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

/// Hands each stage on as it comes.
class PromisedTest final : public TestRun
{
public:
    PromisedTest(QPromise<TestStage> &promise, const FlowEnd &end, QString baseFolder)
        : m_promise(promise), m_end(end), m_baseFolder(std::move(baseFolder))
    { }

    const FlowEnd &end() const override { return m_end; }
    QString baseFolder() const override { return m_baseFolder; }
    bool isCancelled() const override { return m_promise.isCanceled(); }
    void report(TestStage stage) override { m_promise.addResult(std::move(stage)); }

private:
    QPromise<TestStage> &m_promise;
    const FlowEnd &m_end;
    QString m_baseFolder;
};

/// One preview: a source that moves no position, polled until enough was seen.
class Preview final
{
public:
    Preview(QPromise<PreviewMessage> &promise, int count) : m_promise(promise), m_left(count) { }

    void run(const SourceType &type, FlowEnd end, const QString &baseFolder,
             std::chrono::milliseconds timeout)
    {
        m_decoder = makeRowDecoder(type.dataType(end.config));
        m_flow = FlowDefinition{.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                                .name = u"preview"_s,
                                .from = std::move(end),
                                .workspaceFile = baseFolder + u"/preview.weir.yaml"_s};
        const std::unique_ptr<Source> source = type.make(m_flow.from.config);
        const Result<void> opened = source->open(SourceContext{.flow = m_flow,
                                                               .wakeup = m_wakeup,
                                                               .clock = m_clock,
                                                               .purpose = Purpose::Preview,
                                                               .startAt = {}});
        if (!opened) {
            reject(opened.error());
        } else {
            wait(*source, timeout);
        }
        source->close(2s);
    }

private:
    void wait(Source &source, std::chrono::milliseconds timeout)
    {
        QSocketNotifier notifier(m_wakeup.fd(), QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &m_loop, [&] {
            m_wakeup.clear();
            turn(source);
        });
        QTimer often; // also for cancelling
        QObject::connect(&often, &QTimer::timeout, &m_loop, [&] { turn(source); });
        often.start(50ms);
        QTimer::singleShot(timeout, &m_loop, [&] { giveUp(source); });
        turn(source);
        if (m_left > 0 && !m_isOver) {
            m_loop.exec();
        }
    }

    /// Silence of a source that works is an answer; that of one in trouble is not.
    void giveUp(const Source &source)
    {
        const Health health = source.health();
        if (health.trouble) {
            reject(*health.trouble);
        } else if (!health.ready) {
            reject({.code = ErrorCode::Timeout,
                    .id = "preview.not_ready",
                    .message = text(WEIR_TEXT("The source was not ready in time"))});
        }
        m_loop.quit();
    }

    void turn(Source &source)
    {
        bool more = true;
        while (more && m_left > 0 && !m_isOver && !m_promise.isCanceled()) {
            Result<Polled> polled = source.poll(static_cast<std::size_t>(m_left), 64 * kMiB);
            if (!polled) {
                reject(polled.error());
                break;
            }
            more = polled->more;
            m_isOver = polled->ended;
            if (polled->batch) {
                show(*polled->batch);
            }
        }
        if (m_left <= 0 || m_isOver || m_promise.isCanceled()) {
            m_loop.quit();
        }
    }

    void show(const Batch &batch)
    {
        for (const MessageView &message : batch.messages()) {
            if (m_left-- <= 0) {
                return;
            }
            PreviewMessage shown{.sample = copySample(batch, message)};
            shown.sample.number = ++m_number;
            const Decoded decoded = m_decoder ? m_decoder->decode(message) : Decoded{};
            if (decoded.kind == Decoded::Kind::Undecodable) {
                shown.rejectedCode = QString::fromLatin1(decoded.error.id);
                shown.rejectedMessage = decoded.error.message;
            }
            m_promise.addResult(std::move(shown));
        }
    }

    /// The failure stands where the messages would.
    void reject(const Error &error)
    {
        m_isOver = true;
        m_promise.addResult(PreviewMessage{.sample = {},
                                           .rejectedCode = QString::fromLatin1(error.id),
                                           .rejectedMessage = error.message});
        m_loop.quit();
    }

    QPromise<PreviewMessage> &m_promise;
    std::unique_ptr<RowDecoder> m_decoder;
    int m_left;
    std::uint64_t m_number = 0;
    bool m_isOver = false;
    FlowDefinition m_flow;
    SystemClock m_clock;
    Wakeup m_wakeup;
    QEventLoop m_loop;
};

} // namespace

void runTest(QPromise<TestStage> promise, std::function<void(const ConfigBox &, TestRun &)> test,
             FlowEnd end, QString baseFolder)
{
    promise.start();
    PromisedTest run(promise, end, std::move(baseFolder));
    test(end.config, run);
    promise.finish();
}

void runPreview(QPromise<PreviewMessage> promise, SourceType type, FlowEnd source,
                QString baseFolder, int count, std::chrono::milliseconds timeout)
{
    promise.start();
    Preview(promise, count).run(type, std::move(source), baseFolder, timeout);
    promise.finish();
}

} // namespace core
