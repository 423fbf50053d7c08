// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_renderer.h"

#include "core/flow/message_size.h"
#include "core/formats/value_json.h"
#include "core/support/text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace core::file {
namespace {

void appendBase64OrNull(Bytes bytes, std::string &out)
{
    if (isNull(bytes)) {
        out.append("null");
        return;
    }
    out.push_back('"');
    appendBase64(textOf(bytes), out);
    out.push_back('"');
}

Error refusal(const char *id, const char *sentence)
{
    return Error{ErrorCode::Rejected, id, text(sentence)};
}

} // namespace

void appendUtc(std::int64_t ms, std::string &out)
{
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(ms)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    out.append(text.data(), static_cast<std::size_t>(std::max(size, 0)));
}

Renderer::Renderer(const FileConfig &config, const QString &sourceName,
                   std::unique_ptr<RowDecoder> decoder)
    : m_config(config), m_source(sourceName.toStdString()), m_decoder(std::move(decoder))
{ }

bool Renderer::isRows() const
{
    return m_config.format == Format::JsonLines || m_config.format == Format::Csv;
}

std::optional<MessageOutcome> Renderer::take(const Batch &batch, std::uint32_t index)
{
    m_batch = &batch;
    m_message = &batch.messages()[index];
    m_notes.clear();
    if (!isRows()) {
        return takeRaw(index);
    }
    const Decoded decoded = m_decoder->decode(*m_message);
    m_rows = decoded.rows;
    countShape(decoded, m_notes);
    switch (decoded.kind) {
    case Decoded::Kind::Rows: break;
    case Decoded::Kind::Nothing: return MessageOutcome{index, Verdict::Filtered, {}};
    case Decoded::Kind::Undecodable: return MessageOutcome{index, Verdict::Refuse, decoded.error};
    case Decoded::Kind::Waiting: return MessageOutcome{index, Verdict::Retry, {}};
    }
    if (m_config.format == Format::Csv && !canTellBytes()) {
        return MessageOutcome{
            index, Verdict::Refuse,
            refusal("file.csv.binary",
                    WEIR_TEXT("Nothing in this table can tell that a cell holds bytes"))};
    }
    return std::nullopt;
}

std::optional<MessageOutcome> Renderer::takeRaw(std::uint32_t index) const
{
    if (m_config.format == Format::Envelope) {
        return std::nullopt;
    }
    if (isNull(m_message->payload)) {
        return MessageOutcome{index, Verdict::Filtered, {}};
    }
    if (m_config.format == Format::RawLines
        && textOf(m_message->payload).find('\n') != std::string_view::npos) {
        return MessageOutcome{
            index, Verdict::Refuse,
            refusal("file.raw_lines.line_feed", WEIR_TEXT("The message holds a line feed itself"))};
    }
    return std::nullopt;
}

void Renderer::append(std::string &out)
{
    switch (m_config.format) {
    case Format::JsonLines:
        for (const Row &row : m_rows) {
            appendJsonLine(row, out);
        }
        break;
    case Format::Csv:
        for (const Row &row : m_rows) {
            appendCsvLine(row, out);
        }
        break;
    case Format::Envelope: appendEnvelope(out); break;
    case Format::RawLines: out.append(textOf(m_message->payload)).push_back('\n'); break;
    case Format::RawLength: appendLength(out); break;
    }
}

/// As JSON; cells of a CSV file take it without its quotes.
void Renderer::appendMetadata(const QString &name, const Row &row, std::string &out) const
{
    const LaneInfo &lane = *m_batch->originLaneOf(*m_message);
    const auto integer = [&out](std::int64_t value, bool isKnown) {
        isKnown ? appendJsonInteger(value, out) : static_cast<void>(out.append("null"));
    };
    if (name == u"_time" || name == u"_received") {
        const std::int64_t event = row.timestampMs >= 0 ? row.timestampMs : m_message->timestampMs;
        out.push_back('"');
        appendUtc(name == u"_time" && event >= 0 ? event : m_batch->receivedMs(), out);
        out.push_back('"');
    } else if (name == u"_source") {
        appendJsonString(m_source, out);
    } else if (name == u"_topic") {
        appendJsonString(lane.topic.toStdString(), out);
    } else if (name == u"_key") {
        appendJsonBytes(m_message->key, out);
    } else if (name == u"_headers") {
        appendHeadersJson(m_message->headers, out);
    } else if (name == u"_partition") {
        integer(lane.partition, lane.partition >= 0);
    } else if (name == u"_offset") {
        const Position position = m_batch->originPositionOf(*m_message);
        integer(position.value, position.stable);
    } else if (name == u"_time_kind") {
        m_message->timeKind == TimeKind::Unknown
            ? static_cast<void>(out.append("null"))
            : appendJsonString(timeKindKey(m_message->timeKind), out);
    } else {
        integer(static_cast<std::int64_t>(wholeSize(*m_message)), true);
    }
}

void Renderer::appendJsonLine(const Row &row, std::string &out) const
{
    out.push_back('{');
    const std::size_t from = out.size();
    for (const QString &name : m_config.metadata) {
        out.append(out.size() > from ? ",\"" : "\"").append(name.toStdString()).append("\":");
        appendMetadata(name, row, out);
    }
    for (const Column &column : row.columns) {
        out.append(out.size() > from ? "," : "");
        appendJsonString(column.name, out);
        out.push_back(':');
        appendJson(column.value, out);
    }
    out.append("}\n");
}

void Renderer::appendEnvelope(std::string &out) const
{
    const LaneInfo &lane = *m_batch->originLaneOf(*m_message);
    out.append("{\"time\":");
    appendJsonInteger(m_message->timestampMs >= 0 ? m_message->timestampMs : m_batch->receivedMs(),
                      out);
    out.append(",\"topic\":");
    appendJsonString(lane.topic.toStdString(), out);
    out.append(",\"partition\":");
    appendJsonInteger(lane.partition, out);
    out.append(",\"offset\":\"");
    appendJsonInteger(m_batch->originPositionOf(*m_message).value, out);
    out.append("\",\"key\":");
    appendBase64OrNull(m_message->key, out);
    out.append(",\"headers\":[");
    HeaderView header;
    for (std::size_t i = 0; m_message->headers.at(i, header); ++i) {
        out.append(i ? ",[" : "[");
        appendJsonBytes(bytesOf(header.name.data(), header.name.size()), out);
        out.push_back(',');
        appendBase64OrNull(header.value, out);
        out.push_back(']');
    }
    out.append("],\"value\":");
    appendBase64OrNull(m_message->payload, out);
    out.append("}\n");
}

void Renderer::appendLength(std::string &out) const
{
    const auto size = static_cast<std::uint32_t>(m_message->payload.size());
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        out.push_back(static_cast<char>(size >> shift & 0xffU));
    }
    out.append(textOf(m_message->payload));
}

} // namespace core::file
