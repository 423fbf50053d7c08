// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_types.h"

#include "core/formats/protobuf/proto_linker.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/stubs/logging.h>

#include <functional>

using namespace Qt::StringLiterals;

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

/// Whatever the library has to say is in an Error already; on the terminal it would tell foreign
/// text as it is.
void tellQuietly(pb::LogLevel level, const char *, int, const std::string &message)
{
    if (level >= pb::LOGLEVEL_ERROR) {
        qCDebug(logConnector, "protobuf: %s",
                qUtf8Printable(visibleText(QString::fromStdString(message), 300)));
    }
}

void quietTheLibrary()
{
    static const bool isDone = [] {
        pb::SetLogHandler(&tellQuietly);
        return true;
    }();
    static_cast<void>(isDone);
}

using Visit = std::function<void(const pb::Descriptor &)>;

void visitTypes(const pb::Descriptor &type, const Visit &visit)
{
    if (type.options().map_entry()) {
        return;
    }
    visit(type);
    for (int i = 0; i < type.nested_type_count(); ++i) {
        visitTypes(*type.nested_type(i), visit);
    }
}

void visitTypes(const pb::FileDescriptor &file, const Visit &visit)
{
    for (int i = 0; i < file.message_type_count(); ++i) {
        visitTypes(*file.message_type(i), visit);
    }
}

Error unknownName(const MessageTypes &types, const QString &message)
{
    constexpr qsizetype kMostShown = 20;
    QStringList names = types.names();
    const bool isLong = names.size() > kMostShown;
    names = names.mid(0, kMostShown);
    for (QString &name : names) {
        name = visibleText(name, 120);
    }
    const QString found = names.join(u", "_s) + (isLong ? u", …"_s : QString());
    Error error{
        .code = ErrorCode::Rejected,
        .id = message.isEmpty() ? "protobuf.message.missing" : "protobuf.message.unknown",
        .message = message.isEmpty()
            ? core::text(WEIR_TEXT("Protobuf needs the name of the message"))
            : core::text(WEIR_TEXT("The schema has no message %1")).arg(visibleText(message, 120)),
        .field = u"protobuf_message"_s};
    error.fix = found.isEmpty() ? core::text(WEIR_TEXT("The schema has no message at all"))
                                : core::text(WEIR_TEXT("It has: %1")).arg(found);
    return error;
}

} // namespace

struct MessageTypes::Library
{
    pb::DescriptorPool pool;
    pb::DynamicMessageFactory factory; ///< before the pool it goes
};

MessageTypes::MessageTypes() : m_library(std::make_unique<Library>()) { }

MessageTypes::~MessageTypes() = default;

Result<TypesPtr> MessageTypes::build(std::span<const ProtoFile> files)
{
    quietTheLibrary();
    std::shared_ptr<MessageTypes> types(new MessageTypes);
    ProtoLinker linker(types->m_library->pool, files);
    const Result<const pb::FileDescriptor *> main = linker.link();
    if (!main) {
        return main.error();
    }
    types->m_file = *main;
    types->m_mayRequire = linker.hasOldSyntax();
    return TypesPtr(std::move(types));
}

const MessageTypes::Descriptor *MessageTypes::find(const QString &name) const
{
    std::string wanted = name.trimmed().toStdString();
    wanted.erase(0, wanted.starts_with('.') ? 1 : 0);
    if (const Descriptor *type = m_library->pool.FindMessageTypeByName(wanted)) {
        return type->options().map_entry() ? nullptr : type;
    }
    const Descriptor *found = nullptr;
    int count = 0;
    visitTypes(*m_file, [&](const Descriptor &type) {
        if (type.name() == wanted) {
            found = &type;
            ++count;
        }
    });
    return count == 1 ? found : nullptr;
}

const MessageTypes::Descriptor *MessageTypes::at(std::span<const std::int64_t> path) const
{
    const Descriptor *type = nullptr;
    for (const std::int64_t number : path) {
        const int count = type ? type->nested_type_count() : m_file->message_type_count();
        if (number < 0 || number >= count) {
            return nullptr;
        }
        const int index = static_cast<int>(number);
        type = type ? type->nested_type(index) : m_file->message_type(index);
    }
    return type;
}

QStringList MessageTypes::names() const
{
    QStringList names;
    visitTypes(*m_file, [&names](const Descriptor &type) {
        names.append(QString::fromStdString(type.full_name()));
    });
    return names;
}

const pb::Message &MessageTypes::prototype(const Descriptor &type) const
{
    return *m_library->factory.GetPrototype(&type);
}

Result<KnownType> findType(const QString &schema, const QString &message)
{
    if (schema.trimmed().isEmpty()) {
        return Error{.code = ErrorCode::Rejected,
                     .id = "protobuf.schema.missing",
                     .message = core::text(WEIR_TEXT("Protobuf needs the text of a .proto file")),
                     .field = u"protobuf_schema"_s,
                     .fix = core::text(WEIR_TEXT("Paste it, or read the schema from a registry"))};
    }
    const std::vector<ProtoFile> files = splitFiles(schema.toStdString());
    Result<TypesPtr> types = MessageTypes::build(files);
    if (!types) {
        return types.error();
    }
    const MessageTypes::Descriptor *type = (*types)->find(message);
    if (!type) {
        return unknownName(**types, message.trimmed());
    }
    return KnownType{.types = *std::move(types), .type = type};
}

} // namespace core::protobuf
