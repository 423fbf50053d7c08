// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/columns.h"
#include "core/schema/binding.h"
#include "core/support/moment.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace core::stream_generator {
namespace {

constexpr double kVeryFast = 5'000'000;

void checkRate(const StreamGeneratorConfig &config, RuleReport &report)
{
    const double seconds = static_cast<double>(config.interval.value.count()) / 1e9;
    if (config.intervalDelta.value.count() > 0
        && config.intervalDelta.value >= config.interval.value) {
        report.error("generator.interval_delta", "interval_delta",
                     text(WEIR_TEXT("The random part must be smaller than the interval")));
    }
    const double rate = seconds > 0 ? static_cast<double>(config.batchSize) / seconds : 0;
    if (rate > kVeryFast) {
        report.warning("generator.rate", "interval",
                       text(WEIR_TEXT("%1 events a second are more than any target takes: ticks "
                                      "will be skipped"))
                           .arg(QLocale::c().toString(rate, 'f', 0)));
    }
}

void checkNames(const std::vector<ColumnConfig> &columns, RuleReport &report)
{
    QSet<QString> names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const QString name = columns[i].name.toCaseFolded();
        if (!name.isEmpty() && names.contains(name)) {
            const QByteArray field = QString(u"fields[%1].name"_s.arg(i)).toLatin1();
            report.error("generator.name_repeated", field.constData(),
                         text(WEIR_TEXT("Another column has this name, apart from upper and lower "
                                        "case")));
        }
        names.insert(name);
    }
}

} // namespace

void checkColumn(const ColumnConfig &column, RuleReport &report)
{
    const Result<Column> made = makeColumn(column);
    if (!made && !(made.error().field == "rule"_L1 && column.rule.isEmpty())) {
        report.error(made.error().id, made.error().field.toLatin1().constData(),
                     made.error().message, made.error().fix);
    }
}

void checkGenerator(const StreamGeneratorConfig &config, RuleReport &report)
{
    checkRate(config, report);
    if (config.kind == Template::Custom) {
        checkNames(config.fields, report);
    }
    if (!config.startTime.isEmpty() && !momentMs(config.startTime)) {
        report.error("generator.start_time", "start_time",
                     text(WEIR_TEXT("This is no point in time")),
                     text(WEIR_TEXT("Write it like 2023-09-01T18:11:35Z")));
    }
}

} // namespace core::stream_generator
