// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/kafka/kafka_reach.h"

namespace core {
class RowDecoder;
}

namespace core::kafka {

struct KafkaEndpointConfig;

/// What a test came by on its way, for the steps that follow it. A value.
struct SeenMessage
{
    QByteArray topic = {}; ///< of the message, else the first that is read; empty = there is none
    QByteArray key = {}; ///< null = it has none
    QByteArray payload = {}; ///< null = no message with a value was there
};

/// When a test must be over. Its steps have limits of their own, which it goes before.
using TestEnd = std::chrono::steady_clock::time_point;
TestEnd testEndFromNow();
/// How much time there still is; 0 = none that is worth a question.
std::chrono::milliseconds leftUntil(TestEnd end);
Error outOfTime();

/// What is tried out, for a source or an endpoint.
struct TestSubject
{
    Connection connection = {};
    Reach reach; ///< empty = no topic is looked at
    const KafkaEndpointConfig *writer = nullptr; ///< null = a source
    QString group = {}; ///< empty = the flow names it
    const TableKeys &keys;
    RowDecoder *decoder = nullptr; ///< null = messages are not decoded, or by a later step
    SeenMessage *seen = nullptr;
};

/// Reaches every broker of the list, signs in, reaches the brokers by the names that they give
/// themselves, looks at rights, topics and, for a source, the newest messages. No group is joined,
/// no position moves, and nothing is produced unless the run's scope says so.
void testConnection(const TestSubject &subject, TestRun &run, TestEnd end);

} // namespace core::kafka
