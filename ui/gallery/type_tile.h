// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/gallery/type_card.h"

#include <QAbstractButton>

namespace ui {

/// A type as a card to pick: its label, what it does and what it guarantees.
class TypeTile final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TypeTile(TypeCard card, QWidget *parent = nullptr);

    const TypeCard &card() const { return m_card; }
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TypeCard m_card;
};

} // namespace ui
