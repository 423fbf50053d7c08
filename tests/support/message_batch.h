// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/owned_batch.h"

#include <QByteArray>
#include <QList>

namespace support {

/// Of a text that outlives them.
inline core::Bytes bytes(const QByteArray &text)
{
    return core::bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
}

struct Keyed
{
    QByteArray key;
    QByteArray payload;
};

inline QList<Keyed> withKey(const QByteArray &key, const QList<QByteArray> &payloads)
{
    QList<Keyed> messages;
    for (const QByteArray &payload : payloads) {
        messages.append({key, payload});
    }
    return messages;
}

/// One lane, one second past 1970; positions count up from `first`, a null text stays null.
inline core::BatchPtr batchOf(const core::LanePtr &lane, const QList<Keyed> &messages,
                              std::int64_t first, std::int64_t receivedMs, bool stable = true)
{
    const auto orNull = [](const QByteArray &text) {
        return text.isNull() ? core::Bytes{} : bytes(text);
    };
    auto made = std::make_shared<core::OwnedBatch>();
    made->useLane(lane);
    for (const Keyed &message : messages) {
        made->add(orNull(message.payload), orNull(message.key),
                  core::Position{.value = first++, .stable = stable}, 1'000);
    }
    made->finish(std::chrono::steady_clock::now(), receivedMs);
    return made;
}

} // namespace support
