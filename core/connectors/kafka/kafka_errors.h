// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <librdkafka/rdkafka.h>

namespace core::kafka {

/// What a library or broker code means to a person; `words` are the library's own, made safe here.
/// The only place where codes become errors.
Error errorOf(rd_kafka_resp_err_t code, const char *words);

/// The peer cannot be reached at this moment, which the library works on by itself.
bool isTransport(rd_kafka_resp_err_t code);

/// Broker answers about one record that no repetition will change.
bool isRefusal(rd_kafka_resp_err_t code);

/// The library's words without passwords and control characters, at most 2 KiB.
QString safeWords(const char *words);

} // namespace core::kafka
