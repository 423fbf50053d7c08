// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace rig {

struct Record
{
    QByteArray value = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {}; ///< a null value stays null
    bool isTombstone = false;
};

/// One after the other into partition 0.
void produceRecords(const QString &topic, const std::vector<Record> &records);
/// A topic of one partition with these in it.
QString topicOf(const std::vector<Record> &records);

} // namespace rig
