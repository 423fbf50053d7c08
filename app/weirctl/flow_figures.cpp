// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/flow_figures.h"

#include "core/support/process_memory.h"
#include "core/support/text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

QJsonValue number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

template <typename Number>
QJsonValue numberOrNull(const std::optional<Number> &value)
{
    return value ? QJsonValue(static_cast<qint64>(*value)) : QJsonValue();
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

QJsonValue residentBytes()
{
    const std::int64_t bytes = core::residentBytes();
    return bytes > 0 ? QJsonValue(static_cast<qint64>(bytes)) : QJsonValue();
}

QJsonValue toJson(const std::optional<core::LanePlace> &place)
{
    return place ? QJsonValue(QJsonObject{{u"lane"_s, place->lane},
                                          {u"position"_s, static_cast<qint64>(place->position)}})
                 : QJsonValue();
}

QJsonValue toJson(const std::optional<core::Latency> &latency)
{
    return latency ? QJsonValue(QJsonObject{{u"p50"_s, rounded(latency->p50)},
                                            {u"p95"_s, rounded(latency->p95)},
                                            {u"p99"_s, rounded(latency->p99)}})
                   : QJsonValue();
}

QJsonObject toJson(const core::EndpointCounters &endpoint)
{
    QJsonObject notes;
    for (const core::Note &note : endpoint.notes) {
        notes[QLatin1String(note.kind->key)] = number(note.count);
    }
    return {{u"out_messages"_s, number(endpoint.outMessages)},
            {u"out_bytes"_s, number(endpoint.outBytes)},
            {u"dead_lettered"_s, number(endpoint.deadLettered)},
            {u"skipped"_s, number(endpoint.skipped)},
            {u"expired"_s, number(endpoint.expired)},
            {u"retries"_s, number(endpoint.retries)},
            {u"in_flight"_s, number(endpoint.inFlight)},
            {u"notes"_s, notes}};
}

QString total(const char *marked, std::uint64_t value)
{
    return value == 0 ? QString() : QString(u", "_s + text(marked).arg(value));
}

} // namespace

QJsonObject toJson(const core::FlowSnapshot &flow, bool isFinal)
{
    const core::FlowCounters &counters = flow.counters;
    QJsonObject endpoints;
    std::uint64_t outMessages = 0;
    std::uint64_t outBytes = 0;
    for (const core::EndpointCounters &endpoint : flow.endpoints) {
        endpoints[endpoint.name] = toJson(endpoint);
        outMessages += endpoint.outMessages;
        outBytes += endpoint.outBytes;
    }
    return {{u"flow"_s, flow.name},
            {u"state"_s, QLatin1String(core::stateKey(flow.status.state))},
            {u"code"_s, flow.status.code},
            {u"message"_s, flow.status.message},
            {u"stuck_at"_s, toJson(flow.status.stuckAt)},
            {u"field"_s, flow.status.field},
            {u"fix"_s, flow.status.fix},
            {u"elapsed_s"_s, rounded(flow.elapsedSeconds)},
            {u"in_messages"_s, number(counters.inMessages)},
            {u"in_bytes"_s, number(counters.inBytes)},
            {u"delivered"_s, number(counters.delivered)},
            {u"dead_lettered"_s, number(counters.deadLettered)},
            {u"skipped"_s, number(counters.skipped)},
            {u"expired"_s, number(counters.expired)},
            {u"filtered"_s, number(counters.filtered)},
            {u"returned"_s, number(counters.returned)},
            {u"in_flight"_s, number(counters.inFlight)},
            {u"lost"_s, numberOrNull(counters.lost)},
            {u"out_messages"_s, number(outMessages)},
            {u"out_bytes"_s, number(outBytes)},
            {u"retries"_s, number(counters.retries)},
            {u"reconnects"_s, number(counters.reconnects)},
            {u"lag"_s, numberOrNull(flow.lag)},
            {u"latency_ms"_s, toJson(flow.latency)},
            {u"rss_bytes"_s, residentBytes()},
            {u"endpoints"_s, endpoints},
            {u"final"_s, isFinal}};
}

QString progressLine(const core::FlowSnapshot &flow)
{
    const core::FlowCounters &counters = flow.counters;
    QString line =
        text(WEIR_TEXT("%1: %2, %3 in, %4 delivered"))
            .arg(core::visibleText(flow.name, 64), QLatin1String(core::stateKey(flow.status.state)))
            .arg(counters.inMessages)
            .arg(counters.delivered);
    line += total(WEIR_TEXT("%1 dead-lettered"), counters.deadLettered);
    line += total(WEIR_TEXT("%1 skipped"), counters.skipped);
    line += total(WEIR_TEXT("%1 expired"), counters.expired);
    line += total(WEIR_TEXT("%1 filtered"), counters.filtered);
    line += total(WEIR_TEXT("%1 handed back"), counters.returned);
    line += total(WEIR_TEXT("%1 lost"), counters.lost.value_or(0));
    if (!hasEnded(flow)) {
        line += u", "_s
            + text(WEIR_TEXT("%1/s in, %2/s out"))
                  .arg(flow.inPerSecond, 0, 'f', 0)
                  .arg(flow.outPerSecond, 0, 'f', 0);
    }
    if (!flow.status.message.isEmpty()) {
        line += u" – "_s + core::visibleText(flow.status.message, 300);
    }
    if (const auto &place = flow.status.stuckAt) {
        line += u"; "_s
            + text(WEIR_TEXT("to go past it once: --skip-past %1=%2"))
                  .arg(core::visibleText(place->lane, 300))
                  .arg(place->position);
    }
    if (flow.status.state == core::FlowState::Failed) { // where to look, and what to do
        for (const QString &words : {flow.status.field, flow.status.fix}) {
            line +=
                words.isEmpty() ? QString() : QString(u"\n    "_s + core::visibleText(words, 300));
        }
    }
    return line;
}

bool hasEnded(const core::FlowSnapshot &flow)
{
    switch (flow.status.state) {
    case core::FlowState::Stopped:
    case core::FlowState::Completed: return true;
    case core::FlowState::Failed: return !flow.status.willRetry;
    default: return false;
    }
}

} // namespace weirctl
