// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace ui {

/// The pages at the left edge: picture, word, and how many problems wait there. Pictures only when
/// folded. GUI thread.
class Navigation final : public QListWidget
{
    Q_OBJECT

public:
    enum Role
    {
        IconRole = Qt::UserRole,
        BadgeRole
    };

    explicit Navigation(QWidget *parent = nullptr);

    void addPage(const QString &name, const QString &icon);
    /// 0 takes it away.
    void setBadge(int page, int count);
    int badge(int page) const;
    void setFolded(bool folded);
    bool isFolded() const { return m_isFolded; }

private:
    void showName(int page);

    bool m_isFolded = false;
};

} // namespace ui
