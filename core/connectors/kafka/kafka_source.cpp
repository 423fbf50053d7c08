// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_source.h"

#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/kafka/kafka_reader_settings.h"
#include "core/connectors/slow_call.h"
#include "core/support/text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

/// The library forgets to let go of a partition that is no more (seen in 2.0.2: closing is done,
/// destroying never ends), so waiting is of no use.
constexpr std::chrono::milliseconds kGoneLimit = 1000ms;

} // namespace

KafkaSource::KafkaSource(KafkaSourceConfig config) : m_config(std::move(config)), m_reach(m_config)
{ }

KafkaSource::~KafkaSource()
{
    close(0ms);
}

ConfBuilder KafkaSource::settings() const
{
    return readerSettings(m_config, m_tokens.with(connection()), m_context->flow.id,
                          m_context->purpose);
}

Connection KafkaSource::connection() const
{
    const FlowDefinition &flow = m_context->flow;
    return m_config.connection(flow.name, flow.baseFolder());
}

Result<void> KafkaSource::open(const SourceContext &context)
{
    m_context.emplace(context);
    m_tokens.begin(connection(), context.shared);
    Result<std::shared_ptr<Consumer>> consumer = Consumer::make(settings());
    if (!consumer) {
        return consumer.error();
    }
    m_consumer = *std::move(consumer);
    m_consumer->wake(context.wakeup);
    m_chores = std::make_shared<Chores>(context.wakeup);
    if (context.shared) {
        m_registry = registryOf(
            m_config, {.shared = *context.shared, .baseFolder = context.flow.baseFolder()});
    }
    lookUpTopics();
    return {};
}

void KafkaSource::fail(Error error)
{
    if (m_failure || error.code == ErrorCode::Cancelled) {
        return;
    }
    m_failure = keysOf(m_config).named(
        explainedByHubs(std::move(error), connection(), m_reach.names(), false));
    if (hasGone()) {
        forgetStored();
    }
}

/// One that is away holds back who waits for its schemas. One that will not have us never will.
void KafkaSource::lookAtServices()
{
    if (auto refused = m_tokens.failure()) {
        fail(*std::move(refused));
    }
    if (auto cause = m_refusal.cause()) {
        fail(*std::move(cause));
    }
    const auto trouble = m_registry ? m_registry->trouble() : std::nullopt;
    if (trouble && !trouble->isRetryable()) {
        fail(*trouble);
    }
}

void KafkaSource::acknowledge(const LaneInfo &info, Position position)
{
    Assignment::Lane *lane = m_assignment.ofInfo(info);
    if (!lane || position.value < lane->next) {
        return; // answers after a revoke come too late: the message comes again
    }
    const std::int64_t before = lane->next;
    Assignment::finish(*lane, position.value);
    store(*lane);
    if (m_consumer && !isPreview()) {
        m_consumer->stored(lane->next - before);
    }
}

void KafkaSource::store(const Assignment::Lane &lane)
{
    if (m_consumer && !isPreview() && !isGone(*lane.info)) {
        lane.store->elems[0].offset = lane.next;
        rd_kafka_offsets_store(m_consumer->raw(), lane.store.get());
    }
}

void KafkaSource::lanesReleased(std::span<const LanePtr>)
{
    if (m_isRevoking) {
        unassign();
    }
}

void KafkaSource::pause()
{
    m_isPaused = true;
    setPaused(true);
}

void KafkaSource::resume()
{
    m_isPaused = false;
    setPaused(false);
}

void KafkaSource::setPaused(bool paused)
{
    if (!m_consumer || m_assignment.isEmpty()) {
        return;
    }
    const PartitionsHandle list = m_assignment.list();
    if (paused) {
        rd_kafka_pause_partitions(m_consumer->raw(), list.get());
    } else {
        rd_kafka_resume_partitions(m_consumer->raw(), list.get());
    }
}

Health KafkaSource::health() const
{
    Health health = m_liveness.health();
    health.lanes = figuresOf(m_assignment, m_consumer ? m_consumer->raw() : nullptr);
    health.lost = m_lost;
    if (auto trouble = m_tokens.trouble()) { // the broker's would only follow from it
        health.trouble = std::move(trouble);
    }
    if (m_registry && !health.trouble) {
        health.trouble = m_registry->trouble();
    }
    if (m_liveness.isUsable() && m_topics.empty() && !health.trouble) {
        health.trouble = noTopicYet();
    }
    if (health.trouble) {
        health.trouble = keysOf(m_config).named(*std::move(health.trouble));
    }
    if (!health.lanes.empty()) {
        health.lag = 0;
        for (const LaneFigures &lane : health.lanes) {
            *health.lag += lane.lag.value_or(0);
        }
    }
    return health;
}

bool KafkaSource::isGone(const LaneInfo &lane) const
{
    return hasGone()
        && (m_goneTopics.empty()
            || std::ranges::find(m_goneTopics, lane.topic.toUtf8()) != m_goneTopics.end());
}

/// Nothing answers a commit about a topic that is gone, or it becomes that of the next topic of
/// this name.
void KafkaSource::forgetStored()
{
    const PartitionsHandle list(rd_kafka_topic_partition_list_new(1));
    for (const Assignment::Lane &lane : m_assignment.lanes()) {
        if (isGone(*lane.info)) {
            rd_kafka_topic_partition_list_add(list.get(), qPrintable(lane.info->topic),
                                              lane.info->partition)
                ->offset = RD_KAFKA_OFFSET_INVALID;
        }
    }
    rd_kafka_offsets_store(m_consumer->raw(), list.get());
}

void KafkaSource::stopIntake()
{
    m_isStopped = true;
}

void KafkaSource::close(std::chrono::milliseconds deadline)
{
    if (!m_consumer) {
        return;
    }
    m_consumer->stopWaking();
    m_consumer->beginClosing();
    m_chores->stop();
    const bool commits = !isPreview()
        && std::ranges::any_of(m_assignment.lanes(), [this](const Assignment::Lane &lane) {
               return !isGone(*lane.info);
           });
    m_assignment.clear();
    m_laneEvents.clear();
    runSlowCall(
        "kafka-close",
        [consumer = std::exchange(m_consumer, nullptr), chores = std::exchange(m_chores, nullptr),
         refusal = m_refusal.release(), commits]() mutable {
            chores.reset(); // its look-up uses the consumer
            refusal.reset();
            consumer->close(commits);
            consumer.reset();
        },
        hasGone() ? std::min(deadline, kGoneLimit) : deadline);
}

} // namespace core::kafka
