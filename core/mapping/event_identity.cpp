// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/event_identity.h"

#include <QCryptographicHash>
#include <QUuid>

namespace core::mapping {
namespace {

void addPart(QCryptographicHash &hash, const QByteArray &part)
{
    hash.addData(part);
    hash.addData("/");
}

void addPart(QCryptographicHash &hash, std::int64_t number)
{
    addPart(hash, QByteArray::number(static_cast<qint64>(number)));
}

} // namespace

std::string eventId(const QByteArray &flowId, const Batch &batch, const MessageView &message)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addPart(hash, flowId);
    addPart(hash, batch.originLaneOf(message)->positionKey().toUtf8());
    addPart(hash, batch.originPositionOf(message).value);
    addPart(hash, message.timestampMs);
    if (!message.position.stable) { // counted anew after each start
        addPart(hash, batch.receivedMs());
        addPart(hash, batch.arrival().time_since_epoch().count());
    }
    QByteArray bytes = hash.result().left(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces).toStdString();
}

} // namespace core::mapping
