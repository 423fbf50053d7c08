// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <functional>
#include <vector>

namespace core::kafka {

/// Where something should listen. A value.
struct Place
{
    QString host = {};
    quint16 port = 0;
};

/// Opens a connection to each of these, at the same time, and closes it without a word. Says of
/// each why that did not work; empty = it did. Blocks at most `limit`; any thread.
QStringList knockAt(const std::vector<Place> &places, std::chrono::milliseconds limit,
                    const std::function<bool()> &isCancelled);

} // namespace core::kafka
