// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_endpoint.h"
#include "core/store_query/store_query.h"
#include "tests/support/message_batch.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

namespace storetest {

using namespace core;

using support::bytes;
using support::Keyed;

/// A flow's surroundings and one endpoint over them, driven as the engine does.
class Bench final
{
public:
    explicit Bench(QString folder, QString flowId = QStringLiteral("flow-1"))
        : file(folder + QStringLiteral("/bench.db"))
    {
        flow.id = std::move(flowId);
        flow.name = QStringLiteral("orders");
        flow.workspaceFile = folder + QStringLiteral("/bench.weir.yaml");
        end.target = QStringLiteral("orders");
    }

    Result<void> open(SharedResources &shared)
    {
        endpoint = std::make_unique<store::StoreEndpoint>(config);
        return endpoint->open(EndpointContext{.flow = flow,
                                              .end = end,
                                              .wakeup = wakeup,
                                              .clock = clock,
                                              .shared = shared,
                                              .makeDecoder = makeDecoder});
    }

    /// Positions count up from `first`; a null text is a tombstone.
    BatchPtr batch(const QList<QByteArray> &payloads, std::int64_t first, bool stable = true)
    {
        return batch(support::withKey("key", payloads), first, stable);
    }
    BatchPtr batch(const QList<Keyed> &messages, std::int64_t first, bool stable = true)
    {
        return support::batchOf(lane, messages, first, clock.wallMs(), stable);
    }

    void submit(BatchPtr made) { endpoint->submit({.token = ++token, .batch = std::move(made)}); }

    /// All answers of what was submitted, or fewer when it failed or thirty seconds passed.
    std::vector<Completion> wait(std::size_t count)
    {
        std::vector<Completion> all;
        QElapsedTimer timer;
        timer.start();
        while (all.size() < count && timer.elapsed() < 30'000 && !endpoint->failure()) {
            for (Completion &done : endpoint->collect()) {
                all.push_back(std::move(done));
            }
            QTest::qWait(1);
        }
        if (const auto failure = endpoint->failure()) {
            qInfo() << failure->id << failure->message;
        }
        return all;
    }

    std::vector<Completion> write(const QList<QByteArray> &payloads, std::int64_t first,
                                  bool stable = true)
    {
        submit(batch(payloads, first, stable));
        return wait(1);
    }

    void close() { endpoint->close(std::chrono::seconds(5)); }

    QJsonArray row(const QString &sql) const
    {
        const auto result = runStoreQuery(file, sql);
        if (!result) {
            qWarning() << result.error().message;
            return {};
        }
        return result->rows.empty() ? QJsonArray() : result->rows.front();
    }
    qint64 count() const
    {
        return row(QStringLiteral("SELECT count(*) FROM orders")).at(0).toInteger(-1);
    }

    QString file;
    store::StoreConfig config = {};
    std::function<std::unique_ptr<RowDecoder>()> makeDecoder = [] {
        return makeRowDecoder(DataType::Json);
    };
    FlowDefinition flow = {};
    FlowEnd end = {};
    Wakeup wakeup = {};
    SystemClock clock = {};
    LanePtr lane = std::make_shared<LaneInfo>(LaneInfo{.id = 1,
                                                       .name = QStringLiteral("orders/3"),
                                                       .topic = QStringLiteral("orders"),
                                                       .partition = 3});
    SubmissionToken token = 0;
    std::unique_ptr<store::StoreEndpoint> endpoint = {};
};

} // namespace storetest
