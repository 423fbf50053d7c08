// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace rig {

/// Very many topics of one partition on the rig's broker, made and removed by one request each.
/// Some hold messages.
class TopicCrowd final
{
public:
    explicit TopicCrowd(int count);
    ~TopicCrowd();
    TopicCrowd(const TopicCrowd &) = delete;
    TopicCrowd &operator=(const TopicCrowd &) = delete;

    const QString &prefix() const { return m_prefix; }
    const QStringList &names() const { return m_names; }
    /// So many messages are in the one of this number.
    static int heldIn(int number) { return number % 10 == 0 ? 1 + number % 7 : 0; }

private:
    void create() const;
    void fill() const;

    QString m_prefix;
    QStringList m_names;
};

} // namespace rig
