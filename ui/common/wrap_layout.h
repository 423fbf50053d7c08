// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>

namespace ui {

/// Puts its items side by side without gaps, and begins a new line where there is no more room.
class WrapLayout final : public QLayout
{
public:
    explicit WrapLayout(QWidget *parent) : QLayout(parent) { setContentsMargins(0, 0, 0, 0); }
    ~WrapLayout() override;

    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &area) override;

private:
    /// Answers with the height that was needed; `place` gets each item and where it goes.
    template <typename Place>
    int walk(const QRect &area, Place place) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace ui
