// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/columns.h"

#include "core/connectors/stream_generator/pattern.h"
#include "core/connectors/stream_generator/time_layout.h"
#include "core/support/text.h"

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace core::stream_generator {
namespace {

constexpr qsizetype kLongestItem = 64 * 1024;

Error wrong(const char *id, const QString &field, const QString &message)
{
    return Error{
        .code = ErrorCode::Config, .id = id, .message = message, .field = field, .fix = {}};
}

void appendDecimal(std::string &out, double value)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, value);
    out.append(text, end.ptr);
}

/// Ready-made JSON values, each as likely as the others.
Column pick(std::vector<std::string> values)
{
    return [values = std::move(values)](std::string &out, Random &random, const Moment &) {
        out += values[random.below(values.size())];
    };
}

Column constant(const char *value)
{
    return [value](std::string &out, Random &, const Moment &) { out += value; };
}

Column letters()
{
    return [](std::string &out, Random &random, const Moment &) {
        out += '"';
        for (int i = 0; i < 8; ++i) {
            out += static_cast<char>('a' + random.below(26));
        }
        out += '"';
    };
}

std::optional<double> decimalOf(const QString &item)
{
    bool ok = false;
    const double value = item.toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> integerOf(const QString &item)
{
    bool ok = false;
    const std::int64_t value = item.toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// The JSON text of a list's item; none when it is not of the column's type.
std::optional<std::string> valueOf(const QString &item, ColumnType type)
{
    std::string out;
    if (type == ColumnType::String) {
        appendQuoted(out, item.toStdString());
        return out;
    }
    if (type == ColumnType::Bool) {
        return item == "true"_L1 || item == "false"_L1 ? std::optional(item.toStdString())
                                                       : std::nullopt;
    }
    if (type == ColumnType::Int) {
        if (const auto value = integerOf(item)) {
            appendInteger(out, *value);
            return out;
        }
        return std::nullopt;
    }
    if (const auto value = decimalOf(item)) {
        appendDecimal(out, *value);
        return out;
    }
    return std::nullopt;
}

Result<Column> fromRange(const ColumnConfig &config)
{
    std::vector<std::string> values;
    for (const QString &item : config.range) {
        if (item.size() > kLongestItem) {
            return wrong("generator.item_size", u"range"_s,
                         text(WEIR_TEXT("A value of the list is longer than 64 KiB")));
        }
        std::optional<std::string> value = valueOf(item, config.type);
        if (!value) {
            return wrong("generator.item_type", u"range"_s,
                         text(WEIR_TEXT("%1 is no value of this column's type"))
                             .arg(visibleText(item, 100)));
        }
        values.push_back(*std::move(value));
    }
    return pick(std::move(values));
}

Error wrongLimit()
{
    return wrong("generator.limit", u"limit"_s,
                 text(WEIR_TEXT("A span is the smallest and the largest value, such as [0, 100], "
                                "inside -2^63 to 2^63 - 1 for whole numbers")));
}

Result<Column> fromLimit(const ColumnConfig &config)
{
    if (config.limit.size() != 2) {
        return wrongLimit();
    }
    if (config.type == ColumnType::Int) {
        const auto min = integerOf(config.limit[0]);
        const auto max = integerOf(config.limit[1]);
        if (!min || !max || *min > *max) {
            return wrongLimit();
        }
        return wholeNumber(*min, *max);
    }
    const auto min = decimalOf(config.limit[0]);
    const auto max = decimalOf(config.limit[1]);
    if (!min || !max || *min > *max) {
        return wrongLimit();
    }
    return Column([min = *min, max = *max](std::string &out, Random &random, const Moment &) {
        appendDecimal(out, random.between(min, max));
    });
}

Result<Column> listOrSpan(const ColumnConfig &config)
{
    const bool hasSpan = !config.limit.isEmpty()
        && (config.type == ColumnType::Int || config.type == ColumnType::Float);
    if (!config.range.isEmpty() && hasSpan) {
        return wrong("generator.range_and_limit", u"limit"_s,
                     text(WEIR_TEXT("Choose a list or a span")));
    }
    if (!config.range.isEmpty()) {
        return fromRange(config);
    }
    if (hasSpan) {
        return fromLimit(config);
    }
    switch (config.type) {
    case ColumnType::String: return letters();
    case ColumnType::Bool: return pick({"false", "true"});
    default: return constant("0");
    }
}

Result<Column> timestamp(const ColumnConfig &config)
{
    const std::int64_t youngest = config.timestampDelayMin;
    const std::int64_t oldest = config.timestampDelayMax;
    if (youngest > oldest) {
        return wrong("generator.delay", u"timestamp_delay_max"_s,
                     text(WEIR_TEXT("The oldest time is younger than the youngest")));
    }
    const auto age = [youngest, oldest](Random &random) {
        return youngest == oldest ? youngest : random.between(youngest, oldest);
    };
    if (config.type == ColumnType::TimestampInt) {
        return Column([age](std::string &out, Random &random, const Moment &moment) {
            appendInteger(out, moment.ms - age(random));
        });
    }
    const QString usual = u"2006-01-02 15:04:05.000"_s;
    Result<TimeLayout> layout = TimeLayout::parse(
        config.timestampFormat.isEmpty() ? usual : config.timestampFormat, config.timestampLocale);
    if (!layout) {
        return layout.error();
    }
    return Column([age, layout = *layout, written = std::string()](std::string &out, Random &random,
                                                                   const Moment &moment) mutable {
        written.clear();
        layout.append(written, moment.ms - age(random));
        appendQuoted(out, written);
    });
}

Column map()
{
    return [](std::string &out, Random &random, const Moment &) {
        for (int i = 1; i <= 5; ++i) {
            out += i == 1 ? "{\"key" : ",\"key";
            appendInteger(out, i);
            out += "\":";
            appendInteger(out, random.between(std::int64_t(0), std::int64_t(100)));
        }
        out += '}';
    };
}

Column array()
{
    return [](std::string &out, Random &random, const Moment &) {
        for (int i = 0; i < 3; ++i) {
            out += i == 0 ? '[' : ',';
            appendInteger(out, random.between(std::int64_t(0), std::int64_t(10)));
        }
        out += ']';
    };
}

void appendUuid(std::string &out, Random &random)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    static constexpr std::string_view kShape = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    std::uint64_t bits = 0;
    int left = 0;
    for (const char place : kShape) {
        if (place != 'x' && place != 'y') {
            out += place;
            continue;
        }
        if (left == 0) {
            bits = random.next();
            left = 16;
        }
        const std::uint64_t digit = place == 'y' ? 8 + (bits & 3) : bits & 15;
        out += kDigits[digit];
        bits >>= 4;
        --left;
    }
}

constexpr const char *kFirstNames[] = {"anna",  "bela", "carla", "david", "elif",  "farid",
                                       "grace", "hugo", "ines",  "jonas", "kenji", "lea"};
constexpr const char *kLastNames[] = {"adler",  "brown", "chen",   "duarte", "evans", "fischer",
                                      "garcia", "huang", "ivanov", "jensen", "khan",  "lopez"};

template <std::size_t Count>
const char *anyOf(const char *const (&names)[Count], Random &random)
{
    return names[random.below(Count)];
}

void appendName(std::string &out, Random &random, char between)
{
    out += anyOf(kFirstNames, random);
    out += between;
    out += anyOf(kLastNames, random);
}

Result<Column> readyMade(const QString &rule)
{
    if (rule == "sequence"_L1) {
        return Column([](std::string &out, Random &, const Moment &moment) {
            appendInteger(out, static_cast<std::int64_t>(moment.number));
        });
    }
    using Write = void (*)(std::string &, Random &);
    static const std::pair<QLatin1StringView, Write> kMakers[] = {
        {"uuid"_L1, &appendUuid},
        {"ipv4"_L1,
         [](std::string &out, Random &random) {
             for (int i = 0; i < 4; ++i) {
                 out += i == 0 ? "" : ".";
                 appendInteger(out, static_cast<std::int64_t>(random.below(256)));
             }
         }},
        {"email"_L1,
         [](std::string &out, Random &random) {
             appendName(out, random, '.');
             out += "@example.com";
         }},
        {"name"_L1, [](std::string &out, Random &random) { appendName(out, random, ' '); }},
    };
    for (const auto &[name, write] : kMakers) {
        if (rule == name) {
            return Column([write = write](std::string &out, Random &random, const Moment &) {
                out += '"';
                write(out, random);
                out += '"';
            });
        }
    }
    return wrong("generator.rule", u"rule"_s,
                 text(WEIR_TEXT("Known are uuid, ipv4, email, name and sequence")));
}

Result<Column> fromPattern(const QString &rule)
{
    Result<Pattern> pattern = Pattern::parse(rule);
    if (!pattern) {
        return pattern.error();
    }
    return Column([pattern = *std::move(pattern), written = std::string()](
                      std::string &out, Random &random, const Moment &) mutable {
        written.clear();
        pattern.append(written, random);
        appendQuoted(out, written);
    });
}

} // namespace

void appendInteger(std::string &out, std::int64_t value)
{
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value);
    out.append(text, end.ptr);
}

void appendQuoted(std::string &out, std::string_view utf8)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += '"';
    for (const char character : utf8) {
        const auto byte = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            out += '\\';
            out += character;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kDigits[byte >> 4];
            out += kDigits[byte & 15];
        } else {
            out += character;
        }
    }
    out += '"';
}

Column oneOf(const QStringList &texts)
{
    std::vector<std::string> values;
    for (const QString &item : texts) {
        appendQuoted(values.emplace_back(), item.toStdString());
    }
    return pick(std::move(values));
}

Column oneOf(const std::vector<std::int64_t> &numbers)
{
    std::vector<std::string> values;
    for (const std::int64_t number : numbers) {
        appendInteger(values.emplace_back(), number);
    }
    return pick(std::move(values));
}

Column wholeNumber(std::int64_t min, std::int64_t max)
{
    return [min, max](std::string &out, Random &random, const Moment &) {
        appendInteger(out, random.between(min, max));
    };
}

Column timeText()
{
    // events of one millisecond share the text
    return [layout = TimeLayout::usual(), written = std::string(),
            of = std::int64_t(-1)](std::string &out, Random &, const Moment &moment) mutable {
        if (written.empty() || of != moment.ms) {
            of = moment.ms;
            written = "\"";
            layout.append(written, of);
            written += '"';
        }
        out += written;
    };
}

Result<Column> makeColumn(const ColumnConfig &config)
{
    switch (config.type) {
    case ColumnType::Timestamp:
    case ColumnType::TimestampInt: return timestamp(config);
    case ColumnType::Map: return map();
    case ColumnType::Array: return array();
    case ColumnType::Generate: return readyMade(config.rule);
    case ColumnType::Regex: return fromPattern(config.rule);
    default: return listOrSpan(config);
    }
}

} // namespace core::stream_generator
