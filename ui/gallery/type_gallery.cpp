// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/type_gallery.h"

#include "ui/common/colors.h"
#include "ui/common/plain_label.h"
#include "ui/gallery/type_tile.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

TypeGallery::TypeGallery(std::vector<TypeCard> cards, QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_scroll(new QScrollArea(this)),
      m_none(new PlainLabel(tr("No type has these words."), TextRole::Secondary, this, Wrap::Yes))
{
    m_search->setPlaceholderText(tr("Search types"));
    m_search->setAccessibleName(tr("Search types"));
    m_search->setClearButtonEnabled(true);
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    auto *tiles = new QVBoxLayout(content);
    tiles->setContentsMargins(0, 0, 0, 0);
    tiles->setSpacing(kSpace2);
    for (TypeCard &card : cards) {
        addTile(std::move(card), tiles);
    }
    tiles->addWidget(m_none);
    tiles->addStretch(1);
    m_none->hide();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    column->addWidget(m_search);
    column->addWidget(m_scroll, 1);
    connect(m_search, &QLineEdit::textChanged, this, &TypeGallery::filter);
}

void TypeGallery::addTile(TypeCard card, QVBoxLayout *column)
{
    auto *tile = new TypeTile(std::move(card), this);
    m_group.addButton(tile, static_cast<int>(m_tiles.size()));
    m_tiles.push_back(tile);
    column->addWidget(tile);
    connect(tile, &QAbstractButton::clicked, this,
            [this, tile] { Q_EMIT typeChosen(tile->card().type); });
}

QString TypeGallery::current() const
{
    const int index = m_group.checkedId();
    return index < 0 ? QString() : m_tiles[static_cast<std::size_t>(index)]->card().type;
}

void TypeGallery::setCurrent(const QString &type)
{
    for (TypeTile *tile : m_tiles) {
        if (tile->card().type == type) {
            tile->setChecked(true);
            m_scroll->ensureWidgetVisible(tile);
        }
    }
}

void TypeGallery::filter(const QString &search)
{
    bool any = false;
    for (TypeTile *tile : m_tiles) {
        const bool matches = tile->card().matches(search);
        tile->setVisible(matches);
        any = any || matches;
    }
    m_none->setVisible(!any);
}

} // namespace ui
