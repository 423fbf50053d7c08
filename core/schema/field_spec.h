// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"
#include "core/schema/node.h"
#include "core/support/text.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace core {

struct Schema;
struct FieldSpec;

enum class FieldKind
{
    Text,
    Secret,
    Bool,
    Integer,
    Decimal,
    Duration,
    ByteSize,
    Choice,
    List, ///< of texts, or of groups when the codec names a schema
    Map, ///< name to text or secret reference
    Pem,
    File,
    Group
};

enum class Tab
{
    Basic,
    Advanced
};
enum class Heading
{
    Connection,
    Data, ///< how what is read becomes columns
    Security,
    Delivery,
    Batching,
    Limits
};
enum class Role
{
    Source,
    Destination,
    Both
};

/// What it means when two enabled flows, or two entries of a type, hold the same value here.
enum class Sharing
{
    Free, ///< nothing
    Warned, ///< they share messages: a consumer group, a durable
    Refused, ///< they throw each other out: a client id
    SameOptions ///< they use one thing (a file) and must agree on all options
};

/// One value of a Choice field. `value` is the enumerator.
struct Choice
{
    int value;
    const char *key; ///< as the file spells it
    const char *label;
    const char *help; ///< the effect in words, one sentence
    const char *also = ""; ///< what other tools call it, by spaces: recognised when pasted
};

/// "The sibling field equals one of these" (as the file spells the values). No field = always.
struct Condition
{
    const char *field = nullptr;
    std::array<const char *, 6> equals{};
};

/// Bounds, both included: characters of a text, items of a list, ns of a duration, bytes, numbers.
struct Range
{
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// What one member type knows: how it is read from and written to a Node. One per type, static.
struct FieldCodec
{
    FieldKind kind;
    /// Findings go to `out` with path and place; the member keeps its old value on an error.
    void (*read)(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                 Findings &out);
    Node (*write)(const void *member, const FieldSpec &spec);
    /// The table of a group, or of a list's items; nullptr otherwise.
    const Schema &(*nested)();
    /// Items of a list of groups; nullptr otherwise. `item(member, i)` points at the struct.
    std::size_t (*count)(const void *member);
    void *(*item)(void *member, std::size_t index);
};

/// Pointer to member with its type erased: made by bind<&Config::member>() in binding.h.
struct Binding
{
    const FieldCodec *codec = nullptr;
    void *(*member)(void *config) = nullptr;
    const void *owner = nullptr; ///< identifies the struct; must equal the Schema's
};

/// Everything known about one option. Form, reader, writer, checks, documentation, JSON Schema and
/// redaction all read this and nothing else. Tables are constant and live for ever.
struct FieldSpec
{
    const char *key; ///< the vendor's spelling
    Binding member;
    const char *label;
    const char *help; ///< one sentence
    std::span<const Choice> choices = {};
    const char *native = ""; ///< the library's name, e.g. "linger.ms": shown and searchable
    const char *example = "";
    /// What a form for something new begins with, as the file spells it, where that is not what
    /// holds while the key is absent.
    const char *formDefault = "";
    const char *unit = "";
    Range range = {};
    Tab tab = Tab::Basic;
    /// On Basic all the same while this holds; `field` is a whole dotted key, from the top.
    Condition basicWhen = {};
    Heading heading = Heading::Connection;
    Role role = Role::Both;
    bool required = false;
    Condition requiredWhen = {};
    Condition visibleWhen = {};
    const char *browse = ""; ///< kind of server-side list that can fill it: "topic"
    bool multiline = false;
    Sharing sharing = Sharing::Free;
    bool restart = true; ///< false: takes effect without restarting the flow
    const char *since = "";
    bool deprecated = false;
};

} // namespace core
