// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <QStringList>

#include <librdkafka/rdkafka.h>

#include <optional>

namespace core::kafka {

/// What a library or broker code means to a person, and the library's own words made safe. The
/// only place where codes become errors; fields are those of a source.
struct Explained
{
    Error error = {};
    QString words = {};
    /// Of a refused sign-in where the broker said so; empty list = the port takes none at all.
    std::optional<QStringList> offered = {};
};
Explained explain(rd_kafka_resp_err_t code, const char *words);

Error joined(Explained explained); ///< as one sentence
Error errorOf(rd_kafka_resp_err_t code, const char *words);

/// The peer cannot be reached at this moment, which the library works on by itself.
bool isTransport(rd_kafka_resp_err_t code);

/// Broker answers about one record that no repetition will change.
bool isRefusal(rd_kafka_resp_err_t code);

/// Nobody judged the record: who should have is away, or busy with other things.
bool isOutage(rd_kafka_resp_err_t code);

/// What became of one record, with the library's name of it and its words. An answer that is no
/// outage is about the record, be it one that nobody expects: code Rejected.
Error recordError(rd_kafka_resp_err_t code);

/// The library's words without passwords and control characters, at most 2 KiB.
QString safeWords(const char *words);

} // namespace core::kafka
