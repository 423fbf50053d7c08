// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/mapping/text_store.h"

#include <functional>

namespace core::mapping {

enum class CloudEvents
{
    Off,
    Propagate, ///< only a message that has all required attributes; others pass untouched
    CreateOrRemap ///< what is missing is made
};

/// How attributes are called where a message comes from.
enum class AttributeNames
{
    Bare, ///< MQTT: `type`
    Prefixed ///< Kafka, NATS: `ce_type`, `ce-type`, and `content-type`
};

enum class EventKind
{
    None, ///< not looked at, or structured: the event with its attributes is the payload
    Complete,
    Incomplete, ///< passed untouched
    Generated ///< at least one required attribute was made
};

/// What the values of missing attributes are made of. `id` and `time` belong to the message and are
/// the same at every try.
struct EventContext
{
    std::string_view endpoint; ///< name of the destination
    std::string_view topic; ///< of the destination
    std::string_view contentType = {}; ///< of the output; empty = unknown
    bool isConverted = false; ///< the content type is no longer that of the input
    std::string_view dataSchema = {}; ///< empty = none
    bool isSchemaNamed = false; ///< by the flow, so that it wins over the message's
    std::function<std::string()> makeId = {};
    std::int64_t timeMs = 0;
};

struct MappedEvent
{
    EventKind kind = EventKind::None;
    std::vector<HeaderView> attributes = {}; ///< to stand behind all other headers
};

/// Takes the attributes out of `headers` and gives them the names of the destination: `prefix` and
/// the attribute's own.
MappedEvent mapCloudEvent(CloudEvents mode, AttributeNames names, std::string_view prefix,
                          const EventContext &context, std::vector<HeaderView> &headers,
                          TextStore &texts);

/// RFC 3339 in UTC with milliseconds.
std::string timeText(std::int64_t ms);

} // namespace core::mapping
