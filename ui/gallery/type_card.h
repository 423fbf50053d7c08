// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/engine/engine.h"

#include <QString>

#include <vector>

namespace ui {

/// What a person reads about a type of source or endpoint. A value.
struct TypeCard
{
    QString type = {};
    QString label = {};
    QString sentence = {};
    core::Guarantee guarantee = core::Guarantee::AtLeastOnce;

    /// Whether every word of the search occurs in what is read, or in the type's own name.
    bool matches(const QString &search) const;
};

/// All registered types of a kind, by label.
std::vector<TypeCard> typeCards(const core::Registry &registry, core::EndKind kind);
QString guaranteeText(core::Guarantee guarantee);

} // namespace ui
