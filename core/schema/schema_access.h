// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_codecs.h"
#include "core/schema/schema.h"

/// Steps that every generic function over a table shares. Internal to this folder.
namespace core::access {

inline void *memberOf(const FieldSpec &spec, void *config)
{
    return spec.member.member(config);
}

inline const void *memberOf(const FieldSpec &spec, const void *config)
{
    return spec.member.member(const_cast<void *>(config)); // the binding only computes an address
}

inline Node writeMember(const FieldSpec &spec, const void *config)
{
    return spec.member.codec->write(memberOf(spec, config), spec);
}

inline bool isGroup(const FieldSpec &spec)
{
    return spec.member.codec->kind == FieldKind::Group;
}

inline bool isGroupList(const FieldSpec &spec)
{
    return spec.member.codec->count != nullptr;
}

inline const Schema &nestedOf(const FieldSpec &spec)
{
    return spec.member.codec->nested();
}

inline QString keyOf(const FieldSpec &spec)
{
    return QString::fromUtf8(spec.key);
}

inline QString joined(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + QLatin1Char('.') + key;
}

inline bool hasRole(const FieldSpec &spec, Role role)
{
    return spec.role == Role::Both || role == Role::Both || spec.role == role;
}

/// A field of the schema and the struct that holds it.
struct Located
{
    const Schema *schema = nullptr;
    const FieldSpec *spec = nullptr;
    void *owner = nullptr; ///< the struct with the member; nullptr when no config was given
};

const FieldSpec *fieldOf(const Schema &schema, QStringView key);

/// Finds "tls.disable" or "fields[2].name"; `visit` sees every step from the outside in. Returns
/// the last one, empty when there is no such field.
Located locate(const Schema &schema, void *config, QStringView key,
               const std::function<void(const Located &)> &visit = {});

} // namespace core::access
