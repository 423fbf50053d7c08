// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry_client.h"

#include "core/connectors/qt_tls.h"
#include "core/support/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr int kMaxReferences = 200;
constexpr int kMaxReferenceDepth = 32;
constexpr std::size_t kMaxKept = 1000;
const QString kAddress = u"schema_registry_address"_s;

Error fault(ErrorCode code, const char *id, QString message, QString field = {}, QString fix = {})
{
    return Error{code, id, std::move(message), std::move(field), std::move(fix)};
}

Error notARegistry(const QString &what)
{
    return fault(ErrorCode::Config, "registry.answer",
                 text(WEIR_TEXT("What answers there is no schema registry: %1")).arg(what),
                 kAddress,
                 text(WEIR_TEXT("The address may lack a path, such as /apis/ccompat/v7")));
}

/// The registry's own number, which is worth more than the status; 0 without one.
int codeOf(const QByteArray &body, QString &words)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    words = visibleText(redacted(object["message"_L1].toString()), 300);
    return object["error_code"_L1].toInt();
}

} // namespace

QUrl RegistryAccess::url() const
{
    QUrl url(address.trimmed(), QUrl::StrictMode);
    url.setUserInfo({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

RegistryClient::RegistryClient(RegistryAccess access, std::function<bool()> isStopped)
    : m_access(std::move(access)), m_url(m_access.url()), m_isStopped(std::move(isStopped))
{ }

Result<HttpQuestion> RegistryClient::question(const QByteArray &path)
{
    QByteArray base = m_url.toEncoded();
    while (base.endsWith('/')) {
        base.chop(1);
    }
    HttpQuestion question{.url = QUrl::fromEncoded(QByteArray(base + path), QUrl::StrictMode),
                          .isVerified = !m_access.tls.skipVerifyServer,
                          .limit = kAnswerLimit};
    if (m_url.scheme() == "https"_L1) {
        if (!m_tls) {
            Result<QSslConfiguration> tls = sslConfiguration(m_access.tls, m_access.baseFolder);
            if (!tls) {
                Error error = tls.error();
                error.code = ErrorCode::Config;
                error.field = u"tls."_s + error.field;
                return error;
            }
            m_tls = *tls;
        }
        question.tls = m_tls;
    }
    question.headers = {{"Accept", "application/vnd.schemaregistry.v1+json, application/json"}};
    if (!m_access.user.isEmpty()) {
        const QByteArray credentials = m_access.user.toUtf8() + ':' + m_access.password;
        question.headers.emplace_back("Authorization", "Basic " + credentials.toBase64());
    }
    return question;
}

Result<QByteArray> RegistryClient::get(const QByteArray &path)
{
    const Result<HttpQuestion> asked = question(path);
    if (!asked) {
        return asked.error();
    }
    HttpAnswer answer = askHttp(*asked, m_isStopped);
    if (answer.end != HttpAnswer::End::Answered) {
        return errorOf(answer);
    }
    return answer.status == 200 ? Result<QByteArray>(std::move(answer.body))
                                : statusError(answer.status, answer.body);
}

/// Without an answer of HTTP's.
Error RegistryClient::errorOf(const HttpAnswer &answer) const
{
    using End = HttpAnswer::End;
    switch (answer.end) {
    case End::TlsFailed: return *answer.tls;
    case End::TooLarge:
        return fault(ErrorCode::Rejected, "registry.too_large",
                     text(WEIR_TEXT("The registry's answer has more than 1 MiB")));
    case End::Late:
        return fault(ErrorCode::Timeout, "registry.timeout",
                     text(WEIR_TEXT("The registry does not answer within 5 s")), kAddress);
    case End::Stopped: return fault(ErrorCode::Cancelled, "registry.stopped", {});
    case End::Redirected:
        return fault(ErrorCode::Config, "registry.redirect",
                     text(WEIR_TEXT("The registry sends us on to another server")), kAddress,
                     text(WEIR_TEXT("Give the address where the way ends")));
    case End::Unaskable:
        return fault(ErrorCode::Config, "registry.answer",
                     text(WEIR_TEXT("The registry's address cannot be asked")), kAddress);
    case End::Answered:
    case End::Unreachable: break;
    }
    return fault(ErrorCode::Connect, "registry.unreachable",
                 text(WEIR_TEXT("The schema registry cannot be reached: %1")).arg(answer.words),
                 kAddress);
}

Error RegistryClient::statusError(int status, const QByteArray &body) const
{
    QString words;
    const int code = codeOf(body, words);
    if (status == 401 || status == 403) {
        return fault(ErrorCode::Auth, "registry.auth",
                     text(WEIR_TEXT("The registry answers %1: user or password are not accepted"))
                         .arg(status),
                     m_access.user.isEmpty() ? u"schema_registry_api_key"_s
                                             : u"schema_registry_api_secret"_s);
    }
    if (status == 408 || status == 429 || status >= 500) {
        return fault(ErrorCode::Connect, "registry.busy",
                     text(WEIR_TEXT("The registry answers %1 %2")).arg(status).arg(words),
                     kAddress);
    }
    if (code == 40401 || code == 40402 || code == 40403) {
        return fault(ErrorCode::Rejected, idOf("avro.schema.unknown", "protobuf.schema.unknown"),
                     text(WEIR_TEXT("The registry does not know the schema (%1): is it another "
                                    "registry's?"))
                         .arg(code),
                     kAddress);
    }
    if (code != 0) {
        return fault(ErrorCode::Rejected, idOf("avro.schema.refused", "protobuf.schema.refused"),
                     text(WEIR_TEXT("The registry answers %1: %2")).arg(code).arg(words));
    }
    return notARegistry(text(WEIR_TEXT("HTTP %1")).arg(status));
}

Result<void> RegistryClient::ping()
{
    const Result<QByteArray> body = get("/subjects");
    if (!body) {
        return body.error();
    }
    return QJsonDocument::fromJson(*body).isArray()
        ? Result<void>()
        : notARegistry(text(WEIR_TEXT("no list of subjects")));
}

Result<QJsonObject> RegistryClient::schemaObject(const QByteArray &path)
{
    const Result<QByteArray> body = get(path);
    if (!body) {
        return body.error();
    }
    const QJsonObject object = QJsonDocument::fromJson(*body).object();
    if (!object["schema"_L1].isString()) {
        return notARegistry(text(WEIR_TEXT("an answer without a schema")));
    }
    const QString kind = object["schemaType"_L1].toString(u"AVRO"_s);
    const bool isAvro = m_access.kind == SchemaKind::Avro;
    if (kind != (isAvro ? "AVRO"_L1 : "PROTOBUF"_L1)) {
        return fault(ErrorCode::Rejected, idOf("avro.schema.kind", "protobuf.schema.kind"),
                     text(WEIR_TEXT("The message's schema is %1, not %2"))
                         .arg(visibleText(kind, 40), isAvro ? u"Avro"_s : u"Protobuf"_s),
                     u"data_type"_s);
    }
    return object;
}

Result<std::uint32_t> RegistryClient::newestOf(const QString &subject)
{
    const Result<QJsonObject> object =
        schemaObject("/subjects/" + QUrl::toPercentEncoding(subject) + "/versions/latest");
    if (!object) {
        return object.error();
    }
    return static_cast<std::uint32_t>((*object)["id"_L1].toInteger());
}

Result<RegistrySchema> RegistryClient::schema(std::uint32_t id)
{
    const Result<QJsonObject> object = schemaObject("/schemas/ids/" + QByteArray::number(id));
    if (!object) {
        Error error = object.error();
        if (error.code == ErrorCode::Rejected) {
            error.message = text(WEIR_TEXT("Schema %1: %2")).arg(id).arg(error.message);
        }
        return error;
    }
    Gathered gathered;
    if (Result<void> complete = gather(*object, gathered, 0); !complete) {
        return complete.error();
    }
    return build(*object, gathered);
}

Result<RegistrySchema> RegistryClient::build(const QJsonObject &schema,
                                             const Gathered &gathered) const
{
    std::string body = schema["schema"_L1].toString().toStdString();
    if (m_access.kind == SchemaKind::Avro) {
        std::vector<std::string> others;
        for (const protobuf::ProtoFile &file : gathered.files) {
            others.push_back(file.text);
        }
        Result<avro::SchemaPtr> parsed = avro::parseSchema(body, others);
        if (!parsed) {
            return parsed.error();
        }
        return RegistrySchema{.avro = *std::move(parsed)};
    }
    std::vector<protobuf::ProtoFile> files{{.text = std::move(body)}};
    files.insert(files.end(), gathered.files.begin(), gathered.files.end());
    Result<protobuf::TypesPtr> types = protobuf::MessageTypes::build(files);
    if (!types) {
        Error error = types.error();
        error.field.clear(); // nobody pasted this text
        error.fix.clear();
        return error;
    }
    return RegistrySchema{.protobuf = *std::move(types)};
}

const char *RegistryClient::idOf(const char *ofAvro, const char *ofProtobuf) const
{
    return m_access.kind == SchemaKind::Avro ? ofAvro : ofProtobuf;
}

/// What a schema refers to comes before it, each once.
Result<void> RegistryClient::gather(const QJsonObject &schema, Gathered &gathered, int depth)
{
    for (const QJsonValue &reference : schema["references"_L1].toArray()) {
        const QString subject = reference["subject"_L1].toString();
        const int version = reference["version"_L1].toInt(-1);
        const QByteArray path = "/subjects/" + QUrl::toPercentEncoding(subject) + "/versions/"
            + QByteArray::number(version);
        if (subject.isEmpty() || version < 1 || depth >= kMaxReferenceDepth
            || gathered.done.size() >= kMaxReferences) {
            return fault(ErrorCode::Rejected,
                         idOf("avro.schema.references", "protobuf.schema.references"),
                         text(WEIR_TEXT("The schema refers to others without end or sense")));
        }
        if (!gathered.done.insert(QString::fromLatin1(path)).second) {
            continue; // also what refers to itself: its name is then missed when it is parsed
        }
        if (!m_versions.contains(path)) {
            const Result<QJsonObject> found = schemaObject(path);
            if (!found) {
                return found.error();
            }
            if (m_versions.size() >= kMaxKept) {
                m_versions.clear();
            }
            m_versions[path] = QJsonDocument(*found).toJson(QJsonDocument::Compact);
        }
        const QJsonObject object = QJsonDocument::fromJson(m_versions[path]).object();
        if (Result<void> inner = gather(object, gathered, depth + 1); !inner) {
            return inner;
        }
        gathered.files.push_back({.name = reference["name"_L1].toString().toStdString(),
                                  .text = object["schema"_L1].toString().toStdString()});
    }
    return {};
}

} // namespace core
