// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace rig {

/// A record batch as the real broker keeps it.
struct StoredBatch
{
    int codec = 0; ///< 0 none, 1 gzip, 2 snappy, 3 lz4
    int records = 0;
    qint64 bytes = 0;
};

/// Of a topic's partition 0, in order, from the broker's own file.
std::vector<StoredBatch> storedBatches(const QString &topic);

} // namespace rig
