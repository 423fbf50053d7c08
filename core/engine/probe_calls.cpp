// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe_calls.h"

#include "core/engine/sampler.h"
#include "core/formats/shaping/row_shape.h"
#include "core/formats/shaping/shape_watch.h"
#include "core/formats/value_json.h"
#include "core/support/text.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>
#include <QUuid>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

/// Hands each stage on as it comes.
class PromisedTest final : public TestRun
{
public:
    PromisedTest(QPromise<TestStage> &promise, const FlowEnd &end, QString baseFolder,
                 TestScope scope)
        : m_promise(promise), m_end(end), m_baseFolder(std::move(baseFolder)),
          m_scope(std::move(scope))
    { }

    const FlowEnd &end() const override { return m_end; }
    QString baseFolder() const override { return m_baseFolder; }
    bool isCancelled() const override { return m_promise.isCanceled(); }
    TestScope scope() const override { return m_scope; }
    void report(TestStage stage) override { m_promise.addResult(std::move(stage)); }

private:
    QPromise<TestStage> &m_promise;
    const FlowEnd &m_end;
    QString m_baseFolder;
    TestScope m_scope;
};

bool isReadable(DataType type)
{
    return type != DataType::Avro && type != DataType::Protobuf;
}

/// As JSON, one row a line.
QByteArray rowsOf(const Decoded &decoded)
{
    std::string json;
    for (const Row &row : decoded.rows) {
        json += json.empty() ? "" : "\n";
        appendRowJson(row, json);
    }
    json.resize(std::min<std::size_t>(json.size(), Sampler::kMostPayload));
    return QByteArray::fromStdString(json);
}

/// What a preview tells of the rows beside the messages themselves.
class PreviewWatch final : public ShapeWatch
{
public:
    void sawRow(const Row &row) override { m_inference.take(row); }
    void sawMisfit(std::string_view column) override { add(m_misfits, column); }
    void sawUnknown(std::string_view field) override { add(m_unknown, field); }

    /// Of the message since the call before.
    void tell(PreviewMessage &message)
    {
        message.misfits = std::exchange(m_misfits, {});
        message.unknown = std::exchange(m_unknown, {});
        std::vector<ProposedColumn> columns = m_inference.columns();
        if (columns != m_told) {
            m_told = columns;
            message.columns = std::move(columns);
        }
    }

private:
    static void add(QStringList &names, std::string_view name)
    {
        constexpr qsizetype kMost = 50;
        const QString shown =
            visibleText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), 64);
        if (names.size() < kMost && !names.contains(shown)) {
            names.append(shown);
        }
    }

    ColumnInference m_inference;
    std::vector<ProposedColumn> m_told;
    QStringList m_misfits;
    QStringList m_unknown;
};

/// One preview: a source that moves no position, polled until enough was seen.
class Preview final
{
public:
    Preview(QPromise<PreviewMessage> &promise, int count) : m_promise(promise), m_left(count) { }

    void run(const SourceType &type, FlowEnd end, const QString &baseFolder,
             std::chrono::milliseconds timeout)
    {
        const RowShape shape = type.shape ? type.shape(end.config) : RowShape{};
        m_isReadable = isReadable(type.dataType(end.config)) && shape == RowShape{};
        m_watch = type.shape ? std::make_shared<PreviewWatch>() : nullptr;
        m_decoder = type.makeDecoder(
            end.config, {.shared = m_shared, .baseFolder = baseFolder, .watch = m_watch});
        m_flow = FlowDefinition{.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                                .name = u"preview"_s,
                                .from = std::move(end),
                                .workspaceFile = baseFolder + u"/preview.weir.yaml"_s};
        const std::unique_ptr<Source> source = type.make(m_flow.from.config);
        const Result<void> opened = source->open(SourceContext{.flow = m_flow,
                                                               .wakeup = m_wakeup,
                                                               .clock = m_clock,
                                                               .purpose = Purpose::Preview,
                                                               .startAt = {},
                                                               .wasMissing = false,
                                                               .shared = &m_shared});
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
            const Decoded decoded = m_decoder ? decode(message) : Decoded{};
            if (decoded.kind == Decoded::Kind::Undecodable) {
                setRejection(decoded.error, shown);
            } else if (!m_isReadable) {
                shown.rows = rowsOf(decoded);
            }
            if (m_watch) {
                m_watch->tell(shown);
            }
            m_promise.addResult(std::move(shown));
        }
    }

    static void setRejection(const Error &error, PreviewMessage &message)
    {
        message.rejectedCode = QString::fromLatin1(error.id);
        message.rejectedMessage = error.message;
        message.rejectedField = error.field;
        message.rejectedFix = error.fix;
    }

    /// Of what is not at hand the source's own trouble tells in the end.
    Decoded decode(const MessageView &message)
    {
        Decoded decoded = m_decoder->decode(message);
        while (decoded.kind == Decoded::Kind::Waiting && m_patience-- > 0) {
            std::this_thread::sleep_for(100ms); // a thread of its own, which nobody waits for
            decoded = m_decoder->decode(message);
        }
        if (decoded.kind == Decoded::Kind::Waiting) {
            return {.kind = Decoded::Kind::Undecodable,
                    .error = {.code = ErrorCode::Timeout,
                              .id = "preview.not_readable_yet",
                              .message =
                                  text(WEIR_TEXT("What it takes to read the message did not come "
                                                 "in time"))}};
        }
        return decoded;
    }

    /// The failure stands where the messages would.
    void reject(const Error &error)
    {
        m_isOver = true;
        PreviewMessage failure;
        setRejection(error, failure);
        m_promise.addResult(std::move(failure));
        m_loop.quit();
    }

    QPromise<PreviewMessage> &m_promise;
    SharedResources m_shared;
    std::shared_ptr<PreviewWatch> m_watch; ///< null where rows are what they are
    std::unique_ptr<RowDecoder> m_decoder;
    bool m_isReadable = true; ///< a payload shows by itself what it says
    int m_patience = 30; ///< tenths of a second, for all messages together
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
             FlowEnd end, QString baseFolder, TestScope scope)
{
    promise.start();
    PromisedTest run(promise, end, std::move(baseFolder), std::move(scope));
    test(end.config, run);
    promise.finish();
}

void runGroup(QPromise<Result<ReaderGroup>> promise,
              Result<ReaderGroup> (*ask)(const ConfigBox &, const GroupQuestion &), FlowEnd source,
              GroupQuestion question)
{
    promise.start();
    question.isCancelled = [&promise] { return promise.isCanceled(); };
    if (ask) {
        promise.addResult(ask(source.config, question));
    } else {
        promise.addResult(Result<ReaderGroup>(
            Error{.code = ErrorCode::Config,
                  .id = "group.unsupported",
                  .message = text(WEIR_TEXT("Readers of this type share no positions"))}));
    }
    promise.finish();
}

void runPreview(QPromise<PreviewMessage> promise, const SourceType &type, FlowEnd source,
                QString baseFolder, int count, std::chrono::milliseconds timeout)
{
    promise.start();
    Preview(promise, count).run(type, std::move(source), baseFolder, timeout);
    promise.finish();
}

} // namespace core
