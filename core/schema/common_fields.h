// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/binding.h"

namespace core {

/// TLS for every connector: one policy, one group `tls`.
struct TlsConfig
{
    bool disable = false;
    bool skipVerifyServer = false;
    Pem rootCas = {};
    Pem clientCert = {};
    Secret clientKey = {}; ///< PEM by reference, usually ${file:client.key}
    Secret clientKeyPassword = {};
    QString serverName = {};

    static const Schema &schema();
    bool operator==(const TlsConfig &) const = default;
};

/// The rule of the table above, so that every group `tls` is checked by itself: nothing to verify
/// while off, halves of a client certificate, a key that does not fit, certificates that expire.
void checkTls(const TlsConfig &tls, RuleReport &report);

/// Waits between connection attempts, group `reconnect`.
struct ReconnectConfig
{
    Duration min = std::chrono::milliseconds(500);
    Duration max = std::chrono::seconds(60);

    static const Schema &schema();
    bool operator==(const ReconnectConfig &) const = default;
};

/// How payloads become rows: key data_type of a source.
enum class DataType
{
    Json,
    Text,
    Avro,
    Protobuf,
    DebeziumJson,
    DebeziumJsonUpsert
};

/// What a JSON message that is a list of objects becomes: key array_mode of a source.
enum class ArrayMode
{
    Bad, ///< nothing: it is refused
    Rows ///< one row for each object; an empty list is none
};

} // namespace core
