// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/debezium/change_event.h"

#include "core/support/text.h"

namespace core::debezium {
namespace {

using Object = ChangeEvent::Object;

std::optional<Object> objectAt(const Object &object, std::string_view key)
{
    Object found;
    return object[key].get(found) ? std::nullopt : std::optional(found);
}

bool has(const Object &object, std::string_view key)
{
    return object[key].error() == simdjson::SUCCESS;
}

bool isNullAt(const Object &object, std::string_view key)
{
    simdjson::dom::element found;
    return !object[key].get(found) && found.is_null();
}

Error refusal(const char *id, QString message, QString field = {}, QString fix = {})
{
    return {ErrorCode::Rejected, id, std::move(message), std::move(field), std::move(fix)};
}

/// Topics of heartbeats and of transactions carry no operation.
bool isMarker(const Object &message)
{
    const bool isTransaction = has(message, "status") && has(message, "id");
    const bool isHeartbeat = message.size() == 1 && has(message, "ts_ms");
    return isTransaction || isHeartbeat;
}

/// `envelope` has an operation; what the letter asks for must be there.
std::optional<Error> readOperation(const Object &envelope, ChangeEvent &event)
{
    std::string_view letter;
    if (envelope["op"].get(letter)) {
        letter = {};
    }
    if (letter == "c" || letter == "r") {
        event.operation = Operation::Insert;
    } else if (letter == "u") {
        event.operation = Operation::Update;
    } else if (letter == "d") {
        event.operation = Operation::Delete;
    } else if (letter == "t") {
        event.operation = Operation::Truncate;
    } else if (letter == "m") {
        event.operation = Operation::Message;
    } else {
        return refusal(
            "debezium.operation.unknown",
            core::text(WEIR_TEXT("Debezium has no operation \"%1\""))
                .arg(visibleText(
                    QString::fromUtf8(letter.data(), static_cast<qsizetype>(letter.size())), 32)));
    }
    const bool needsAfter =
        event.operation == Operation::Insert || event.operation == Operation::Update;
    if (needsAfter && !event.after) {
        return refusal("debezium.image.missing",
                       core::text(WEIR_TEXT("The change does not say what the row became "
                                            "(\"after\" is missing)")));
    }
    return std::nullopt;
}

} // namespace

std::optional<Error> readChange(const Object &message, ChangeEvent &event)
{
    event = {};
    Object envelope = message;
    if (!has(message, "op") && has(message, "payload")) {
        event.schema = objectAt(message, "schema");
        const auto payload = objectAt(message, "payload");
        if (!payload && isNullAt(message, "payload")) {
            return std::nullopt; // a tombstone with its schema
        }
        envelope = payload.value_or(message);
    }
    if (!has(envelope, "op")) {
        return isMarker(envelope)
            ? std::nullopt
            : std::optional(refusal("debezium.not_a_change",
                                    core::text(WEIR_TEXT("Not a change written by Debezium: there "
                                                         "is no \"op\"")),
                                    QStringLiteral("data_type"),
                                    core::text(WEIR_TEXT("Read it as json"))));
    }
    event.before = objectAt(envelope, "before");
    event.after = objectAt(envelope, "after");
    if (envelope["ts_ms"].get(event.timestampMs) || event.timestampMs < 0) {
        event.timestampMs = -1;
    }
    return readOperation(envelope, event);
}

ChangeKey readKey(const Object &key)
{
    const auto payload = objectAt(key, "payload");
    const auto schema = objectAt(key, "schema");
    return payload && schema ? ChangeKey{payload, schema} : ChangeKey{key, std::nullopt};
}

} // namespace core::debezium
