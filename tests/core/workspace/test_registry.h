// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/schema/binding.h"

/// Types that exist only in tests, so that these do not change with the connectors.
namespace test_registry {

struct QueueConfig
{
    QString servers = {};
    QString topic = {};
    QString group = {};
    QString member = {};
    core::Secret password = {};
    core::NamedValues headers = {};
    core::Duration wait = std::chrono::seconds(5);
    core::TlsConfig tls = {};

    static const core::Schema &schema();
};

struct TableConfig
{
    core::FilePath path = {};
    std::int64_t keep = 7;
    QString reading = {};

    static const core::Schema &schema();
};

inline constexpr core::FieldSpec kQueueFields[] = {
    {.key = "servers",
     .member = core::bind<&QueueConfig::servers>(),
     .label = "Servers",
     .help = "Where to connect.",
     .required = true},
    {.key = "topic",
     .member = core::bind<&QueueConfig::topic>(),
     .label = "Topic",
     .help = "What to read.",
     .required = true,
     .browse = "topic"},
    {.key = "group",
     .member = core::bind<&QueueConfig::group>(),
     .label = "Group",
     .help = "Who reads together.",
     .sharing = core::Sharing::Warned},
    {.key = "member",
     .member = core::bind<&QueueConfig::member>(),
     .label = "Member",
     .help = "Who we are.",
     .sharing = core::Sharing::Refused},
    {.key = "password",
     .member = core::bind<&QueueConfig::password>(),
     .label = "Password",
     .help = "To sign in.",
     .heading = core::Heading::Security},
    {.key = "headers",
     .member = core::bind<&QueueConfig::headers>(),
     .label = "Headers",
     .help = "To send along."},
    {.key = "wait",
     .member = core::bind<&QueueConfig::wait>(),
     .label = "Wait",
     .help = "How long.",
     .range = {1'000'000, 3'600'000'000'000},
     .heading = core::Heading::Delivery},
    {.key = "tls",
     .member = core::bind<&QueueConfig::tls>(),
     .label = "TLS",
     .help = "Encryption.",
     .heading = core::Heading::Security},
};

inline constexpr core::FieldSpec kTableFields[] = {
    {.key = "path",
     .member = core::bind<&TableConfig::path>(),
     .label = "File",
     .help = "Where to write.",
     .sharing = core::Sharing::SameOptions},
    {.key = "keep",
     .member = core::bind<&TableConfig::keep>(),
     .label = "Keep",
     .help = "How many days.",
     .range = {0, 365}},
    {.key = "reading",
     .member = core::bind<&TableConfig::reading>(),
     .label = "Reading",
     .help = "Needed only when it is read from.",
     .role = core::Role::Source,
     .required = true},
};

inline const core::Schema &QueueConfig::schema()
{
    static constexpr core::Schema kSchema = core::makeSchema<QueueConfig>(kQueueFields);
    return kSchema;
}

inline const core::Schema &TableConfig::schema()
{
    static constexpr core::Schema kSchema = core::makeSchema<TableConfig>(kTableFields);
    return kSchema;
}

/// What a flow says of a table that it reads.
inline const core::Schema &readingSchema()
{
    static constexpr core::FieldSpec kFields[] = {kQueueFields[1], kQueueFields[4]};
    static constexpr core::Schema kSchema = core::makeSchema<QueueConfig>(kFields);
    return kSchema;
}

inline core::ConfigBox joinReading(const core::ConfigBox &table, const core::ConfigBox &reading)
{
    core::ConfigBox joined(QueueConfig::schema());
    joined.as<QueueConfig>() = reading.as<QueueConfig>();
    joined.as<QueueConfig>().servers = table.as<TableConfig>().path.text;
    return joined;
}

inline bool readsTopic(const core::ConfigBox &reading, const QString &topic)
{
    return reading.as<QueueConfig>().topic == topic;
}

inline constexpr core::EndpointReading kTableReading{
    .sourceType = "queue", .schema = &readingSchema, .join = &joinReading, .reads = &readsTopic};

/// That there is a list; what it says is up to each test.
inline core::Result<core::BrowseListing> browseNothing(const core::ConfigBox &, const QString &,
                                                       std::chrono::milliseconds)
{
    return core::BrowseListing{};
}

inline const core::Registry &registry()
{
    static const core::Registry filled = [] {
        core::Registry made;
        made.add(core::SourceType{.type = "queue",
                                  .label = "Queue",
                                  .sentence = "Reads a queue.",
                                  .schema = QueueConfig::schema(),
                                  .guarantee = core::Guarantee::AtLeastOnce,
                                  .make = nullptr,
                                  .dataType = nullptr,
                                  .hasEnd = nullptr,
                                  .test = nullptr,
                                  .browse = &browseNothing});
        made.add(core::EndpointType{.type = "table",
                                    .label = "Table",
                                    .sentence = "Writes a table.",
                                    .schema = TableConfig::schema(),
                                    .guarantee = core::Guarantee::AtLeastOnce,
                                    .needsRows = true,
                                    .make = nullptr,
                                    .test = nullptr,
                                    .reading = &kTableReading});
        made.add(core::EndpointType{.type = "queue",
                                    .label = "Queue",
                                    .sentence = "Writes a queue.",
                                    .schema = QueueConfig::schema(),
                                    .guarantee = core::Guarantee::AtLeastOnce,
                                    .needsRows = false,
                                    .make = nullptr,
                                    .test = nullptr,
                                    .testSends = true});
        return made;
    }();
    return filled;
}

/// "line:column path code" of each finding.
inline QStringList found(const core::Findings &findings)
{
    QStringList result;
    for (const core::Finding &finding : findings) {
        result.append(QStringLiteral("%1:%2 %3 %4")
                          .arg(finding.line)
                          .arg(finding.column)
                          .arg(finding.path, finding.code));
    }
    return result;
}

} // namespace test_registry
