// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/cloud_events.h"

#include "core/mapping/mqtt_properties.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace core::mapping {
namespace {

/// In the order they are written; the first four are required.
enum Attribute : std::size_t
{
    SpecVersion,
    Type,
    Origin,
    Id,
    Subject,
    Time,
    DataContentType,
    DataSchema,
    AttributeCount
};
constexpr std::array<std::string_view, AttributeCount> kNames{
    "specversion", "type", "source", "id", "subject", "time", "datacontenttype", "dataschema"};
constexpr std::size_t kRequired = 4;

char asciiLower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr std::size_t kAbsent = std::size_t(-1);

std::size_t attributeOf(std::string_view name, AttributeNames names)
{
    if (names == AttributeNames::Prefixed) {
        if (name == "content-type") {
            return DataContentType;
        }
        if (!name.starts_with("ce_") && !name.starts_with("ce-")) {
            return kAbsent;
        }
        name.remove_prefix(3);
    }
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    return found == kNames.end() ? kAbsent : static_cast<std::size_t>(found - kNames.begin());
}

/// Where each attribute stands among the headers. An empty one counts as missing; of repeats the
/// first counts; `ce_datacontenttype` counts before `content-type`.
using Places = std::array<std::size_t, AttributeCount>;

Places placesOf(const std::vector<HeaderView> &headers, AttributeNames names)
{
    Places places{};
    places.fill(kAbsent);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const std::size_t attribute = attributeOf(headers[i].name, names);
        if (attribute == kAbsent || headers[i].value.empty()) {
            continue;
        }
        std::size_t &place = places[attribute];
        const bool isFirst = place == kAbsent;
        if (isFirst
            || (headers[place].name == "content-type" && headers[i].name != "content-type")) {
            place = i;
        }
    }
    return places;
}

std::string made(std::size_t attribute, const EventContext &context)
{
    switch (attribute) {
    case SpecVersion: return "1.0";
    case Type: return "ms.aio-dataflow.telemetry";
    case Origin: return "aio://" + std::string(context.endpoint);
    case Id: return context.makeId ? context.makeId() : std::string();
    case Subject: return std::string(context.topic);
    case Time: return timeText(context.timeMs);
    case DataContentType: return std::string(context.contentType);
    case DataSchema: return std::string(context.dataSchema);
    default: return {};
    }
}

/// Set by the flow, so that the message's own no longer holds.
bool isReplaced(std::size_t attribute, const EventContext &context)
{
    return (attribute == DataContentType && context.isConverted && !context.contentType.empty())
        || (attribute == DataSchema && context.isSchemaNamed && !context.dataSchema.empty());
}

/// The whole event is the payload then (structured mode, or several in a batch).
bool isStructured(AttributeNames names, const EventContext &context,
                  const std::vector<HeaderView> &headers)
{
    std::string_view type = context.isConverted ? std::string_view() : context.contentType;
    if (names == AttributeNames::Prefixed) {
        const auto found = std::ranges::find_if(headers, [](const HeaderView &header) {
            return header.name == "content-type" || header.name == "Content Type"; // from MQTT
        });
        type = found == headers.end() ? type : textOf(found->value);
    }
    constexpr std::string_view kStructured = "application/cloudevents";
    return std::ranges::equal(type.substr(0, kStructured.size()), kStructured, {},
                              [](char letter) { return asciiLower(letter); });
}

void removePlaces(std::vector<HeaderView> &headers, const Places &places)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (std::find(places.begin(), places.end(), i) == places.end()) {
            headers[kept++] = headers[i];
        }
    }
    headers.resize(kept);
}

} // namespace

MappedEvent mapCloudEvent(CloudEvents mode, AttributeNames names, std::string_view prefix,
                          const EventContext &context, std::vector<HeaderView> &headers,
                          TextStore &texts)
{
    if (mode == CloudEvents::Off || isStructured(names, context, headers)) {
        return {};
    }
    const Places places = placesOf(headers, names);
    const bool isComplete = std::find(places.begin(), places.begin() + kRequired, kAbsent)
        == places.begin() + kRequired;
    if (mode == CloudEvents::Propagate && !isComplete) {
        return {.kind = EventKind::Incomplete, .attributes = {}};
    }
    MappedEvent event{.kind = isComplete ? EventKind::Complete : EventKind::Generated,
                      .attributes = {}};
    for (std::size_t attribute = 0; attribute < AttributeCount; ++attribute) {
        const bool isPresent = places[attribute] != kAbsent;
        Bytes value;
        if (isPresent && !isReplaced(attribute, context)) {
            value = headers[places[attribute]].value;
        } else if (mode == CloudEvents::CreateOrRemap || isReplaced(attribute, context)) {
            value = valueOf(texts.keep(made(attribute, context)));
        }
        if (!value.empty()) {
            event.attributes.push_back(
                {texts.keep(std::string(prefix) + std::string(kNames[attribute])), value});
        }
    }
    removePlaces(headers, places);
    return event;
}

std::string timeText(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODateWithMs).toStdString();
}

} // namespace core::mapping
