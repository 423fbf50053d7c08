// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_codecs.h"
#include "core/schema/schema.h"

namespace core {

/// An address that stands for a type.
template <typename T>
inline constexpr char kTypeTag = 0;

namespace detail {

template <typename T>
struct MemberOf;
template <typename Config, typename Member>
struct MemberOf<Member Config::*>
{
    using Owner = Config;
    using Type = Member;
};

template <typename Function>
struct RuleOf;
template <typename Config>
struct RuleOf<void (*)(const Config &, RuleReport &)>
{
    using Owner = Config;
};

} // namespace detail

/// .member = bind<&KafkaSourceConfig::brokers>() in a field table.
template <auto Pointer>
constexpr Binding bind()
{
    using Owner = typename detail::MemberOf<decltype(Pointer)>::Owner;
    using Type = typename detail::MemberOf<decltype(Pointer)>::Type;
    return Binding{
        .codec = &kCodec<Type>,
        .member = [](void *config) -> void * { return &(static_cast<Owner *>(config)->*Pointer); },
        .owner = &kTypeTag<Owner>,
    };
}

/// bind<&KafkaSourceConfig::shape, &RowShape::columns>(): a member of a part that several tables
/// have as fields of their own, not as a group.
template <auto Part, auto Pointer>
constexpr Binding bind()
{
    using Owner = typename detail::MemberOf<decltype(Part)>::Owner;
    using Type = typename detail::MemberOf<decltype(Pointer)>::Type;
    return Binding{
        .codec = &kCodec<Type>,
        .member = [](void *config) -> void * {
            return &((static_cast<Owner *>(config)->*Part).*Pointer);
        },
        .owner = &kTypeTag<Owner>,
    };
}

/// rule<&checkTls>() in a rule table, for void checkTls(const Config &, RuleReport &).
template <auto Function>
constexpr Rule rule()
{
    using Owner = typename detail::RuleOf<decltype(Function)>::Owner;
    return Rule{
        .check = [](const void *config,
                    RuleReport &report) { Function(*static_cast<const Owner *>(config), report); },
        .owner = &kTypeTag<Owner>,
    };
}

/// The schema of a config struct from its two tables.
template <typename Config>
constexpr Schema makeSchema(std::span<const FieldSpec> fields, std::span<const Rule> rules = {})
{
    return Schema{
        .fields = fields,
        .rules = rules,
        .owner = &kTypeTag<Config>,
        .create = []() -> std::shared_ptr<void> { return std::make_shared<Config>(); },
        .clone = [](const void *config) -> std::shared_ptr<void> {
            return std::make_shared<Config>(*static_cast<const Config *>(config));
        },
    };
}

template <typename Config>
const Config &ConfigBox::as() const
{
    checkOwner(&kTypeTag<Config>);
    return *static_cast<const Config *>(m_config.get());
}

template <typename Config>
Config &ConfigBox::as()
{
    checkOwner(&kTypeTag<Config>);
    return *static_cast<Config *>(m_config.get());
}

} // namespace core
