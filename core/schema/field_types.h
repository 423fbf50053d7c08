// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"
#include "core/support/secret.h"

#include <QString>

#include <vector>

namespace core {

/// Certificate material: PEM text itself, or the path of a file that holds it (relative to the
/// workspace). A value.
struct Pem
{
    QString text = {};

    bool isEmpty() const { return text.isEmpty(); }
    bool isInline() const { return text.contains(QStringLiteral("-----BEGIN")); }
    /// The PEM bytes, read from the file where the text names one (at most 1 MiB). May block.
    Result<QByteArray> load(const QString &baseFolder) const;
    bool operator==(const Pem &) const = default;
};

/// A path as typed; relative ones are relative to the workspace file.
struct FilePath
{
    QString text = {};

    bool isEmpty() const { return text.isEmpty(); }
    QString absolute(const QString &baseFolder) const;
    bool operator==(const FilePath &) const = default;
};

/// A header or property: its value is text, or a secret reference.
struct NamedValue
{
    QString name = {};
    Secret value = {}; ///< plain text is stored as an already resolved value
    bool isSecret = false;

    bool operator==(const NamedValue &other) const
    {
        return name == other.name && isSecret == other.isSecret
            && (isSecret ? value == other.value : value.reveal() == other.value.reveal());
    }
};

using NamedValues = std::vector<NamedValue>; ///< order and repeats are kept

/// Headers whose very purpose is to carry a secret: their value must be a reference.
bool carriesSecret(const QString &headerName);

} // namespace core
