// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"

#include <array>

/// What the library would be told under this name; empty = nothing.
inline QByteArray settingOf(const core::kafka::ConfBuilder &conf, const char *name)
{
    std::array<char, 256> value{};
    std::size_t size = value.size();
    return rd_kafka_conf_get(conf.raw(), name, value.data(), &size) == RD_KAFKA_CONF_OK
        ? QByteArray(value.data())
        : QByteArray();
}
