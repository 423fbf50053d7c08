// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_schema.h"

#include "core/schema/binding.h"

namespace core::loopback {
namespace {

constexpr FieldSpec kSourceFields[] = {
    {.key = "channel",
     .member = bind<&LoopbackSourceConfig::channel>(),
     .label = WEIR_TEXT("Channel"),
     .help = WEIR_TEXT("The name of a channel that a loopback endpoint of this program fills."),
     .example = "orders",
     .range = {1, 200},
     .required = true},
};

constexpr FieldSpec kEndpointFields[] = {
    {.key = "channel",
     .member = bind<&LoopbackEndpointConfig::channel>(),
     .label = WEIR_TEXT("Channel"),
     .help = WEIR_TEXT("The name of the channel that a loopback source of this program reads."),
     .example = "orders",
     .range = {1, 200},
     .required = true},
    {.key = "capacity",
     .member = bind<&LoopbackEndpointConfig::capacity>(),
     .label = WEIR_TEXT("Capacity"),
     .help = WEIR_TEXT("So many messages wait in the channel at most; a full one holds back."),
     .unit = "messages",
     .range = {1, 10'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "refuse_every",
     .member = bind<&LoopbackEndpointConfig::refuseEvery>(),
     .label = WEIR_TEXT("Refuse every"),
     .help = WEIR_TEXT("For tests: each message of this number is refused; 0 refuses none."),
     .unit = "messages",
     .range = {0, 1'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "delay",
     .member = bind<&LoopbackEndpointConfig::delay>(),
     .label = WEIR_TEXT("Delay"),
     .help = WEIR_TEXT("For tests: answers come this much later."),
     .range = {0, 3'600'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "fail_first",
     .member = bind<&LoopbackEndpointConfig::failFirst>(),
     .label = WEIR_TEXT("Fail first"),
     .help = WEIR_TEXT("For tests: so many first tries are answered with a passing failure."),
     .unit = "messages",
     .range = {0, 1'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
};

} // namespace

const Schema &LoopbackSourceConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<LoopbackSourceConfig>(kSourceFields);
    return kSchema;
}

const Schema &LoopbackEndpointConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<LoopbackEndpointConfig>(kEndpointFields);
    return kSchema;
}

} // namespace core::loopback
