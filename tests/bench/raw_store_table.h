// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The table the store makes for the benchmark's messages, with the same keys and index.
inline constexpr const char *kTable =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE bench(_sn INTEGER PRIMARY KEY, _source INTEGER NOT NULL, _lane TEXT NOT NULL, "
    "_offset ANY,"
    " _seq INTEGER NOT NULL DEFAULT 0, _time INTEGER NOT NULL, _received INTEGER NOT NULL,"
    " _tp_delta INTEGER NOT NULL DEFAULT 1, _size INTEGER NOT NULL, _extra TEXT, _topic TEXT, _key "
    "ANY,"
    " _partition INTEGER, id ANY, value ANY, device ANY, note ANY, "
    "UNIQUE(_source,_lane,_offset,_seq)) STRICT;"
    "CREATE INDEX bench__time ON bench(_time);";
inline constexpr const char *kInsert =
    "INSERT INTO "
    "bench(_source,_lane,_offset,_time,_received,_size,_topic,_partition,id,value,device,note)"
    " VALUES(1,?1,?2,?3,?3,?4,?5,?6,?7,?8,?9,?10) ON CONFLICT(_source,_lane,_offset,_seq) DO "
    "NOTHING";
