// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace core {

/// One lane as a group of readers stands in it; what the server does not say is none. A value.
struct GroupLane
{
    QString lane = {}; ///< "orders/3"
    std::optional<std::int64_t> position = {}; ///< the next to be read
    std::optional<std::int64_t> end = {}; ///< one past the last that exists
    std::optional<std::int64_t> target = {}; ///< where a reset puts the position
    QString member = {}; ///< who reads it now

    std::optional<std::int64_t> lag() const;
};

struct GroupMember
{
    QString name = {}; ///< as it calls itself
    QString id = {}; ///< as the server calls it
    QString host = {};
    std::size_t lanes = 0;
};

/// Who reads together under one name, and how far they are: a consumer group.
struct ReaderGroup
{
    QString name = {};
    QString state = {}; ///< the server's word
    std::vector<GroupMember> members = {};
    std::vector<GroupLane> lanes = {};
};

/// Other positions for the lanes of a source.
struct GroupReset
{
    enum class To
    {
        Earliest,
        Latest,
        Time,
        Position
    };
    struct Place
    {
        /// "orders/3", or "3" for that partition of each topic; empty = all
        QString lane = {};
        std::int64_t position = 0;
    };
    To to = To::Earliest;
    std::int64_t timeMs = 0;
    std::vector<Place> places = {}; ///< To::Position; other lanes stay
    bool isOnlyTold = true; ///< targets are filled in, nothing is changed
};

/// "orders/3=1500", or "1500" for all lanes.
std::optional<GroupReset::Place> placeOf(const QString &entry);

/// What is asked about the group of a source. `flowId` names it where the settings do not.
struct GroupQuestion
{
    QString flowId = {};
    QString baseFolder = {};
    std::optional<GroupReset> reset = {}; ///< refused while the group has members
    std::chrono::milliseconds limit = std::chrono::seconds(10);
    std::function<bool()> isCancelled = [] { return false; };
};

} // namespace core
