// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/kafka/kafka_reach.h"

namespace core::kafka {

/// What is tried out, for a source or an endpoint.
struct TestSubject
{
    Connection connection = {};
    Reach reach; ///< empty = no topic is looked at
    bool reads = false; ///< a source
    QString group = {}; ///< empty = the flow names it
    const TableKeys &keys;
    QByteArray *keep = nullptr; ///< the message that was read
};

/// Signs in, looks at rights, topic and, for a source, the newest messages. Nothing is produced, no
/// group is joined and no position moves.
void testConnection(const TestSubject &subject, TestRun &run);

/// The topics the user may see.
Result<BrowseListing> browseTopics(const Connection &connection,
                                   std::chrono::milliseconds deadline);

} // namespace core::kafka
