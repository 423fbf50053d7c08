// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "core/support/units.h"

#include <QStringList>

#include <vector>

namespace core::stream_generator {

enum class Template
{
    Iot,
    UserLogins,
    Devops,
    Custom
};

enum class ColumnType
{
    Timestamp,
    TimestampInt,
    String,
    Int,
    Float,
    Bool,
    Map,
    Array,
    Generate,
    Regex
};

/// One column of a custom event.
struct ColumnConfig
{
    QString name = {};
    ColumnType type = ColumnType::String;
    QStringList range = {}; ///< pick one
    QStringList limit = {}; ///< smallest and largest
    QString timestampFormat = {};
    std::int64_t timestampDelayMin = 0; ///< ms
    std::int64_t timestampDelayMax = 0;
    QString timestampLocale = {};
    QString rule = {};

    static const Schema &schema();
    bool operator==(const ColumnConfig &) const = default;
};

/// What is made, how often and how much.
struct StreamGeneratorConfig
{
    Template kind = Template::Iot; ///< key `template`
    Duration interval = std::chrono::milliseconds(200);
    std::int64_t count = 0;
    std::int64_t batchSize = 1;
    Duration intervalDelta = {};
    std::int64_t seed = 0;
    QString startTime = {};
    ByteSize payloadBytes = 0;
    std::vector<ColumnConfig> fields = {};

    static const Schema &schema();
    bool operator==(const StreamGeneratorConfig &) const = default;
};

// The rules of the two tables.
void checkColumn(const ColumnConfig &column, RuleReport &report);
void checkGenerator(const StreamGeneratorConfig &config, RuleReport &report);

} // namespace core::stream_generator
