// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/registry.h"
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/support/recorded_test.h"

#include <algorithm>

namespace core::kafka {
void registerTypes(Registry &registry);
}

namespace rig {

/// A source or an endpoint as an editor tests it.
class TestedEntry final
{
public:
    static TestedEntry source(const core::kafka::KafkaSourceConfig &config)
    {
        TestedEntry entry(core::kafka::KafkaSourceConfig::schema(), true);
        entry.box.as<core::kafka::KafkaSourceConfig>() = config;
        return entry;
    }
    static TestedEntry endpoint(const core::kafka::KafkaEndpointConfig &config)
    {
        TestedEntry entry(core::kafka::KafkaEndpointConfig::schema(), false);
        entry.box.as<core::kafka::KafkaEndpointConfig>() = config;
        return entry;
    }

    support::RecordedTest run(const QString &target = {}) const { return run({target}, false); }
    /// Of an endpoint to which flows write these topics.
    support::RecordedTest run(const QStringList &targets, bool sends) const
    {
        core::Registry registry;
        core::kafka::registerTypes(registry);
        support::RecordedTest run({.entry = QStringLiteral("entry"), .target = targets.value(0)},
                                  address(QStringLiteral("CERTS")),
                                  {.targets = targets, .sends = sends});
        const QString type = QStringLiteral("kafka");
        const auto test = isSource ? registry.source(type)->test : registry.endpoint(type)->test;
        test(box, run);
        return run;
    }
    void use(const core::Proposal &proposal)
    {
        QVERIFY(writeField(box, proposal.field, core::Node::scalar(proposal.value)).empty());
    }
    core::Secret &password()
    {
        using namespace core::kafka;
        return isSource ? box.as<KafkaSourceConfig>().password
                        : box.as<KafkaEndpointConfig>().authentication.sasl.password;
    }

    core::ConfigBox box;
    bool isSource;

private:
    TestedEntry(const core::Schema &schema, bool reads) : box(schema), isSource(reads) { }
};

inline const core::TestStage &stageOf(const support::RecordedTest &run, core::StageId id)
{
    return *std::find_if(run.stages.begin(), run.stages.end(),
                         [id](const core::TestStage &stage) { return stage.stage == id; });
}

/// The same settings on both sides; `tls` with the rig's own authority.
inline std::vector<TestedEntry> entriesAt(const QString &listener, core::kafka::Mechanism mechanism,
                                          bool tls = false,
                                          const QString &user = QStringLiteral("alice"))
{
    using namespace core::kafka;
    KafkaSourceConfig source = Reader::config(QStringLiteral("any"));
    source.brokers = address(listener);
    source.sasl = mechanism;
    source.username = user;
    source.password.setValue(user.toUtf8() + "-secret");
    source.tls.disable = !tls;
    source.tls.rootCas = core::Pem{QStringLiteral("ca.pem")};
    KafkaEndpointConfig endpoint;
    endpoint.host = source.brokers;
    endpoint.tls.mode = tls ? Switch::Enabled : Switch::Disabled;
    endpoint.tls.rootCas = source.tls.rootCas;
    if (mechanism != Mechanism::None) {
        endpoint.authentication.method = AuthMethod::Sasl;
        endpoint.authentication.sasl = {
            .saslType = mechanism, .username = source.username, .password = source.password};
    }
    return {TestedEntry::source(source), TestedEntry::endpoint(endpoint)};
}

} // namespace rig
