// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/proto_parser.h"

#include <google/protobuf/descriptor.h>

#include <map>
#include <set>
#include <span>

namespace core::protobuf {

/// Puts a file and all that it imports into a pool, what is imported first.
class ProtoLinker final
{
public:
    using FileDescriptor = google::protobuf::FileDescriptor;

    ProtoLinker(google::protobuf::DescriptorPool &pool, std::span<const ProtoFile> files)
        : m_pool(pool), m_files(files)
    { }

    /// Ids: those of parseFile(), protobuf.schema.link, .import, .cyclic, .duplicate, .message_set.
    Result<const FileDescriptor *> link();
    /// One of the files is of the syntax that has required fields.
    bool hasOldSyntax() const { return m_hasOldSyntax; }

private:
    Result<const FileDescriptor *> add(const ProtoFile &file, int depth);
    Result<void> addImports(const ProtoFile &file, const ParsedFile &parsed, int depth);
    bool addOwn(const std::string &name);
    Result<const FileDescriptor *> buildFile(const ProtoFile &file, const ParsedFile &parsed);

    google::protobuf::DescriptorPool &m_pool;
    std::span<const ProtoFile> m_files;
    std::map<std::string, const ProtoFile *> m_byName;
    std::set<const ProtoFile *> m_begun;
    /// The library goes from type to type by recursion.
    int m_typesLeft = 2000;
    bool m_hasOldSyntax = false;
};

} // namespace core::protobuf
