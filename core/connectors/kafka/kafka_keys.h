// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/qt_tls.h"

namespace core::kafka {

struct KafkaSourceConfig;

/// How the table of a source or an endpoint calls the settings that an error may blame.
struct TableKeys
{
    const Schema &schema;
    const Schema *reading = nullptr; ///< what a flow says of an endpoint that it reads
    QString brokers;
    QString mechanism;
    QString user;
    QString password;
    Proposal anonymous; ///< field and value of "no sign-in"
    TlsKeys tls;

    /// Errors name a source's fields; this names those of the table, or none where it has no such.
    Error named(Error error) const;
    /// The mechanisms of the table that the broker offers too, the safest first; no sign-in where
    /// it offers none.
    std::vector<Proposal> proposalsFor(const QStringList &offered) const;
};

const TableKeys &sourceKeys();
const TableKeys &endpointKeys();
/// Of a source, or of the endpoint that is read.
const TableKeys &keysOf(const KafkaSourceConfig &source);

} // namespace core::kafka
