// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/stored_batches.h"

#include "tests/integration/kafka/kafka_rig.h"

#include <QFile>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace rig {
namespace {

template <typename T>
T numberAt(const QByteArray &bytes, qsizetype place)
{
    return qFromBigEndian<T>(bytes.constData() + place);
}

} // namespace

std::vector<StoredBatch> storedBatches(const QString &topic)
{
    constexpr qsizetype kHeader = 61; // of a batch of the second format
    QFile file(address(u"CERTS"_s) + u"/../log/"_s + topic + u"-0/00000000000000000000.log"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("the broker's file of the topic is not there");
    }
    std::vector<StoredBatch> batches;
    const QByteArray log = file.readAll();
    for (qsizetype at = 0; at + kHeader <= log.size();) {
        const auto length = numberAt<qint32>(log, at + 8);
        if (length <= 0) {
            break; // reserved, and not written yet
        }
        batches.push_back({.codec = numberAt<qint16>(log, at + 21) & 7,
                           .records = numberAt<qint32>(log, at + 57),
                           .bytes = length});
        at += 12 + length;
    }
    return batches;
}

} // namespace rig
