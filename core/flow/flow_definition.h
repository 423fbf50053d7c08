// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "core/support/units.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace core {

enum class OnError
{
    DeadLetter,
    Skip,
    Stop
};

/// What may be on its way in a flow at once; full = intake pauses.
struct Window
{
    std::int64_t messages = 100'000;
    ByteSize bytes = 16 * kMiB;

    static const Schema &schema();
    bool operator==(const Window &) const = default;
};

/// Patience with a peer that answers and refuses a message.
struct RetryPolicy
{
    Duration min = std::chrono::seconds(1);
    Duration max = std::chrono::seconds(60);
    std::int64_t tries = 5;
    Duration forSpan = std::chrono::minutes(10); ///< key `for`

    static const Schema &schema();
    bool operator==(const RetryPolicy &) const = default;
};

/// Key `delivery` of a flow; the values here are the file's defaults.
struct Delivery
{
    Window window = {};
    RetryPolicy retry = {};
    ByteSize deadLetterMax = 256 * kMiB;

    static const Schema &schema();
    bool operator==(const Delivery &) const = default;
};

/// One end of a flow: the entry's name, type and settings, and what this flow adds.
struct FlowEnd
{
    QString entry = {}; ///< name in the workspace
    QString type = {};
    ConfigBox config = {};
    QString target = {}; ///< topic or table; endpoints only
    /// Of an endpoint that is read: its settings; `config` is then what the flow says of reading
    /// it.
    ConfigBox endpoint = {};

    bool readsEndpoint() const { return !endpoint.isEmpty(); }

    bool operator==(const FlowEnd &) const = default;
};

/// A flow with everything it refers to, secrets resolved; what the engine runs. A value.
struct FlowDefinition
{
    QString id = {}; ///< UUID; behind every name that must be stable and unique
    QString name = {};
    FlowEnd from = {};
    std::vector<FlowEnd> to = {};
    OnError onError = OnError::DeadLetter;
    Delivery delivery = {};
    QString workspaceFile = {}; ///< absolute; relative paths and the dead letters go by it

    QString baseFolder() const;
    QString deadLetterFile() const; ///< <workspace>.dead.db
    bool operator==(const FlowDefinition &) const = default;
};

} // namespace core
