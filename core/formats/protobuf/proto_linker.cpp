// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/proto_linker.h"

#include "core/support/text.h"

#include <algorithm>
#include <optional>

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

constexpr std::string_view kOwn = "google/protobuf/";
constexpr std::size_t kMostFiles = 201; // the one that is meant and 200 that it refers to
constexpr std::size_t kMaxTexts = std::size_t{1} << 20U;
constexpr int kMaxDepth = 32;

/// The first thing that is wrong with a file that can be read, with its place.
class LinkError final : public pb::DescriptorPool::ErrorCollector
{
public:
    LinkError(const ProtoFile &file, const ParsedFile &parsed) : m_file(file), m_parsed(parsed) { }

    void AddError(const std::string &, const std::string &element, const pb::Message *descriptor,
                  ErrorLocation location, const std::string &message) override
    {
        if (m_error) {
            return;
        }
        int line = -1;
        int column = 0;
        m_parsed.places.Find(descriptor, location, &line, &column);
        m_error = errorAt("protobuf.schema.link", m_file, line, column,
                          QString::fromStdString(element + ": " + message));
    }

    Error take()
    {
        return m_error ? *std::move(m_error)
                       : errorIn("protobuf.schema.link", m_file, core::text(WEIR_TEXT("refused")));
    }

private:
    const ProtoFile &m_file;
    const ParsedFile &m_parsed;
    std::optional<Error> m_error;
};

Error missingImport(const ProtoFile &file, const ParsedFile &parsed, const std::string &name)
{
    int line = -1;
    int column = 0;
    parsed.places.FindImport(&parsed.proto, name, &line, &column);
    const QString shown = visibleText(QString::fromStdString(name), 255);
    Error error = errorAt("protobuf.schema.import", file, line, column,
                          core::text(WEIR_TEXT("The import %1 is missing")).arg(shown));
    error.fix =
        core::text(WEIR_TEXT("Paste it too, below a line that says // file: %1")).arg(shown);
    return error;
}

/// The library compares each with each.
constexpr int kMostRanges = 2000;

bool hasManyRanges(const pb::EnumDescriptorProto &type)
{
    return type.reserved_range_size() > kMostRanges;
}

bool hasManyRanges(const pb::DescriptorProto &type)
{
    const auto isBad = [](const auto &inner) { return hasManyRanges(inner); };
    return type.reserved_range_size() + type.extension_range_size() > kMostRanges
        || std::ranges::any_of(type.enum_type(), isBad)
        || std::ranges::any_of(type.nested_type(), isBad);
}

bool hasManyRanges(const pb::FileDescriptorProto &file)
{
    const auto isBad = [](const auto &inner) { return hasManyRanges(inner); };
    return std::ranges::any_of(file.enum_type(), isBad)
        || std::ranges::any_of(file.message_type(), isBad);
}

struct TypeFacts
{
    int count = 0;
    /// Such a type's bytes have a form of their own, which no limit of ours sees through.
    bool hasMessageSet = false;
};

void look(const pb::Descriptor &type, TypeFacts &facts)
{
    ++facts.count;
    facts.hasMessageSet |= type.options().message_set_wire_format();
    for (int i = 0; i < type.nested_type_count(); ++i) {
        look(*type.nested_type(i), facts);
    }
}

} // namespace

Result<const ProtoLinker::FileDescriptor *> ProtoLinker::link()
{
    std::size_t size = 0;
    for (const ProtoFile &file : m_files) {
        size += file.text.size();
        if (!file.name.empty() && !m_byName.emplace(file.name, &file).second) {
            return errorIn("protobuf.schema.duplicate", file,
                           core::text(WEIR_TEXT("The file is there twice")));
        }
    }
    if (size > kMaxTexts || m_files.size() > kMostFiles) {
        return errorIn("protobuf.schema.too_large", m_files.front(),
                       core::text(WEIR_TEXT("The schema has more than 200 imports or 1 MiB")));
    }
    return add(m_files.front(), 0);
}

Result<const ProtoLinker::FileDescriptor *> ProtoLinker::add(const ProtoFile &file, int depth)
{
    if (!m_begun.insert(&file).second || depth > kMaxDepth) {
        return errorIn(
            "protobuf.schema.cyclic", file,
            core::text(WEIR_TEXT("The imports go round in a circle, or deeper than 32 levels")));
    }
    Result<std::unique_ptr<ParsedFile>> parsed = parseFile(file);
    if (!parsed) {
        return parsed.error();
    }
    if (Result<void> imported = addImports(file, **parsed, depth); !imported) {
        return imported.error();
    }
    // a name that nothing can import: what is meant may not stand for a file of the library
    (*parsed)->proto.set_name(&file == &m_files.front() ? "(schema)" : file.name);
    return buildFile(file, **parsed);
}

Result<void> ProtoLinker::addImports(const ProtoFile &file, const ParsedFile &parsed, int depth)
{
    for (const std::string &name : parsed.proto.dependency()) {
        if (m_pool.FindFileByName(name) || addOwn(name)) {
            continue;
        }
        const auto other = m_byName.find(name);
        if (other == m_byName.end()) {
            return missingImport(file, parsed, name);
        }
        if (const auto added = add(*other->second, depth + 1); !added) {
            return added.error();
        }
    }
    return {};
}

/// The well-known types, always in the library's own words: the reader relies on their fields.
bool ProtoLinker::addOwn(const std::string &name)
{
    const FileDescriptor *own = std::string_view(name).starts_with(kOwn)
        ? pb::DescriptorPool::generated_pool()->FindFileByName(name)
        : nullptr;
    if (!own) {
        return false;
    }
    for (int i = 0; i < own->dependency_count(); ++i) {
        const std::string &inner = own->dependency(i)->name();
        if (!m_pool.FindFileByName(inner) && !addOwn(inner)) {
            return false;
        }
    }
    pb::FileDescriptorProto proto;
    own->CopyTo(&proto);
    return m_pool.BuildFile(proto) != nullptr;
}

Result<const ProtoLinker::FileDescriptor *> ProtoLinker::buildFile(const ProtoFile &file,
                                                                   const ParsedFile &parsed)
{
    if (hasManyRanges(parsed.proto)) {
        return errorIn("protobuf.schema.too_large", file,
                       core::text(WEIR_TEXT("A type has more than 2,000 reserved ranges")));
    }
    LinkError problem(file, parsed);
    const FileDescriptor *built = m_pool.BuildFileCollectingErrors(parsed.proto, &problem);
    if (!built) {
        return problem.take();
    }
    TypeFacts facts;
    for (int i = 0; i < built->message_type_count(); ++i) {
        look(*built->message_type(i), facts);
    }
    m_typesLeft -= facts.count;
    if (m_typesLeft < 0) {
        return errorIn("protobuf.schema.too_large", file,
                       core::text(WEIR_TEXT("The schema has more than 2,000 messages")));
    }
    if (facts.hasMessageSet) {
        return errorIn("protobuf.schema.message_set", file,
                       core::text(WEIR_TEXT("message_set_wire_format is not read")));
    }
    m_hasOldSyntax |= built->syntax() == FileDescriptor::SYNTAX_PROTO2;
    return built;
}

} // namespace core::protobuf
