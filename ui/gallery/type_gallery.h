// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/gallery/type_card.h"

#include <QButtonGroup>
#include <QWidget>

class QLineEdit;
class QScrollArea;
class QVBoxLayout;

namespace ui {

class PlainLabel;
class TypeTile;

/// All types of a kind as tiles, with a search above. Arrow keys move among them.
class TypeGallery final : public QWidget
{
    Q_OBJECT

public:
    explicit TypeGallery(std::vector<TypeCard> cards, QWidget *parent = nullptr);

    QString current() const;
    void setCurrent(const QString &type); ///< emits nothing

Q_SIGNALS:
    void typeChosen(const QString &type);

private:
    void addTile(TypeCard card, QVBoxLayout *column);
    void filter(const QString &search);

    QLineEdit *m_search;
    QScrollArea *m_scroll;
    PlainLabel *m_none;
    QButtonGroup m_group;
    std::vector<TypeTile *> m_tiles;
};

} // namespace ui
