// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/type_card.h"

#include "core/support/text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

template <typename Type>
TypeCard cardOf(const Type &type)
{
    return TypeCard{.type = QString::fromLatin1(type.type),
                    .label = core::text(type.label),
                    .sentence = core::text(type.sentence),
                    .guarantee = type.guarantee};
}

} // namespace

bool TypeCard::matches(const QString &search) const
{
    const QString all = QString(type + u' ' + label + u' ' + sentence);
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&all](const QString &word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

std::vector<TypeCard> typeCards(const core::Registry &registry, core::EndKind kind)
{
    std::vector<TypeCard> cards;
    if (kind == core::EndKind::Source) {
        for (const core::SourceType &type : registry.sources()) {
            cards.push_back(cardOf(type));
        }
    } else {
        for (const core::EndpointType &type : registry.endpoints()) {
            cards.push_back(cardOf(type));
        }
    }
    std::stable_sort(cards.begin(), cards.end(), [](const TypeCard &left, const TypeCard &right) {
        return left.label.localeAwareCompare(right.label) < 0;
    });
    return cards;
}

QString guaranteeText(core::Guarantee guarantee)
{
    switch (guarantee) {
    case core::Guarantee::AtMostOnce:
        return QCoreApplication::translate("ui::TypeCard", "At most once");
    case core::Guarantee::AtLeastOnce:
        return QCoreApplication::translate("ui::TypeCard", "At least once");
    case core::Guarantee::EffectivelyOnce:
        return QCoreApplication::translate("ui::TypeCard", "Effectively once");
    }
    return {};
}

} // namespace ui
