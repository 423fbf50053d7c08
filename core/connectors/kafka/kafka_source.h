// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_assignment.h"
#include "core/connectors/kafka/kafka_batch.h"
#include "core/connectors/kafka/kafka_decoding.h"
#include "core/connectors/kafka/kafka_liveness.h"
#include "core/connectors/kafka/kafka_oauth.h"
#include "core/connectors/kafka/kafka_reach.h"
#include "core/connectors/kafka/kafka_scram.h"

namespace core::kafka {

/// Reads topics as a member of a consumer group, or chosen partitions under its name. Look-ups that
/// block run on a thread of their own; everything else happens in the worker's calls.
class KafkaSource final : public Source
{
public:
    explicit KafkaSource(KafkaSourceConfig config);
    ~KafkaSource() override;

    Result<void> open(const SourceContext &context) override;
    Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) override;
    void acknowledge(const LaneInfo &lane, Position position) override;
    void lanesReleased(std::span<const LanePtr> lanes) override;
    void pause() override;
    void resume() override;
    Health health() const override;
    std::optional<LanePlace> stuckAt() const override { return m_stuckAt; }
    void sawSleep() override;
    void stopIntake() override;
    void close(std::chrono::milliseconds deadline) override;

private:
    struct Skipped
    {
        LanePtr lane = {};
        std::int64_t from = 0;
        std::int64_t last = 0;
    };

    ConfBuilder settings() const;
    Connection connection() const;
    bool isPreview() const { return m_context->purpose == Purpose::Preview; }
    void lookUpTopics();
    void begin(const Result<Topics> &found);
    void read();
    void subscribe();
    void askAboutTopics();
    void sawSilence(const Error &error);
    void askAboutOne(TopicPartitions still);
    void sawTopics(const Topics &found);
    void failGone(std::vector<QByteArray> topics, Error error);
    TopicPartitions stillPartitions();
    void sawEnds(const Ends &ends);
    bool reads(const QByteArray &topic) const;
    void takeOver(TopicPartitions given);
    bool isOfBefore(const TopicPartitions &given) const;
    void lookUpStarts(TopicPartitions partitions);
    void assign(const Result<std::vector<LaneStart>> &starts);
    void storeStarts();
    void keepPlaces();
    void store(const Assignment::Lane &lane);
    void forgetStored();
    bool hasGone() const { return m_failure && m_failure->code == ErrorCode::NotFound; }
    bool isGone(const LaneInfo &lane) const;

    void takeNews();
    void rebalance(const ConsumerNews::Rebalance &change);
    void revoke(bool isLost);
    void unassign();
    void sawTrouble(const ConsumerNews::Trouble &trouble);
    void sawRefusal(Error error);
    void sawMessageError(const rd_kafka_message_t &message);
    void sawUnreadable(const rd_kafka_message_t &message);
    bool maySkip(const LaneInfo &lane, std::int64_t bad) const;
    void beginSkipping(Assignment::Lane &lane, std::int64_t bad);
    void sawBadWhileSkipping(Assignment::Lane &lane, std::int64_t batch);
    void sawReadable(Assignment::Lane &lane);
    void goOnSkipping(Assignment::Lane &lane);
    void seek(const Assignment::Lane &lane, std::int64_t offset);
    void takeSkipped(Polled &polled);
    void sawEnd(const rd_kafka_message_t &message);
    void fail(Error error);
    Error failureOf(rd_kafka_resp_err_t code) const;
    Error fatalError() const; ///< what the library does not go on from
    void lookAtServices();

    /// What one call of fetch() took.
    struct Fetched
    {
        std::shared_ptr<KafkaBatch> batch = {}; ///< null = nothing yet
        std::vector<LanePtr> lanes = {};
        std::size_t bytes = 0;
        std::size_t count = 0;
    };
    void fetch(Polled &polled, std::size_t maxMessages, std::size_t maxBytes);
    Assignment::Lane *laneOf(const rd_kafka_message_t &message);
    void take(MessageHandle message, Assignment::Lane &lane, Fetched &fetched, Polled &polled);
    std::uint32_t indexIn(std::vector<LanePtr> &lanes, Assignment::Lane &lane);
    bool mayFetch() const;
    void setPaused(bool paused);

    KafkaSourceConfig m_config;
    std::optional<SourceContext> m_context;
    std::shared_ptr<Consumer> m_consumer;
    std::shared_ptr<Chores> m_chores;
    std::shared_ptr<SchemaRegistry> m_registry; ///< asked by the decoders; its trouble is ours
    TokenSignIn m_tokens;
    ScramRefusal m_refusal;
    Assignment m_assignment;
    std::vector<LaneEvent> m_laneEvents; ///< for the next poll
    Liveness m_liveness;
    std::optional<Error> m_failure;
    std::optional<LanePlace> m_stuckAt; ///< with it: a batch that may be gone past
    std::uint64_t m_lookUp = 0; ///< answers of older look-ups are dropped
    std::uint64_t m_batch = 0;
    std::uint64_t m_lost = 0;
    std::vector<Skipped> m_skipped; ///< to be handed over as one refused message each
    TimePoint m_revokeBy = {};
    bool m_isRevoking = false;
    bool m_isPaused = false;
    bool m_isStopped = false;
    Reach m_reach;
    Topics m_topics; ///< as last seen
    std::set<QString> m_released; ///< lanes that were read, and given back
    std::set<QByteArray> m_appeared; ///< since then, and not read yet
    std::vector<QByteArray> m_goneTopics; ///< none known by name = any may be
    bool m_hasJoinedAgain = false; ///< because of an assignment that is of before
    bool m_readsAgain = false; ///< other partitions, once these are given back
    TimePoint m_lastListed = {};
    std::chrono::milliseconds m_listEvery{3000};
    TimePoint m_lastAsked = {};
    TimePoint m_lastWatched = {};
    bool m_hasSlept = false; ///< the computer, and nobody answered since
    bool m_isAsking = false; ///< a question of askAboutTopics() is on its way
};

} // namespace core::kafka
