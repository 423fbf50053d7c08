// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/schema/field_spec.h"

/// What the tables of source and endpoint say alike; each table gives its key and member.
namespace core::kafka {

constexpr FieldSpec brokersRow(const char *key, Binding member, const char *label)
{
    return {.key = key,
            .member = member,
            .label = label,
            .help = WEIR_TEXT("Any reachable member as host:port, several with commas; the others "
                              "are discovered."),
            .native = "bootstrap.servers",
            .example = "localhost:9092",
            .range = {1, 4096},
            .required = true};
}

constexpr FieldSpec userRow(Binding member)
{
    return {.key = "username",
            .member = member,
            .label = WEIR_TEXT("User name"),
            .help = WEIR_TEXT("Event Hubs: the literal text $ConnectionString."),
            .native = "sasl.username",
            .range = {0, 1024},
            .heading = Heading::Security};
}

constexpr FieldSpec passwordRow(Binding member)
{
    return {.key = "password",
            .member = member,
            .label = WEIR_TEXT("Password"),
            .help = WEIR_TEXT("Event Hubs: the whole connection string."),
            .native = "sasl.password",
            .example = "${env:KAFKA_PASSWORD}",
            .heading = Heading::Security};
}

constexpr FieldSpec always(FieldSpec row)
{
    row.required = true;
    return row;
}

/// Shown, and required, only then.
constexpr FieldSpec onlyWhen(FieldSpec row, Condition condition)
{
    row.requiredWhen = condition;
    row.visibleWhen = condition;
    return row;
}

/// The label is the broker's own name of it.
constexpr Choice mechanismChoice(Mechanism mechanism, const char *key)
{
    const int value = static_cast<int>(mechanism);
    switch (mechanism) {
    case Mechanism::Plain:
        return {value, key, WEIR_TEXT("PLAIN"),
                WEIR_TEXT("User and password as they are; needs encryption to be safe.")};
    case Mechanism::ScramSha256:
        return {value, key, WEIR_TEXT("SCRAM-SHA-256"),
                WEIR_TEXT("The password itself is never sent."), "scram"};
    case Mechanism::ScramSha512:
        return {value, key, WEIR_TEXT("SCRAM-SHA-512"),
                WEIR_TEXT("The password itself is never sent.")};
    case Mechanism::OAuthBearer:
        return {value, key, WEIR_TEXT("OAUTHBEARER"),
                WEIR_TEXT("A token that is over soon and is renewed in time.")};
    case Mechanism::None: break;
    }
    return {value, key, WEIR_TEXT("None"), WEIR_TEXT("No sign-in with user and password.")};
}

} // namespace core::kafka
