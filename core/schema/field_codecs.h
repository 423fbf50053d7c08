// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/field_spec.h"
#include "core/schema/field_types.h"
#include "core/support/secret.h"
#include "core/support/units.h"

#include <QStringList>

#include <concepts>
#include <type_traits>

namespace core {

/// A struct whose fields form a group: static const Schema &schema() gives its table.
template <typename T>
concept Grouped = requires
{
    {
        T::schema()
        } -> std::convertible_to<const Schema &>;
};

namespace codecs {

void readText(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeText(const void *, const FieldSpec &);
void readSecret(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeSecret(const void *, const FieldSpec &);
void readBool(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeBool(const void *, const FieldSpec &);
void readInteger(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeInteger(const void *, const FieldSpec &);
void readDecimal(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeDecimal(const void *, const FieldSpec &);
void readDuration(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeDuration(const void *, const FieldSpec &);
void readBytes(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeBytes(const void *, const FieldSpec &);
void readPem(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writePem(const void *, const FieldSpec &);
void readFile(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeFile(const void *, const FieldSpec &);
void readList(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeList(const void *, const FieldSpec &);
void readMap(void *, const Node &, const FieldSpec &, const QString &, Findings &);
Node writeMap(const void *, const FieldSpec &);

/// Enumerations are stored as int behind `assign`, so one reader serves all of them.
bool readChoice(int &value, const Node &node, const FieldSpec &spec, const QString &path,
                Findings &out);
Node writeChoice(int value, const FieldSpec &spec);

/// Groups go through their own table; also for each item of a list of groups.
void readGroup(const Schema &schema, void *group, const Node &node, const QString &path,
               Findings &out);
Node writeGroup(const Schema &schema, const void *group);
/// False, with a finding, when `node` is not a list or is longer than the field's range.
bool checkList(const Node &node, const FieldSpec &spec, const QString &path, Findings &out);
QString itemPath(const QString &path, std::size_t index);

} // namespace codecs

template <typename T>
inline constexpr FieldCodec kCodec = {};

template <>
inline constexpr FieldCodec kCodec<QString>{
    .kind = FieldKind::Text, .read = codecs::readText, .write = codecs::writeText};
template <>
inline constexpr FieldCodec kCodec<Secret>{
    .kind = FieldKind::Secret, .read = codecs::readSecret, .write = codecs::writeSecret};
template <>
inline constexpr FieldCodec kCodec<bool>{
    .kind = FieldKind::Bool, .read = codecs::readBool, .write = codecs::writeBool};
template <>
inline constexpr FieldCodec kCodec<std::int64_t>{
    .kind = FieldKind::Integer, .read = codecs::readInteger, .write = codecs::writeInteger};
template <>
inline constexpr FieldCodec kCodec<double>{
    .kind = FieldKind::Decimal, .read = codecs::readDecimal, .write = codecs::writeDecimal};
template <>
inline constexpr FieldCodec kCodec<Duration>{
    .kind = FieldKind::Duration, .read = codecs::readDuration, .write = codecs::writeDuration};
template <>
inline constexpr FieldCodec kCodec<ByteSize>{
    .kind = FieldKind::ByteSize, .read = codecs::readBytes, .write = codecs::writeBytes};
template <>
inline constexpr FieldCodec kCodec<Pem>{
    .kind = FieldKind::Pem, .read = codecs::readPem, .write = codecs::writePem};
template <>
inline constexpr FieldCodec kCodec<FilePath>{
    .kind = FieldKind::File, .read = codecs::readFile, .write = codecs::writeFile};
template <>
inline constexpr FieldCodec kCodec<QStringList>{
    .kind = FieldKind::List, .read = codecs::readList, .write = codecs::writeList};
template <>
inline constexpr FieldCodec kCodec<NamedValues>{
    .kind = FieldKind::Map, .read = codecs::readMap, .write = codecs::writeMap};

template <typename T>
requires std::is_enum_v<T>
inline constexpr FieldCodec kCodec<T>{
    .kind = FieldKind::Choice,
    .read =
        [](void *member, const Node &node, const FieldSpec &spec, const QString &path,
           Findings &out) {
            int value = 0;
            if (codecs::readChoice(value, node, spec, path, out)) {
                *static_cast<T *>(member) = static_cast<T>(value);
            }
        },
    .write =
        [](const void *member, const FieldSpec &spec) {
            return codecs::writeChoice(static_cast<int>(*static_cast<const T *>(member)), spec);
        },
};

template <Grouped T>
inline constexpr FieldCodec kCodec<T>{
    .kind = FieldKind::Group,
    .read = [](void *member, const Node &node, const FieldSpec &, const QString &path,
               Findings &out) { codecs::readGroup(T::schema(), member, node, path, out); },
    .write = [](const void *member,
                const FieldSpec &) { return codecs::writeGroup(T::schema(), member); },
    .nested = []() -> const Schema & { return T::schema(); },
};

template <Grouped T>
inline constexpr FieldCodec kCodec<std::vector<T>>{
    .kind = FieldKind::List,
    .read =
        [](void *member, const Node &node, const FieldSpec &spec, const QString &path,
           Findings &out) {
            if (!codecs::checkList(node, spec, path, out)) {
                return;
            }
            std::vector<T> items(node.items.size());
            for (std::size_t i = 0; i < items.size(); ++i) {
                codecs::readGroup(T::schema(), &items[i], node.items[i], codecs::itemPath(path, i),
                                  out);
            }
            *static_cast<std::vector<T> *>(member) = std::move(items);
        },
    .write =
        [](const void *member, const FieldSpec &) {
            Node list = Node::list();
            for (const T &item : *static_cast<const std::vector<T> *>(member)) {
                list.items.push_back(codecs::writeGroup(T::schema(), &item));
            }
            return list;
        },
    .nested = []() -> const Schema & { return T::schema(); },
    .count = [](const void *member) { return static_cast<const std::vector<T> *>(member)->size(); },
    .item = [](void *member, std::size_t index) -> void * {
        return &(*static_cast<std::vector<T> *>(member))[index];
    },
};

} // namespace core
