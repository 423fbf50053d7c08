// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_endpoint.h"
#include "core/connectors/loopback/loopback_source.h"
#include "core/connectors/registry.h"
#include "core/schema/binding.h"

namespace core::loopback {
namespace {

void testChannel(const QString &name, TestRun &run)
{
    const QString noServer = text(WEIR_TEXT("There is no server: the channel is inside Weir"));
    for (const StageId stage : {StageId::Resolve, StageId::Connect, StageId::Tls,
                                StageId::Authenticate, StageId::Authorise, StageId::Target}) {
        run.skipped(stage, noServer);
    }
    run.passed(StageId::Message, {},
               text(WEIR_TEXT("%1 messages wait in the channel"))
                   .arg(LoopbackChannel::named(name)->size()));
}

} // namespace

void registerTypes(Registry &registry)
{
    registry.add(SourceType{
        .type = "loopback",
        .label = WEIR_TEXT("Loopback"),
        .sentence = WEIR_TEXT("Reads what another flow of this program wrote to a channel."),
        .schema = LoopbackSourceConfig::schema(),
        .guarantee = Guarantee::AtLeastOnce,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Source> {
            return std::make_unique<LoopbackSource>(config.as<LoopbackSourceConfig>());
        },
        .dataType = [](const ConfigBox &) { return DataType::Json; },
        .hasEnd = [](const ConfigBox &) { return true; },
        .test = [](const ConfigBox &config,
                   TestRun &run) { testChannel(config.as<LoopbackSourceConfig>().channel, run); },
    });
    registry.add(EndpointType{
        .type = "loopback",
        .label = WEIR_TEXT("Loopback"),
        .sentence = WEIR_TEXT("Hands messages to another flow of this program, in memory only."),
        .schema = LoopbackEndpointConfig::schema(),
        .guarantee = Guarantee::AtMostOnce, // the memory is gone with the process
        .needsRows = false,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Endpoint> {
            return std::make_unique<LoopbackEndpoint>(config.as<LoopbackEndpointConfig>());
        },
        .test = [](const ConfigBox &config,
                   TestRun &run) { testChannel(config.as<LoopbackEndpointConfig>().channel, run); },
    });
}

} // namespace core::loopback
