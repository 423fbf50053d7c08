// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/proto_file.h"
#include "core/support/result.h"

#include <QStringList>

#include <cstdint>
#include <memory>
#include <span>

namespace google::protobuf {
class Descriptor;
class FileDescriptor;
class Message;
} // namespace google::protobuf

namespace core::protobuf {

class MessageTypes;
using TypesPtr = std::shared_ptr<const MessageTypes>;

/// The message types of a .proto file and of all that it imports. Any thread.
class MessageTypes final
{
public:
    using Descriptor = google::protobuf::Descriptor;

    /// The first file is the one that is meant; the library's own ones need not be given.
    /// Ids: protobuf.schema.too_large, .too_deep, .syntax, .link, .import, .cyclic, .duplicate,
    /// .message_set.
    static Result<TypesPtr> build(std::span<const ProtoFile> files);

    ~MessageTypes();
    MessageTypes(const MessageTypes &) = delete;
    MessageTypes &operator=(const MessageTypes &) = delete;

    /// By the full name, or by the last part of it where only one type ends so.
    const Descriptor *find(const QString &name) const;
    /// By its place: the type's number in the file, then the number inside that one, and so on.
    const Descriptor *at(std::span<const std::int64_t> path) const;
    /// Full names of the types that the file itself has.
    QStringList names() const;

    /// An empty message of the type; ours, and alive as long as this.
    const google::protobuf::Message &prototype(const Descriptor &type) const;
    /// Whether a message may lack what it must have.
    bool mayRequire() const { return m_mayRequire; }

private:
    struct Library;

    MessageTypes();

    std::unique_ptr<Library> m_library;
    const google::protobuf::FileDescriptor *m_file = nullptr;
    bool m_mayRequire = false;
};

/// One type and what keeps it alive.
struct KnownType
{
    TypesPtr types = {};
    const MessageTypes::Descriptor *type = nullptr;
};

/// The type of that name in a text. Ids beside those of build(): protobuf.schema.missing,
/// protobuf.message.missing, .unknown; the field is the setting that is wrong.
Result<KnownType> findType(const QString &schema, const QString &message);

} // namespace core::protobuf
