// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_statistics.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::kafka {

namespace {

/// It wants a connection, for messages mostly, and has none.
bool isConnecting(const QJsonObject &brokers, qint64 node)
{
    return std::ranges::any_of(brokers, [node](const QJsonValue &broker) {
        const QString state = broker[u"state"_s].toString();
        return broker[u"nodeid"_s].toInteger(-1) == node && state != "UP"_L1 && state != "INIT"_L1
            && state != "DOWN"_L1;
    });
}

std::optional<int> cutOffOf(const QJsonObject &partitions, const QJsonObject &brokers)
{
    for (const QJsonValue &each : partitions) {
        const int number = each[u"partition"_s].toInt(-1);
        if (number >= 0 && isConnecting(brokers, each[u"leader"_s].toInteger(-1))) {
            return number;
        }
    }
    return std::nullopt;
}

} // namespace

Statistics readStatistics(const QByteArray &json, const QString &topic)
{
    Statistics statistics;
    const QJsonObject document = QJsonDocument::fromJson(json).object();
    const QJsonObject brokers = document[u"brokers"_s].toObject();
    for (const QJsonValue &broker : brokers) {
        statistics.received += broker[u"rxbytes"_s].toInteger();
        statistics.waiting += broker[u"waitresp_cnt"_s].toInteger();
        const std::chrono::milliseconds throttled(broker[u"throttle"_s][u"max"_s].toInteger());
        statistics.throttled = std::max(statistics.throttled, throttled);
    }
    const QJsonObject partitions = document[u"topics"_s][topic][u"partitions"_s].toObject();
    statistics.partitions = partitions.size() - (partitions.contains(u"-1"_s) ? 1 : 0);
    statistics.cutOff = cutOffOf(partitions, brokers);
    return statistics;
}

} // namespace core::kafka
