// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/http_question.h"
#include "core/formats/avro/avro_schema.h"
#include "core/formats/protobuf/message_types.h"
#include "core/schema/common_fields.h"

#include <map>
#include <set>

class QJsonObject;

namespace core {

/// What the schemas are that a registry is asked for; it may have others as well.
enum class SchemaKind
{
    Avro,
    Protobuf
};

/// A schema of the kind that was asked for.
struct RegistrySchema
{
    avro::SchemaPtr avro = {};
    protobuf::TypesPtr protobuf = {};
};

/// A schema registry with Confluent's interface, and how to sign in there.
struct RegistryAccess
{
    SchemaKind kind = SchemaKind::Avro;
    QString address = {}; ///< http(s), may have a path
    QString user = {};
    QByteArray password = {};
    TlsConfig tls = {};
    QString baseFolder = {};

    QUrl url() const;
};

/// Asks a schema registry, one question at a time, and waits for the answer in an event loop of its
/// own. Whoever uses it has a thread to spare; one thread.
/// Ids: registry.unreachable, .timeout, .busy, .auth, .redirect, .too_large, .answer, those of
/// qt_tls.h; and for what the registry knows well: avro.schema.unknown, .kind, .references,
/// .refused, which begin with protobuf for that kind. Rejected = this schema's fault. Config, Auth
/// = nothing will work. Else it is worth another try.
class RegistryClient final
{
public:
    static constexpr std::chrono::seconds kAnswerLimit{5};

    /// `isStopped` is looked at while an answer is awaited; an answer of Cancelled follows.
    RegistryClient(RegistryAccess access, std::function<bool()> isStopped);

    /// The list of subjects, of which only the question counts: reached, signed in, a registry.
    Result<void> ping();
    /// The number of a subject's newest schema.
    Result<std::uint32_t> newestOf(const QString &subject);
    /// With all that it refers to.
    Result<RegistrySchema> schema(std::uint32_t id);

private:
    struct Gathered
    {
        std::vector<protobuf::ProtoFile> files;
        std::set<QString> done;
    };

    Result<HttpQuestion> question(const QByteArray &path);
    Result<QByteArray> get(const QByteArray &path);
    Error errorOf(const HttpAnswer &answer) const;
    const char *idOf(const char *ofAvro, const char *ofProtobuf) const;
    Error statusError(int status, const QByteArray &body) const;
    Result<QJsonObject> schemaObject(const QByteArray &path);
    Result<RegistrySchema> build(const QJsonObject &schema, const Gathered &gathered) const;
    Result<void> gather(const QJsonObject &schema, Gathered &gathered, int depth);

    const RegistryAccess m_access;
    const QUrl m_url;
    std::function<bool()> m_isStopped;
    std::optional<QSslConfiguration> m_tls;
    std::map<QByteArray, QByteArray> m_versions; ///< answers that never change, by path
};

} // namespace core
