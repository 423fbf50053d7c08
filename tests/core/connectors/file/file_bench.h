// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/file/file_endpoint.h"
#include "tests/support/message_batch.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace filetest {

using namespace core;

using support::bytes;

/// One endpoint over a folder of its own, driven as the engine does.
struct Bench
{
    QTemporaryDir folder = {};
    file::FileConfig config = {.path = {QStringLiteral("out-{seq}.txt")},
                               .fsyncEvery = std::chrono::milliseconds(0),
                               .metadata = {}};
    FlowDefinition flow = {.id = QStringLiteral("flow-1"), .name = QStringLiteral("orders")};
    FlowEnd end = {};
    Wakeup wakeup = {};
    SystemClock clock = {};
    SharedResources shared = {};
    LanePtr lane = std::make_shared<LaneInfo>(LaneInfo{.id = 1,
                                                       .name = QStringLiteral("orders/3"),
                                                       .topic = QStringLiteral("orders"),
                                                       .partition = 3});
    DataType dataType = DataType::Json;
    std::function<std::unique_ptr<RowDecoder>()> makeDecoder = [this] {
        return makeRowDecoder(dataType);
    };
    SubmissionToken token = 0;
    std::unique_ptr<file::FileEndpoint> endpoint = {};

    Result<void> open()
    {
        flow.workspaceFile = folder.filePath(QStringLiteral("bench.weir.yaml"));
        endpoint = std::make_unique<file::FileEndpoint>(config);
        return endpoint->open(EndpointContext{.flow = flow,
                                              .end = end,
                                              .wakeup = wakeup,
                                              .clock = clock,
                                              .shared = shared,
                                              .makeDecoder = makeDecoder});
    }
    std::vector<Completion> write(const QList<QByteArray> &payloads, std::int64_t first)
    {
        return writeKeyed(support::withKey("k", payloads), first);
    }
    std::vector<Completion> writeKeyed(const QList<support::Keyed> &messages, std::int64_t first)
    {
        BatchPtr batch = support::batchOf(lane, messages, first, clock.wallMs());
        endpoint->submit({.token = ++token, .batch = std::move(batch)});
        endpoint->flush(std::chrono::seconds(30));
        return endpoint->collect();
    }
    QByteArray read(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
    }
    QStringList names() const
    {
        return QDir(folder.path())
            .entryList({QStringLiteral("out*.txt*")}, QDir::Files, QDir::Name)
            .filter(QRegularExpression(QStringLiteral("(txt|gz|zst|part)$")));
    }
};

} // namespace filetest
