// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/event_maker.h"

using namespace Qt::StringLiterals;

namespace core::stream_generator {

void EventMaker::add(std::string_view name, Column column)
{
    std::string start(1, m_columns.empty() ? '{' : ',');
    appendQuoted(start, name);
    start += ':';
    m_columns.push_back({.start = std::move(start), .column = std::move(column)});
}

void EventMaker::addTemplate(Template kind)
{
    switch (kind) {
    case Template::Iot:
        add("device", oneOf({u"device_0"_s, u"device_1"_s, u"device_2"_s}));
        add("number", wholeNumber(0, 100));
        break;
    case Template::UserLogins:
        add("user", oneOf({u"user1"_s, u"user2"_s}));
        add("city", oneOf({u"Shanghai"_s, u"Beijing"_s}));
        break;
    case Template::Devops:
        add("hostname", oneOf({u"host_0"_s, u"host_1"_s, u"host_2"_s}));
        add("region", oneOf({u"eu-central-1"_s, u"us-west-1"_s, u"sa-east-1"_s}));
        add("rack", oneOf(std::vector<std::int64_t>{1, 2, 3}));
        add("usage_user", wholeNumber(0, 100));
        add("usage_system", wholeNumber(0, 100));
        break;
    case Template::Custom: return;
    }
    add("time", timeText());
}

Result<EventMaker> EventMaker::make(const StreamGeneratorConfig &config, std::uint64_t seed)
{
    EventMaker maker(seed);
    maker.m_padTo = static_cast<std::size_t>(config.payloadBytes.value);
    maker.addTemplate(config.kind);
    for (std::size_t i = 0; config.kind == Template::Custom && i < config.fields.size(); ++i) {
        Result<Column> column = makeColumn(config.fields[i]);
        if (!column) {
            Error error = column.error();
            error.field = u"fields[%1].%2"_s.arg(i).arg(error.field);
            return error;
        }
        maker.add(config.fields[i].name.toStdString(), *std::move(column));
    }
    return maker;
}

void EventMaker::append(std::string &out, const Moment &moment)
{
    constexpr std::size_t kPadAround = sizeof R"(,"pad":"")" - 1;
    const std::size_t start = out.size();
    if (m_columns.empty()) {
        out += '{';
    }
    for (const Named &named : m_columns) {
        out += named.start;
        named.column(out, m_random, moment);
    }
    const std::size_t size = out.size() - start + 1;
    if (size + kPadAround < m_padTo) {
        out += R"(,"pad":")";
        out.append(m_padTo - size - kPadAround, 'x');
        out += '"';
    }
    out += '}';
}

} // namespace core::stream_generator
