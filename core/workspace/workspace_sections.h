// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace_loading.h"

/// What the readers of sources, endpoints and connections share. Internal to this folder.
namespace core::loading {

/// One of the two lists of entries, and the types that may stand in it.
struct Section
{
    QString key;
    Role role;
    const Schema *(*schemaOf)(const Registry &registry, const QString &type);
    QStringList (*types)(const Registry &registry);
};

const Section &sourceSection();
const Section &endpointSection();

/// Takes a text out of an entry's settings.
QString takeText(Node &settings, const QString &key, const QStringList &path, Loading &load);

/// Of a type that is missing or unknown.
void reportType(const QString &type, const QStringList &path, const Section &section,
                Loading &load);

} // namespace core::loading
