// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/formats/shaping/column_inference.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace core {

/// What the samples of all flows may take together, unless somebody says otherwise.
constexpr std::int64_t kUsualSampleBytes = 256 * 1024 * 1024;

/// A copy of one message made for the screen, bounded in size. A value.
struct Sample
{
    std::uint64_t number = 0; ///< running in its flow; newer is larger
    std::int64_t receivedMs = 0;
    std::int64_t timestampMs = -1;
    TimeKind timeKind = TimeKind::Unknown;
    QString lane = {};
    QString topic = {};
    std::int64_t position = -1;
    QByteArray key = {}; ///< null and empty kept apart
    QByteArray payload = {}; ///< first 256 KiB; null = tombstone
    std::int64_t payloadSize = 0; ///< the whole
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
};

/// Newest samples of a flow and how honest they are.
struct SampleSlice
{
    std::vector<Sample> samples = {}; ///< oldest first
    std::uint64_t newest = 0; ///< pass back as `after` the next time
    std::uint64_t seen = 0; ///< messages that passed since the flow started
    std::uint64_t shown = 0; ///< of these, copied for the screen
    std::int64_t bytesKept = 0;
    std::int64_t bytesCap = 0;
};

/// What the samples of all flows take together.
struct SampleMemory
{
    std::int64_t bytes = 0;
    std::int64_t cap = 0;
};

/// A previewed message: what a source would deliver, decoded as it says.
struct PreviewMessage
{
    Sample sample = {};
    QString rejectedCode = {}; ///< why it cannot be decoded; empty when it can
    QString rejectedMessage = {};
    QString rejectedField = {}; ///< the setting to look at, and what to try; may be empty
    QString rejectedFix = {};
    /// Values that are none of their column's type, and fields without a column; names only.
    QStringList misfits = {};
    QStringList unknown = {};
    /// What could be declared, after all messages up to this one; empty = as before.
    std::vector<ProposedColumn> columns = {};
    QByteArray rows = {}; ///< JSON lines, where the payload does not show by itself what it says
};

} // namespace core
