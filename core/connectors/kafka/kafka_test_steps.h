// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_probe.h"
#include "core/connectors/kafka/kafka_test.h"

namespace core::kafka {

/// One test under way: what its steps use together.
struct TestWay
{
    const TestSubject &subject;
    TestRun &run;
    Probe &probe;
    TestEnd end;

    /// Begins a step. False where no time is left for it, which is reported then.
    bool begin(StageId stage) const;
    /// How old the step may become: by its own limit, and by that of the whole.
    std::chrono::milliseconds limit() const;
    /// Of that, what is left; at most so much.
    std::chrono::milliseconds left(std::chrono::milliseconds most = std::chrono::seconds(5)) const;
    void fail(StageId stage, const Explained &why) const;
};

/// Steps 1 to 3, for each broker that is written down; one that works is enough. Reports them and
/// says whether to go on.
bool testNetwork(const TestSubject &subject, TestRun &run, TestEnd end);

/// The brokers that the cluster names must be within reach by these names: everything but the
/// first questions goes to them.
bool testNames(const TestWay &way, const rd_kafka_metadata_t &cluster);

/// What the test knows of the topics; `blamed` is the one that an error is about.
struct FoundTopics
{
    Result<Topics> topics = Topics();
    QByteArray blamed = {};
};
bool testRights(const TestWay &way, FoundTopics &found);
/// Rights on topics are given out as roles at Event Hubs.
Error forbidden(const TestWay &way, Error error);
bool testTopics(const TestWay &way, const FoundTopics &found, const rd_kafka_metadata_t &cluster);

/// Writes one record, marked as a test, to each of the topics, as the endpoint would, and waits for
/// the acknowledgements. Somebody asked for it.
void testRecords(const TestWay &way, const Topics &topics);

/// Where the partitions begin and end, and the newest messages, decoded.
void testMessages(const TestWay &way, const Topics &topics);

} // namespace core::kafka
