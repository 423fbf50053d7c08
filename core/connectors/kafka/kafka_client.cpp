// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_client.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_oauth.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QStringList>

#include <sys/prctl.h>

#include <array>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

const char *nameOf(Mechanism mechanism)
{
    switch (mechanism) {
    case Mechanism::Plain: return "PLAIN";
    case Mechanism::ScramSha256: return "SCRAM-SHA-256";
    case Mechanism::ScramSha512: return "SCRAM-SHA-512";
    case Mechanism::OAuthBearer: return "OAUTHBEARER";
    case Mechanism::None: break;
    }
    return "";
}

const char *protocolOf(const Connection &connection)
{
    if (connection.mechanism == Mechanism::None) {
        return connection.tls.disable ? "plaintext" : "ssl";
    }
    return connection.tls.disable ? "sasl_plaintext" : "sasl_ssl";
}

/// The library's main thread waits whole milliseconds and turns in circles for the rest, three
/// times a second for each consumer, which is most of what a quiet one costs. Threads made
/// meanwhile may be woken so much later when a wait is over, not when something happens.
class PatientThreads final
{
public:
    PatientThreads() : m_before(prctl(PR_GET_TIMERSLACK))
    {
        constexpr unsigned long kSlackNs = 2'000'000;
        prctl(PR_SET_TIMERSLACK, kSlackNs);
    }
    ~PatientThreads() { prctl(PR_SET_TIMERSLACK, m_before); }
    PatientThreads(const PatientThreads &) = delete;
    PatientThreads &operator=(const PatientThreads &) = delete;

private:
    int m_before;
};

} // namespace

void logLibrary(const rd_kafka_t *, int level, const char *facility, const char *words)
{
    constexpr int kWarning = 4;
    if (level <= kWarning) {
        qCDebug(logConnector, "kafka %s: %s", facility, qUtf8Printable(safeWords(words)));
    }
}

QString normalBrokers(const QString &brokers)
{
    QStringList entries;
    for (QString entry : brokers.split(u',', Qt::SkipEmptyParts)) {
        entry = entry.trimmed();
        if (const qsizetype scheme = entry.indexOf("://"_L1); scheme >= 0) {
            entry = entry.mid(scheme + 3).section(u'/', 0, 0); // sb://NAME.servicebus…net/
        }
        entry.replace(".:"_L1, ":"_L1); // a trailing dot breaks the check of the host name
        if (!entry.isEmpty()) {
            entries.append(entry);
        }
    }
    return entries.join(u',');
}

ConfBuilder::ConfBuilder() : m_conf(rd_kafka_conf_new())
{
    rd_kafka_conf_set_log_cb(m_conf.get(), &logLibrary);
}

ConfBuilder &ConfBuilder::set(const char *name, const QByteArray &value)
{
    std::array<char, 512> why{};
    const auto outcome =
        rd_kafka_conf_set(m_conf.get(), name, value.constData(), why.data(), why.size());
    if (outcome != RD_KAFKA_CONF_OK && !m_error) {
        // the library's words may repeat the value, which may be a password
        m_error = Error{.code = ErrorCode::Config,
                        .id = "kafka.setting.refused",
                        .message = text(WEIR_TEXT("The Kafka library refuses the value of %1"))
                                       .arg(QLatin1String(name))};
    }
    return *this;
}

bool ConfBuilder::trySet(const char *name, const QByteArray &value)
{
    std::array<char, 512> why{};
    return rd_kafka_conf_set(m_conf.get(), name, value.constData(), why.data(), why.size())
        == RD_KAFKA_CONF_OK;
}

ConfBuilder &ConfBuilder::connectTo(const Connection &connection)
{
    set("bootstrap.servers", normalBrokers(connection.brokers).toUtf8());
    set("client.id", connection.clientId.toUtf8());
    set("security.protocol", protocolOf(connection));
    set("socket.nagle.disable", true).set("socket.keepalive.enable", true);
    // and up to half as much again: what a broker that is back says must show within ten seconds
    set("reconnect.backoff.ms", 100).set("reconnect.backoff.max.ms", 4000);
    if (connection.mechanism != Mechanism::None) {
        setSasl(connection);
    }
    if (connection.isEventHubs) { // idle connections are cut there after 240 s
        set("metadata.max.age.ms", 180'000).set("connections.max.idle.ms", 180'000);
    }
    if (!connection.tls.disable) {
        setTls(connection);
    }
    for (const NamedValue &property : connection.properties) {
        if (!property.isSecret) { // none of those that may be set takes one
            set(property.name.toUtf8(), property.value.reveal());
        }
    }
    return *this;
}

void ConfBuilder::setSasl(const Connection &connection)
{
    set("sasl.mechanism", nameOf(connection.mechanism));
    if (connection.mechanism == Mechanism::OAuthBearer) {
        prepareForTokens(raw());
        m_tokens = connection.tokens;
    } else {
        set("sasl.username", connection.user.toUtf8());
        set("sasl.password", connection.password);
    }
}

void ConfBuilder::setTls(const Connection &connection)
{
    const TlsConfig &tls = connection.tls;
    if (tls.skipVerifyServer) {
        set("enable.ssl.certificate.verification", false);
    } else {
        set("ssl.endpoint.identification.algorithm", "https");
    }
    setPem("ssl.ca.pem", tls.rootCas, connection.baseFolder, "tls.root_cas");
    if (tls.clientCert.isEmpty()) {
        return;
    }
    setPem("ssl.certificate.pem", tls.clientCert, connection.baseFolder, "tls.client_cert");
    if (!tls.clientKeyPassword.reveal().isEmpty()) {
        set("ssl.key.password", tls.clientKeyPassword.reveal());
    }
    set("ssl.key.pem", tls.clientKey.reveal());
}

void ConfBuilder::setPem(const char *name, const Pem &pem, const QString &baseFolder,
                         const char *field)
{
    if (pem.isEmpty()) {
        return;
    }
    if (const Result<QByteArray> bytes = pem.load(baseFolder)) {
        set(name, *bytes);
    } else if (!m_error) {
        m_error = bytes.error();
        m_error->field = QString::fromLatin1(field);
    }
}

Result<ClientHandle> makeClient(rd_kafka_type_t type, ConfBuilder builder)
{
    if (builder.error()) {
        return *builder.error();
    }
    ConfHandle conf = builder.take();
    std::array<char, 512> why{};
    std::optional<PatientThreads> patient;
    if (type == RD_KAFKA_CONSUMER) {
        patient.emplace(); // a producer's batches wait a few milliseconds only
    }
    rd_kafka_t *client = rd_kafka_new(type, conf.get(), why.data(), why.size());
    if (!client) {
        return Error{.code = ErrorCode::Config,
                     .id = "kafka.setting.refused",
                     .message = text(WEIR_TEXT("The Kafka library refuses the settings: %1"))
                                    .arg(safeWords(why.data()))};
    }
    (void)conf.release(); // owned by the client now
    ClientHandle made(client);
    if (builder.tokens()) {
        made.get_deleter().feed = feedTokens(client, *builder.tokens());
    }
    return made;
}

} // namespace core::kafka
