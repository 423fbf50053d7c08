// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/stream_generator_schema.h"

#include "core/schema/binding.h"

namespace core::stream_generator {
namespace {

constexpr std::int64_t kUs = 1'000;
constexpr std::int64_t kDay = 86'400'000'000'000;

constexpr Choice kTemplates[] = {
    {int(Template::Iot), "iot", WEIR_TEXT("Devices"),
     WEIR_TEXT("Data for 3 devices: device, number, time.")},
    {int(Template::UserLogins), "user_logins", WEIR_TEXT("User logins"),
     WEIR_TEXT("2 users and 2 cities: user, city, time.")},
    {int(Template::Devops), "devops", WEIR_TEXT("Computers"),
     WEIR_TEXT("3 hosts and 3 regions: load figures with rack and time.")},
    {int(Template::Custom), "custom", WEIR_TEXT("Own columns"),
     WEIR_TEXT("Columns that you describe below.")},
};

constexpr Choice kTypes[] = {
    {int(ColumnType::Timestamp), "timestamp", WEIR_TEXT("Time as text"),
     WEIR_TEXT("The event's time in a layout of your choice.")},
    {int(ColumnType::TimestampInt), "timestamp_int", WEIR_TEXT("Time as number"),
     WEIR_TEXT("Milliseconds since 1970, UTC.")},
    {int(ColumnType::String), "string", WEIR_TEXT("Text"),
     WEIR_TEXT("One of a list, or 8 random letters.")},
    {int(ColumnType::Int), "int", WEIR_TEXT("Whole number"),
     WEIR_TEXT("One of a list or of a span, else 0.")},
    {int(ColumnType::Float), "float", WEIR_TEXT("Decimal number"),
     WEIR_TEXT("One of a list or of a span, else 0.")},
    {int(ColumnType::Bool), "bool", WEIR_TEXT("Yes or no"),
     WEIR_TEXT("One of a list, or a toss-up.")},
    {int(ColumnType::Map), "map", WEIR_TEXT("Object"), WEIR_TEXT("Five keys with numbers.")},
    {int(ColumnType::Array), "array", WEIR_TEXT("List"),
     WEIR_TEXT("Three whole numbers from 0 to 10.")},
    {int(ColumnType::Generate), "generate", WEIR_TEXT("Ready-made"),
     WEIR_TEXT("A uuid, ipv4, email, name or sequence, named by the rule.")},
    {int(ColumnType::Regex), "regex", WEIR_TEXT("Pattern"),
     WEIR_TEXT("Text that fits the regular expression of the rule.")},
};

constexpr Condition kForTimes{"type", {"timestamp"}};
constexpr Condition kForAges{"type", {"timestamp", "timestamp_int"}};
constexpr Condition kForLists{"type", {"string", "int", "float", "bool"}};
constexpr Condition kForSpans{"type", {"int", "float"}};
constexpr Condition kForRules{"type", {"generate", "regex"}};

constexpr FieldSpec kColumnFields[] = {
    {.key = "name",
     .member = bind<&ColumnConfig::name>(),
     .label = WEIR_TEXT("Column"),
     .help = WEIR_TEXT("The column's name in the event."),
     .range = {1, 200},
     .required = true},
    {.key = "type",
     .member = bind<&ColumnConfig::type>(),
     .label = WEIR_TEXT("Type"),
     .help = WEIR_TEXT("What kind of values it holds."),
     .choices = kTypes},
    {.key = "range",
     .member = bind<&ColumnConfig::range>(),
     .label = WEIR_TEXT("One of"),
     .help = WEIR_TEXT("The values to choose from, each as likely as the others."),
     .range = {0, 10'000},
     .visibleWhen = kForLists},
    {.key = "limit",
     .member = bind<&ColumnConfig::limit>(),
     .label = WEIR_TEXT("Span"),
     .help = WEIR_TEXT("The smallest and the largest value; both are made for whole numbers."),
     .range = {0, 2},
     .visibleWhen = kForSpans},
    {.key = "timestamp_format",
     .member = bind<&ColumnConfig::timestampFormat>(),
     .label = WEIR_TEXT("Time layout"),
     .help = WEIR_TEXT("How 2 January 2006, 15:04:05 would be written."),
     .example = "2006-01-02 15:04:05.000",
     .range = {0, 100},
     .visibleWhen = kForTimes},
    {.key = "timestamp_delay_min",
     .member = bind<&ColumnConfig::timestampDelayMin>(),
     .label = WEIR_TEXT("Youngest"),
     .help = WEIR_TEXT("The time lies at least so long in the past."),
     .unit = "ms",
     .range = {0, 31'536'000'000},
     .visibleWhen = kForAges},
    {.key = "timestamp_delay_max",
     .member = bind<&ColumnConfig::timestampDelayMax>(),
     .label = WEIR_TEXT("Oldest"),
     .help = WEIR_TEXT("The time lies at most so long in the past."),
     .unit = "ms",
     .range = {0, 31'536'000'000},
     .visibleWhen = kForAges},
    {.key = "timestamp_locale",
     .member = bind<&ColumnConfig::timestampLocale>(),
     .label = WEIR_TEXT("Time zone"),
     .help = WEIR_TEXT("The name of a zone; UTC when empty."),
     .example = "Europe/Berlin",
     .range = {0, 100},
     .visibleWhen = kForTimes},
    {.key = "rule",
     .member = bind<&ColumnConfig::rule>(),
     .label = WEIR_TEXT("Rule"),
     .help = WEIR_TEXT("A pattern, or one of uuid, ipv4, email, name, sequence."),
     .example = "[A-Z]{3}-[0-9]{4}",
     .range = {0, 4096},
     .requiredWhen = kForRules,
     .visibleWhen = kForRules},
};

constexpr Condition kWhenCustom{"template", {"custom"}};

constexpr FieldSpec kFields[] = {
    {.key = "template",
     .member = bind<&StreamGeneratorConfig::kind>(),
     .label = WEIR_TEXT("Template"),
     .help = WEIR_TEXT("What the made-up events look like."),
     .choices = kTemplates,
     .required = true},
    {.key = "interval",
     .member = bind<&StreamGeneratorConfig::interval>(),
     .label = WEIR_TEXT("Every"),
     .help = WEIR_TEXT("The time between two ticks; each tick makes one event or more."),
     .range = {1 * kUs, kDay}},
    {.key = "fields",
     .member = bind<&StreamGeneratorConfig::fields>(),
     .label = WEIR_TEXT("Columns"),
     .help = WEIR_TEXT("The columns of the event, in their order."),
     .range = {0, 200},
     .requiredWhen = kWhenCustom,
     .visibleWhen = kWhenCustom},
    {.key = "count",
     .member = bind<&StreamGeneratorConfig::count>(),
     .label = WEIR_TEXT("Stop after"),
     .help = WEIR_TEXT("The flow is complete after so many events; 0 goes on for ever."),
     .unit = "events",
     .range = {0, std::numeric_limits<std::int64_t>::max()},
     .heading = Heading::Limits},
    {.key = "batch_size",
     .member = bind<&StreamGeneratorConfig::batchSize>(),
     .label = WEIR_TEXT("Events per tick"),
     .help = WEIR_TEXT("So many events are made at each tick."),
     .unit = "events",
     .range = {1, 100'000},
     .tab = Tab::Advanced,
     .heading = Heading::Batching},
    {.key = "interval_delta",
     .member = bind<&StreamGeneratorConfig::intervalDelta>(),
     .label = WEIR_TEXT("Random part"),
     .help = WEIR_TEXT("Each tick comes up to this much earlier or later."),
     .range = {0, kDay},
     .tab = Tab::Advanced,
     .heading = Heading::Batching},
    {.key = "seed",
     .member = bind<&StreamGeneratorConfig::seed>(),
     .label = WEIR_TEXT("Random seed"),
     .help = WEIR_TEXT("The same number makes the same events again; 0 takes a new one each time."),
     .tab = Tab::Advanced},
    {.key = "start_time",
     .member = bind<&StreamGeneratorConfig::startTime>(),
     .label = WEIR_TEXT("Time of the first event"),
     .help = WEIR_TEXT("Events follow in steps of the interval; empty means the real time."),
     .example = "2023-09-01T18:11:35Z",
     .range = {0, 40},
     .tab = Tab::Advanced},
    {.key = "payload_bytes",
     .member = bind<&StreamGeneratorConfig::payloadBytes>(),
     .label = WEIR_TEXT("Pad to"),
     .help = WEIR_TEXT("Shorter events get a column pad that makes them this long."),
     .range = {0, kMiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
};

constexpr Rule kColumnRules[] = {rule<&checkColumn>()};
constexpr Rule kRules[] = {rule<&checkGenerator>()};

} // namespace

const Schema &ColumnConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<ColumnConfig>(kColumnFields, kColumnRules);
    return kSchema;
}

const Schema &StreamGeneratorConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<StreamGeneratorConfig>(kFields, kRules);
    return kSchema;
}

} // namespace core::stream_generator
