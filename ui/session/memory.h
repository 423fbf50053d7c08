// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/background.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimer>

namespace ui {

/// What the window remembers from one start to the next: its place, the open page, the last files.
/// Never part of a workspace. GUI thread; only the constructor touches the disk there.
class Memory final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostFiles = 8;

    /// An empty `file` remembers nothing beyond this object. A damaged one is begun anew.
    explicit Memory(QString file = {}, QObject *parent = nullptr);
    ~Memory() override; ///< writes what is new

    QJsonValue value(const QString &key) const { return m_values.value(key); }
    void set(const QString &key, const QJsonValue &value);

    QStringList recentFiles() const; ///< newest first
    void addRecentFile(const QString &file);
    void removeRecentFile(const QString &file);

Q_SIGNALS:
    void recentFilesChanged();

private:
    void write();
    void setRecentFiles(const QStringList &files);

    const QString m_file;
    QJsonObject m_values;
    QTimer m_soon;
    Background m_disk;
};

} // namespace ui
