// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_knock.h"
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/connectors/network_probe.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr std::size_t kMostBrokers = 32;
constexpr qsizetype kMostNamed = 4;

std::vector<Place> placesIn(const rd_kafka_metadata_t &cluster)
{
    std::vector<Place> places;
    for (int i = 0; i < cluster.broker_cnt && places.size() < kMostBrokers; ++i) {
        const rd_kafka_metadata_broker_t &broker = cluster.brokers[i];
        places.push_back(
            {.host = QString::fromUtf8(broker.host), .port = static_cast<quint16>(broker.port)});
    }
    return places;
}

QString nameOf(const Place &place)
{
    return visibleText(hostAndPort(place.host, place.port), 200);
}

Error unreachable(const QStringList &names)
{
    return {.code = ErrorCode::Connect,
            .id = "kafka.advertised.unreachable",
            .message = text(WEIR_TEXT("Broker announces itself as %1, unreachable from here "
                                      "(advertised listeners)"))
                           .arg(names.mid(0, kMostNamed).join(u", "_s)),
            .field = u"brokers"_s,
            .fix = text(WEIR_TEXT("Have the broker announce a name and port that work from here, "
                                  "or make them work: by DNS, hosts file, VPN or firewall"))};
}

} // namespace

bool testNames(const TestWay &way, const rd_kafka_metadata_t &cluster)
{
    if (!way.begin(StageId::Names)) {
        return false;
    }
    const std::vector<Place> places = placesIn(cluster);
    const QStringList answers =
        knockAt(places, way.left(3s), [&] { return way.run.isCancelled(); });
    QStringList reached;
    QStringList missed;
    QStringList reasons;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const QString name = nameOf(places[static_cast<std::size_t>(i)]);
        (answers[i].isEmpty() ? reached : missed).append(name);
        if (!answers[i].isEmpty()) {
            reasons.append(name + u": "_s + answers[i]);
        }
    }
    if (!missed.isEmpty()) {
        way.fail(StageId::Names,
                 {.error = unreachable(missed), .words = reasons.mid(0, kMostNamed).join(u"; "_s)});
        return false;
    }
    way.run.passed(StageId::Names, way.probe.took(),
                   text(WEIR_TEXT("Within reach as the cluster calls them: %1"))
                       .arg(reached.mid(0, kMostNamed).join(u", "_s)));
    return true;
}

} // namespace core::kafka
