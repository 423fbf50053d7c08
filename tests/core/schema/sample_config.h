// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/common_fields.h"

namespace sample {

enum class Mode
{
    Plain,
    Signed,
    Token
};

/// One column of a list of groups.
struct ColumnConfig
{
    QString name = {};
    std::int64_t width = 10;

    static const core::Schema &schema();
};

/// A struct with a field of every kind, conditions, roles and a rule.
struct SampleConfig
{
    QString host = {};
    Mode mode = Mode::Plain;
    QString user = {};
    core::Secret password = {};
    bool fast = false;
    std::int64_t count = 5;
    double ratio = 0.5;
    core::Duration wait = std::chrono::milliseconds(200);
    core::ByteSize size = core::kMiB;
    QStringList tags = {};
    core::NamedValues headers = {};
    core::Pem authority = {};
    core::FilePath folder = {};
    std::vector<ColumnConfig> columns = {};
    QString group = {};
    QString key = {};
    core::TlsConfig tls{.disable = true}; ///< another default than the group's own

    static const core::Schema &schema();
};

inline constexpr core::FieldSpec kColumnFields[] = {
    {.key = "name",
     .member = core::bind<&ColumnConfig::name>(),
     .label = "Name",
     .help = "Name of the column.",
     .required = true},
    {.key = "width",
     .member = core::bind<&ColumnConfig::width>(),
     .label = "Width",
     .help = "Width of the column.",
     .range = {1, 100}},
};

inline constexpr core::Choice kModes[] = {
    {static_cast<int>(Mode::Plain), "plain", "Plain", "Nobody signs in."},
    {static_cast<int>(Mode::Signed), "signed", "Signed", "With user and password."},
    {static_cast<int>(Mode::Token), "token", "Token", "With a token."},
};

inline constexpr core::FieldSpec kSampleFields[] = {
    {.key = "host",
     .member = core::bind<&SampleConfig::host>(),
     .label = "Host",
     .help = "Where to connect.",
     .example = "localhost:1",
     .range = {1, 20},
     .required = true},
    {.key = "mode",
     .member = core::bind<&SampleConfig::mode>(),
     .label = "Mode",
     .help = "How to sign in.",
     .choices = kModes},
    {.key = "user",
     .member = core::bind<&SampleConfig::user>(),
     .label = "User",
     .help = "Who signs in.",
     .requiredWhen = {"mode", {"signed"}},
     .visibleWhen = {"mode", {"signed", "token"}}},
    {.key = "password",
     .member = core::bind<&SampleConfig::password>(),
     .label = "Password",
     .help = "Of the user | always by reference.",
     .visibleWhen = {"mode", {"signed", "token"}}},
    {.key = "fast",
     .member = core::bind<&SampleConfig::fast>(),
     .label = "Fast",
     .help = "Quicker."},
    {.key = "count",
     .member = core::bind<&SampleConfig::count>(),
     .label = "Count",
     .help = "How many.",
     .native = "native.count",
     .range = {1, 10}},
    {.key = "ratio",
     .member = core::bind<&SampleConfig::ratio>(),
     .label = "Ratio",
     .help = "How much.",
     .range = {0, 1}},
    {.key = "wait",
     .member = core::bind<&SampleConfig::wait>(),
     .label = "Wait",
     .help = "How long.",
     .range = {1'000'000, 60'000'000'000}},
    {.key = "size",
     .member = core::bind<&SampleConfig::size>(),
     .label = "Size",
     .help = "How large.",
     .range = {1, core::kGiB}},
    {.key = "tags",
     .member = core::bind<&SampleConfig::tags>(),
     .label = "Tags",
     .help = "Words.",
     .range = {1, 3}},
    {.key = "headers",
     .member = core::bind<&SampleConfig::headers>(),
     .label = "Headers",
     .help = "Names and values."},
    {.key = "authority",
     .member = core::bind<&SampleConfig::authority>(),
     .label = "Authority",
     .help = "Whom to trust.",
     .multiline = true},
    {.key = "folder",
     .member = core::bind<&SampleConfig::folder>(),
     .label = "Folder",
     .help = "Where to write."},
    {.key = "columns",
     .member = core::bind<&SampleConfig::columns>(),
     .label = "Columns",
     .help = "Their names and widths."},
    {.key = "group",
     .member = core::bind<&SampleConfig::group>(),
     .label = "Group",
     .help = "For reading.",
     .role = core::Role::Source,
     .required = true},
    {.key = "key",
     .member = core::bind<&SampleConfig::key>(),
     .label = "Key",
     .help = "For writing.",
     .role = core::Role::Destination},
    {.key = "tls",
     .member = core::bind<&SampleConfig::tls>(),
     .label = "TLS",
     .help = "Encryption."},
};

inline void checkFastCount(const SampleConfig &config, core::RuleReport &report)
{
    if (config.fast && config.count > 8) {
        report.warning("sample.hot", "count", QStringLiteral("too many to be fast"));
    }
    if (config.fast && config.tls.skipVerifyServer) {
        report.error("sample.blind", "tls.skip_verify_server", QStringLiteral("fast and blind"));
    }
}

inline constexpr core::Rule kSampleRules[] = {core::rule<&checkFastCount>()};

inline const core::Schema &ColumnConfig::schema()
{
    static constexpr core::Schema kSchema = core::makeSchema<ColumnConfig>(kColumnFields);
    return kSchema;
}

inline const core::Schema &SampleConfig::schema()
{
    static constexpr core::Schema kSchema =
        core::makeSchema<SampleConfig>(kSampleFields, kSampleRules);
    return kSchema;
}

inline QStringList codes(const core::Findings &findings)
{
    QStringList result;
    for (const core::Finding &finding : findings) {
        result.append(finding.path + QLatin1Char(' ') + finding.code);
    }
    return result;
}

} // namespace sample
