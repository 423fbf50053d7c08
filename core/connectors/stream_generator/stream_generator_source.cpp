// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/stream_generator_source.h"

#include "core/connectors/stream_generator/generated_batch.h"
#include "core/support/logging.h"
#include "core/support/moment.h"
#include "core/support/text.h"

#include <QRandomGenerator>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace core::stream_generator {
namespace {

constexpr std::size_t kPreviewEvents = 100;
constexpr auto kTroubleFor = 10s;

QString templateName(Template kind)
{
    switch (kind) {
    case Template::Iot: return u"iot"_s;
    case Template::UserLogins: return u"user_logins"_s;
    case Template::Devops: return u"devops"_s;
    case Template::Custom: break;
    }
    return u"custom"_s;
}

/// How far a schedule may be caught up before the rest is skipped.
std::chrono::nanoseconds patience(std::chrono::nanoseconds interval)
{
    return std::max<std::chrono::nanoseconds>(1s, 10 * interval);
}

std::uint64_t seedOf(const StreamGeneratorConfig &config)
{
    if (config.seed != 0) {
        return static_cast<std::uint64_t>(config.seed);
    }
    const std::uint64_t seed = QRandomGenerator::system()->generate64() >> 1; // fits the setting
    qCInfo(logConnector, "stream generator: seed %llu", static_cast<unsigned long long>(seed));
    return seed;
}

} // namespace

Result<void> StreamGeneratorSource::open(const SourceContext &context)
{
    const std::uint64_t seed = seedOf(m_config);
    Result<EventMaker> maker = EventMaker::make(m_config, seed);
    if (!maker) {
        return maker.error();
    }
    m_maker = *std::move(maker);
    m_jitter.emplace(~seed);
    m_clock = &context.clock;
    m_wakeup = &context.wakeup;
    m_timer = std::make_unique<QObject>();
    m_preview = context.purpose == Purpose::Preview;
    auto lane = std::make_shared<LaneInfo>();
    lane->id = 1;
    lane->topic = templateName(m_config.kind);
    lane->name = lane->topic;
    m_lane = std::move(lane);
    m_firstMs = momentMs(m_config.startTime);
    m_start = m_clock->now();
    m_dueAt = m_start;
    m_wakeup->notify();
    return {};
}

bool StreamGeneratorSource::isDone() const
{
    return m_config.count > 0 && m_made >= m_config.count;
}

void StreamGeneratorSource::nextTick()
{
    ++m_tick;
    m_inTick = 0;
    m_dueAt = m_start + m_tick * m_config.interval.value;
    if (const std::int64_t most = m_config.intervalDelta.value.count(); most > 0) {
        m_dueAt += std::chrono::nanoseconds(m_jitter->between(-most, most));
    }
}

void StreamGeneratorSource::skipLate(TimePoint now)
{
    const auto interval = m_config.interval.value;
    const auto behind = now - (m_start + m_tick * interval);
    if (behind <= patience(interval)) {
        return;
    }
    const std::int64_t ticks = (behind - patience(interval)) / interval + 1;
    m_skipped += static_cast<std::uint64_t>(ticks);
    m_tick += ticks - 1;
    nextTick();
    m_lastSkip = now;
}

Moment StreamGeneratorSource::moment() const
{
    const std::int64_t ms =
        m_firstMs ? *m_firstMs + m_tick * m_config.interval.value / 1ms : m_clock->wallMs();
    return {.ms = ms, .number = static_cast<std::uint64_t>(m_made)};
}

BatchPtr StreamGeneratorSource::make(std::size_t maxMessages, std::size_t maxBytes, TimePoint now)
{
    auto batch = std::make_shared<GeneratedBatch>(std::min(maxBytes, m_usualBytes));
    Moment when = moment();
    while (batch->count() < maxMessages && batch->buffer().size() < maxBytes && !isDone()
           && (isDue(now) || m_preview)) {
        when.number = static_cast<std::uint64_t>(m_made);
        m_maker->append(batch->buffer(), when);
        batch->endEvent(m_made++, when.ms);
        if (++m_inTick >= m_config.batchSize) {
            nextTick();
            when.ms = m_firstMs ? moment().ms : when.ms;
        }
    }
    if (batch->count() == 0) {
        return nullptr;
    }
    m_usualBytes = batch->buffer().size() + 512;
    batch->finish(m_lane, now, m_clock->wallMs());
    return batch;
}

Result<Polled> StreamGeneratorSource::poll(std::size_t maxMessages, std::size_t maxBytes)
{
    Polled polled;
    if (!m_maker || m_stopped || m_paused) {
        return polled;
    }
    if (!std::exchange(m_announced, true)) {
        polled.laneEvents.push_back(
            {.kind = LaneEvent::Kind::Assigned, .lane = m_lane, .deadline = {}, .end = {}});
    }
    const TimePoint now = m_clock->now();
    skipLate(now);
    if (m_preview) {
        maxMessages = std::min(maxMessages, kPreviewEvents);
    }
    polled.batch = make(maxMessages, maxBytes, now);
    polled.ended = isDone() || (m_preview && maxMessages > 0);
    polled.more = !polled.ended && maxMessages > 0 && isDue(now);
    if (!polled.ended && !isDue(now)) {
        wakeLater(now);
    }
    return polled;
}

void StreamGeneratorSource::wakeLater(TimePoint now)
{
    if (m_timerRuns) {
        return;
    }
    m_timerRuns = true;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_dueAt - now);
    m_clock->callAfter(std::max<std::chrono::milliseconds>(1ms, wait), m_timer.get(), [this] {
        m_timerRuns = false;
        m_wakeup->notify();
    });
}

void StreamGeneratorSource::resume()
{
    m_paused = false;
    if (m_wakeup) {
        m_wakeup->notify();
    }
}

Health StreamGeneratorSource::health() const
{
    Health health;
    if (!m_maker) {
        return health;
    }
    health.ready = true;
    health.lastRoundTrip = m_clock->now();
    if (m_lastSkip && m_clock->now() - *m_lastSkip < kTroubleFor) {
        health.trouble = Error{
            .code = ErrorCode::Timeout,
            .id = "generator.behind",
            .message = text(WEIR_TEXT("The target cannot follow: %1 ticks were skipped so far"))
                           .arg(m_skipped),
            .field = u"interval"_s,
            .fix = text(WEIR_TEXT("Make the interval longer"))};
    }
    return health;
}

void StreamGeneratorSource::close(std::chrono::milliseconds)
{
    m_timer.reset();
    m_timerRuns = false;
    m_maker.reset();
}

} // namespace core::stream_generator
