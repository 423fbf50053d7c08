// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/mapping_notes.h"

#include "core/support/text.h"

namespace core::mapping {
namespace {

constexpr NoteKind kComplete{.key = "cloudevents.complete",
                             .label = WEIR_TEXT("CloudEvents passed on")};
constexpr NoteKind kIncomplete{.key = "cloudevents.incomplete",
                               .label = WEIR_TEXT("CloudEvents incomplete, untouched")};
constexpr NoteKind kGenerated{.key = "cloudevents.generated",
                              .label = WEIR_TEXT("CloudEvents completed")};
constexpr NoteKind kKeyMissing{.key = "partition_key_missing",
                               .label = WEIR_TEXT("Without what the partition goes by")};
constexpr NoteKind kTooLong{.key = "removed_headers.too-long",
                            .label = WEIR_TEXT("Headers removed, too long")};
constexpr NoteKind kNotUtf8{.key = "removed_headers.not-utf8",
                            .label = WEIR_TEXT("Headers removed, no text")};
constexpr NoteKind kControl{.key = "removed_headers.control",
                            .label = WEIR_TEXT("Headers removed, control characters")};

constexpr Mark kEventBits = 3;
constexpr Mark kKeyBit = 4;

void count(EventKind event, Notes &notes)
{
    switch (event) {
    case EventKind::None: break;
    case EventKind::Complete: addNote(notes, kComplete); break;
    case EventKind::Incomplete: addNote(notes, kIncomplete); break;
    case EventKind::Generated: addNote(notes, kGenerated); break;
    }
}

const NoteKind &noteOf(Removal removal)
{
    switch (removal) {
    case Removal::TooLong: return kTooLong;
    case Removal::NotUtf8: return kNotUtf8;
    case Removal::Control: break;
    }
    return kControl;
}

} // namespace

Mark markOf(const KafkaRecord &record)
{
    return static_cast<Mark>(static_cast<Mark>(record.event) | (record.isKeyMissing ? kKeyBit : 0));
}

void count(Mark mark, Notes &notes)
{
    count(static_cast<EventKind>(mark & kEventBits), notes);
    if (mark & kKeyBit) {
        addNote(notes, kKeyMissing);
    }
}

void count(const MqttMessage &message, Notes &notes)
{
    count(message.event, notes);
    for (const RemovedProperty &removed : message.removed) {
        addNote(notes, noteOf(removed.reason));
    }
}

} // namespace core::mapping
