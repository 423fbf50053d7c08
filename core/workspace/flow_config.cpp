// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/flow_config.h"

#include "core/schema/binding.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr FieldSpec kFromFields[] = {
    {.key = "source",
     .member = bind<&FlowFromConfig::source>(),
     .label = WEIR_TEXT("From source"),
     .help = WEIR_TEXT("Name of the source that the messages come from."),
     .range = {0, 64},
     .browse = "source"},
    {.key = "endpoint",
     .member = bind<&FlowFromConfig::endpoint>(),
     .label = WEIR_TEXT("From endpoint"),
     .help = WEIR_TEXT("Name of an endpoint to read in place of a source."),
     .range = {0, 64},
     .browse = "readable"},
};

void checkFrom(const FlowFromConfig &from, RuleReport &report)
{
    if (from.source.isEmpty() && from.endpoint.isEmpty()) {
        report.error("field.required", "source",
                     text(WEIR_TEXT("A flow reads a source or an endpoint")));
    } else if (!from.source.isEmpty() && !from.endpoint.isEmpty()) {
        report.error("flow.from.both", "endpoint",
                     text(WEIR_TEXT("A flow reads a source or an endpoint, not both")));
    }
}
constexpr Rule kFromRules[] = {rule<&checkFrom>()};

constexpr FieldSpec kToFields[] = {
    {.key = "endpoint",
     .member = bind<&FlowToConfig::endpoint>(),
     .label = WEIR_TEXT("Endpoint"),
     .help = WEIR_TEXT("Name of the endpoint that the messages go to."),
     .range = {1, 64},
     .required = true,
     .browse = "endpoint"},
    {.key = "topic",
     .member = bind<&FlowToConfig::topic>(),
     .label = WEIR_TEXT("Topic"),
     .help = WEIR_TEXT("Where to write at the endpoint; the flow's name when empty."),
     .range = {1, 1024}},
    {.key = "table",
     .member = bind<&FlowToConfig::table>(),
     .label = WEIR_TEXT("Table"),
     .help = WEIR_TEXT("Which table to write; the flow's name when empty."),
     .range = {1, 256}},
};

constexpr Choice kOnErrors[] = {
    {static_cast<int>(OnError::DeadLetter), "dead_letter", WEIR_TEXT("Keep it aside"),
     WEIR_TEXT("Stores the message with the reason; you can look at it and send it again.")},
    {static_cast<int>(OnError::Skip), "skip", WEIR_TEXT("Skip it"),
     WEIR_TEXT("Counts the message and goes on without it.")},
    {static_cast<int>(OnError::Stop), "stop", WEIR_TEXT("Stop the flow"),
     WEIR_TEXT("The flow fails at this message; nothing behind it is acknowledged.")},
};

constexpr FieldSpec kFlowFields[] = {
    {.key = "id",
     .member = bind<&FlowConfig::id>(),
     .label = WEIR_TEXT("Id"),
     .help = WEIR_TEXT("UUID behind all names that must stay the same when the flow is renamed."),
     .range = {1, 64},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "description",
     .member = bind<&FlowConfig::description>(),
     .label = WEIR_TEXT("Description"),
     .help = WEIR_TEXT("What the flow is for."),
     .range = {1, 4096},
     .multiline = true},
    {.key = "from",
     .member = bind<&FlowConfig::from>(),
     .label = WEIR_TEXT("From"),
     .help = WEIR_TEXT("Where the messages come from.")},
    {.key = "to",
     .member = bind<&FlowConfig::to>(),
     .label = WEIR_TEXT("To"),
     .help = WEIR_TEXT("Where the messages go; each endpoint gets every message."),
     .range = {1, 32},
     .required = true},
    {.key = "on_error",
     .member = bind<&FlowConfig::onError>(),
     .label = WEIR_TEXT("Undecodable or refused message"),
     .help = WEIR_TEXT("What happens to a message that an endpoint cannot take."),
     .choices = kOnErrors,
     .heading = Heading::Delivery},
    {.key = "delivery",
     .member = bind<&FlowConfig::delivery>(),
     .label = WEIR_TEXT("Delivery"),
     .help = WEIR_TEXT("How much may be on its way, and how long to try."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "enabled",
     .member = bind<&FlowConfig::enabled>(),
     .label = WEIR_TEXT("Enabled"),
     .help = WEIR_TEXT("Whether the flow runs when the workspace is started.")},
};

void checkTarget(const FlowToConfig &to, RuleReport &report)
{
    if (!to.topic.isEmpty() && !to.table.isEmpty()) {
        report.error("flow.target.both", "table",
                     text(WEIR_TEXT("An endpoint is given a topic or a table, not both")));
    }
}
constexpr Rule kToRules[] = {rule<&checkTarget>()};

void checkFlow(const FlowConfig &flow, RuleReport &report)
{
    if (!flow.id.isEmpty() && QUuid::fromString(flow.id).isNull()) {
        report.error("flow.id.invalid", "id", text(WEIR_TEXT("This is not a UUID")),
                     text(WEIR_TEXT("Remove the line; an id is made from the names")));
    }
    if (flow.delivery.retry.min.value > flow.delivery.retry.max.value) {
        report.error("flow.retry.order", "delivery.retry.max",
                     text(WEIR_TEXT("The longest wait is shorter than the first one")));
    }
}
constexpr Rule kFlowRules[] = {rule<&checkFlow>()};

} // namespace

const Schema &FlowFromConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<FlowFromConfig>(kFromFields, kFromRules);
    return kSchema;
}

const Schema &FlowToConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<FlowToConfig>(kToFields, kToRules);
    return kSchema;
}

const Schema &FlowConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<FlowConfig>(kFlowFields, kFlowRules);
    return kSchema;
}

FlowConfig toFlowConfig(const WorkspaceFlow &flow)
{
    FlowConfig config{.id = flow.id,
                      .description = flow.description,
                      .from = {.source = flow.from.isEndpoint ? QString() : flow.from.entry,
                               .endpoint = flow.from.isEndpoint ? flow.from.entry : QString()},
                      .onError = flow.onError,
                      .delivery = flow.delivery,
                      .enabled = flow.enabled};
    for (const FlowReference &to : flow.to) {
        config.to.push_back(FlowToConfig{.endpoint = to.entry,
                                         .topic = to.isTable ? QString() : to.target,
                                         .table = to.isTable ? to.target : QString()});
    }
    return config;
}

WorkspaceFlow toWorkspaceFlow(const QString &name, const FlowConfig &config)
{
    WorkspaceFlow flow{.name = name,
                       .id = config.id,
                       .description = config.description,
                       .from = {.entry = config.from.endpoint.isEmpty() ? config.from.source
                                                                        : config.from.endpoint,
                                .isEndpoint = !config.from.endpoint.isEmpty()},
                       .onError = config.onError,
                       .delivery = config.delivery,
                       .enabled = config.enabled};
    for (const FlowToConfig &to : config.to) {
        const bool isTable = to.topic.isEmpty() && !to.table.isEmpty();
        flow.to.push_back(FlowReference{
            .entry = to.endpoint, .target = isTable ? to.table : to.topic, .isTable = isTable});
    }
    return flow;
}

} // namespace core
