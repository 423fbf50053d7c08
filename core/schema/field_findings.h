// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_spec.h"

#include <QStringList>

namespace core {

/// Adds an error at the node's place; the shape every reader of a field uses.
void addFieldError(Findings &out, const Node &node, const QString &path, const char *code,
                   QString message, QString fix = {});

/// field.type "this needs …, not …": the node is of another kind than the field.
void addKindError(Findings &out, const Node &node, const QString &path, const QString &expected,
                  QString fix = {});

/// False, with addKindError(), when the node is no scalar.
bool expectScalar(const Node &node, const QString &path, const QString &expected, Findings &out);

/// False, with field.range (numbers) or field.length (texts, lists), when out of bounds.
bool checkRange(std::int64_t value, const FieldSpec &spec, const Node &node, const QString &path,
                Findings &out);

/// False, with field.characters, when a text of one line holds what nobody can see.
bool checkCharacters(const QString &value, const FieldSpec &spec, const Node &node,
                     const QString &path, Findings &out);

/// The key of the choice that says the same in other words, "scram-sha-512" for ScramSha512 and
/// "-1" for All; empty where none does.
QString choiceLike(std::span<const Choice> choices, const QString &words);

/// The known name nearest to a mistyped one; empty when none is near.
QString nearestName(const QString &typed, const QStringList &known);

} // namespace core
