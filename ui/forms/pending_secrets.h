// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "core/support/secret.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <functional>

namespace ui {

/// Secret values typed into a form and not yet saved, by the key-ring path that their reference
/// names. They leave for a test (in a copy) and for the store when the form is saved, and are wiped
/// with it. GUI thread.
class PendingSecrets final
{
public:
    PendingSecrets() = default;
    ~PendingSecrets();
    PendingSecrets(const PendingSecrets &) = delete;
    PendingSecrets &operator=(const PendingSecrets &) = delete;

    /// Where new ones go: "sources/orders". `taken` are paths that other entries refer to.
    void setPlace(const QString &place, const QSet<QString> &taken);

    /// Keeps the value and returns the reference that stands for it in the file: the field's
    /// present one where that names the key ring, so that a new password replaces the old.
    QString keep(const QString &key, const QString &present, QByteArray value);
    bool contains(const QString &reference) const;
    bool isEmpty() const { return m_values.isEmpty(); }

    /// Sets the values into the secrets of a copy.
    void fill(core::ConfigBox &config) const;
    /// The values by path, those only that the configuration still refers to.
    QHash<QString, QByteArray> usedBy(const core::ConfigBox &config) const;
    void clear();

private:
    QString m_place;
    QSet<QString> m_taken;
    QHash<QString, QByteArray> m_values;
};

/// The path of "${keyring:PATH}"; empty for any other text.
QString keyringPath(const QString &reference);
/// Calls for every secret of the struct, headers included.
void visitSecrets(core::ConfigBox &config, const std::function<void(core::Secret &)> &visit);

} // namespace ui
