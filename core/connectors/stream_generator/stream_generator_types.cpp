// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"
#include "core/connectors/stream_generator/stream_generator_source.h"
#include "core/schema/binding.h"
#include "core/support/moment.h"

#include <QDateTime>

namespace core::stream_generator {
namespace {

void test(const ConfigBox &box, TestRun &run)
{
    const QString noServer = text(WEIR_TEXT("There is no server: events are made by Weir"));
    for (const StageId stage : {StageId::Resolve, StageId::Connect, StageId::Tls,
                                StageId::Authenticate, StageId::Authorise, StageId::Target}) {
        run.skipped(stage, noServer);
    }
    const auto &config = box.as<StreamGeneratorConfig>();
    const auto seed = static_cast<std::uint64_t>(config.seed);
    Result<EventMaker> maker = EventMaker::make(config, seed == 0 ? 1 : seed);
    if (!maker) {
        run.failed(StageId::Message, {}, maker.error());
        return;
    }
    std::string event;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    maker->append(event, {.ms = momentMs(config.startTime).value_or(now), .number = 0});
    run.passed(StageId::Message, {},
               text(WEIR_TEXT("Events are ready, about %1 bytes each")).arg(event.size()));
}

} // namespace

void registerTypes(Registry &registry)
{
    registry.add(SourceType{
        .type = "stream_generator",
        .label = WEIR_TEXT("Stream generator"),
        .sentence = WEIR_TEXT("Makes up events, with no server: to try Weir out and to load it."),
        .schema = StreamGeneratorConfig::schema(),
        .guarantee = Guarantee::AtMostOnce,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Source> {
            return std::make_unique<StreamGeneratorSource>(config.as<StreamGeneratorConfig>());
        },
        .dataType = [](const ConfigBox &) { return DataType::Json; },
        .hasEnd =
            [](const ConfigBox &config) { return config.as<StreamGeneratorConfig>().count > 0; },
        .test = &test,
    });
}

} // namespace core::stream_generator
