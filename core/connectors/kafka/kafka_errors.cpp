// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_errors.h"

#include "core/support/text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

struct Meaning
{
    rd_kafka_resp_err_t code;
    ErrorCode kind;
    const char *id;
    const char *message;
    const char *field;
    const char *fix;
};

constexpr const char *kUnreachable =
    WEIR_TEXT("Check host, port and firewall; the connection test shows which step fails");

constexpr Meaning kMeanings[] = {
    {RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorCode::Auth, "kafka.auth.refused",
     WEIR_TEXT("The broker refused the sign-in"), "password",
     WEIR_TEXT("Check mechanism, user name and password")},
    {RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, ErrorCode::Auth, "kafka.auth.refused",
     WEIR_TEXT("The broker refused the sign-in"), "password",
     WEIR_TEXT("Check mechanism, user name and password")},
    {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::Auth, "kafka.topic.forbidden",
     WEIR_TEXT("No right to use this topic"), "topic",
     WEIR_TEXT("Ask for the rights Describe and Read (source) or Write (endpoint)")},
    {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorCode::Auth, "kafka.group.forbidden",
     WEIR_TEXT("No right to use this consumer group"), "group",
     WEIR_TEXT("Ask for the right Read on the group, or name another one")},
    {RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, ErrorCode::Auth, "kafka.cluster.forbidden",
     WEIR_TEXT("No right to do this on the cluster"), "",
     WEIR_TEXT("Brokers before 2.8 ask for IdempotentWrite: grant it or turn idempotence off")},
    {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, ErrorCode::NotFound, "kafka.topic.missing",
     WEIR_TEXT("The topic does not exist"), "topic", WEIR_TEXT("Create it, or choose another")},
    {RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, ErrorCode::NotFound, "kafka.topic.missing",
     WEIR_TEXT("The topic does not exist"), "topic", WEIR_TEXT("Create it, or choose another")},
    {RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, ErrorCode::Config, "kafka.topic.invalid",
     WEIR_TEXT("The broker does not accept this topic name"), "topic", ""},
    {RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, ErrorCode::Config, "kafka.position.lost",
     WEIR_TEXT("The stored position is gone from the topic"), "on_lost_position",
     WEIR_TEXT("Choose earliest or latest as the place to go on")},
    {RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, ErrorCode::Config, "kafka.position.lost",
     WEIR_TEXT("The stored position is gone from the topic"), "on_lost_position",
     WEIR_TEXT("Choose earliest or latest as the place to go on")},
    {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, ErrorCode::Config, "kafka.instance.fenced",
     WEIR_TEXT("Another Weir runs this flow"), "instance_id",
     WEIR_TEXT("Stop the other one, or give this one another instance id")},
    {RD_KAFKA_RESP_ERR__RESOLVE, ErrorCode::Connect, "kafka.resolve",
     WEIR_TEXT("The broker's name cannot be resolved"), "",
     WEIR_TEXT("Check how it is spelt, and whether the network (VPN) knows it")},
    {RD_KAFKA_RESP_ERR__SSL, ErrorCode::Connect, "kafka.tls.failed",
     WEIR_TEXT("No encrypted connection to the broker"), "tls.root_cas",
     WEIR_TEXT("Check the port's security form, the trusted CA and the host name")},
    {RD_KAFKA_RESP_ERR__TRANSPORT, ErrorCode::Connect, "kafka.connect",
     WEIR_TEXT("The broker cannot be reached"), "", kUnreachable},
    {RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, ErrorCode::Connect, "kafka.connect",
     WEIR_TEXT("The broker cannot be reached"), "", kUnreachable},
    {RD_KAFKA_RESP_ERR__TIMED_OUT, ErrorCode::Timeout, "kafka.timeout",
     WEIR_TEXT("No answer from the broker in time"), "", kUnreachable},
    {RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, ErrorCode::Timeout, "kafka.timeout",
     WEIR_TEXT("The broker did not confirm the message in time"), "",
     WEIR_TEXT("Look at the broker's load and its replicas; the record is sent again")},
    {RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, ErrorCode::Connect, "kafka.replicas.missing",
     WEIR_TEXT("Too few replicas of the partition are in sync to take messages with "
               "acknowledgement All"),
     "", WEIR_TEXT("Bring missing brokers back, or lower min.insync.replicas of the topic")},
    {RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND, ErrorCode::Connect,
     "kafka.replicas.missing",
     WEIR_TEXT("Too few replicas of the partition are in sync to take messages with "
               "acknowledgement All"),
     "", WEIR_TEXT("Bring missing brokers back, or lower min.insync.replicas of the topic")},
    {RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, ErrorCode::Connect, "kafka.leader.missing",
     WEIR_TEXT("The partition has no leader at the moment"), "", ""},
    {RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, ErrorCode::Connect, "kafka.broker.storage",
     WEIR_TEXT("The broker cannot use its disk"), "", ""},
    {RD_KAFKA_RESP_ERR_UNSUPPORTED_COMPRESSION_TYPE, ErrorCode::Config, "kafka.compression.refused",
     WEIR_TEXT("The broker does not take this compression"), "compression",
     WEIR_TEXT("Choose another one")},
    {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, ErrorCode::Rejected, "kafka.message.too_large",
     WEIR_TEXT("The message is larger than the broker or topic allows"), "",
     WEIR_TEXT("Raise max.message.bytes of the topic, or send smaller messages")},
    {RD_KAFKA_RESP_ERR_INVALID_MSG, ErrorCode::Rejected, "kafka.message.invalid",
     WEIR_TEXT("The broker does not accept the message"), "", ""},
    {RD_KAFKA_RESP_ERR_INVALID_RECORD, ErrorCode::Rejected, "kafka.message.invalid",
     WEIR_TEXT("The broker does not accept the message"), "",
     WEIR_TEXT("A compacted topic needs a key in every message")},
    {RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP, ErrorCode::Rejected, "kafka.message.timestamp",
     WEIR_TEXT("The broker does not accept the message's time"), "", ""},
    {RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE, ErrorCode::Rejected, "kafka.message.too_large",
     WEIR_TEXT("The message is larger than the broker or topic allows"), "", ""},
    {RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, ErrorCode::Rejected, "kafka.partition.missing",
     WEIR_TEXT("The topic has no such partition"), "", ""},
    {RD_KAFKA_RESP_ERR__BAD_COMPRESSION, ErrorCode::Rejected, "kafka.batch.unreadable",
     WEIR_TEXT("A stored batch cannot be unpacked"), "", ""},
    {RD_KAFKA_RESP_ERR__BAD_MSG, ErrorCode::Rejected, "kafka.batch.unreadable",
     WEIR_TEXT("A stored batch is damaged, or larger than the fetch size allows"),
     "fetch_max_bytes", ""},
};

Error meantBy(const Meaning &meaning)
{
    const auto marked = [](const char *literal) { return *literal ? text(literal) : QString(); };
    return Error{.code = meaning.kind,
                 .id = meaning.id,
                 .message = text(meaning.message),
                 .field = QString::fromLatin1(meaning.field),
                 .fix = marked(meaning.fix)};
}

Error meaningOf(rd_kafka_resp_err_t code)
{
    for (const Meaning &meaning : kMeanings) {
        if (meaning.code == code) {
            return meantBy(meaning);
        }
    }
    return Error{.code = ErrorCode::Connect,
                 .id = "kafka.peer",
                 .message = QString::fromLatin1(rd_kafka_err2name(code))};
}

/// "… broker's supported mechanisms: PLAIN,SCRAM-SHA-512 (after 2ms in state AUTH_HANDSHAKE)".
std::optional<QStringList> offeredIn(const QString &words)
{
    static const QRegularExpression list(u"supported mechanisms:([A-Za-z0-9_, -]*)"_s);
    const QRegularExpressionMatch match = list.match(words);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    QStringList offered;
    for (const QString &name : match.captured(1).split(u',')) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty()) {
            offered.append(trimmed);
        }
    }
    return offered;
}

/// Nothing is wrong with user and password then: it is another way to sign in that is wanted.
void nameOffered(Error &error, const QStringList &offered)
{
    error.id = "kafka.auth.mechanism";
    error.field = QStringLiteral("sasl");
    if (offered.isEmpty()) {
        error.message = text(WEIR_TEXT("This port of the broker takes no sign-in"));
        error.fix = text(WEIR_TEXT("Choose no authentication, or use the port that wants it"));
    } else {
        error.message = text(WEIR_TEXT("The broker does not offer this way to sign in, but %1"))
                            .arg(offered.join(u", "_s));
        error.fix = text(WEIR_TEXT("Choose one that it offers"));
    }
}

/// Four bytes that should have been a length and are another protocol's first ones: letters, as of
/// "HTTP", or the head of a TLS record.
enum class Speaks
{
    Kafka,
    Text,
    Tls
};

Speaks protocolOf(quint32 length)
{
    const auto at = [length](int index) {
        return (length >> (24U - 8U * unsigned(index))) & 0xffU;
    };
    if (at(0) >= 0x14 && at(0) <= 0x17 && at(1) == 3) {
        return Speaks::Tls;
    }
    for (int i = 0; i < 4; ++i) {
        if (at(i) < 0x20 || at(i) > 0x7e) {
            return Speaks::Kafka;
        }
    }
    return Speaks::Text;
}

/// "… Invalid response size 1213486160 (0..100000000): increase receive.message.max.bytes".
std::optional<Error> answerError(const QString &words)
{
    static const QRegularExpression size(u"[Ii]nvalid (?:response|frame) size (-?[0-9]+)"_s);
    const QRegularExpressionMatch match = size.match(words);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    switch (protocolOf(static_cast<quint32>(match.captured(1).toLongLong()))) {
    case Speaks::Text:
        return Error{.code = ErrorCode::Connect,
                     .id = "kafka.port.other",
                     .message = text(WEIR_TEXT("What answers on this port is no Kafka broker")),
                     .field = u"brokers"_s,
                     .fix = text(WEIR_TEXT("Use the broker's own port, mostly 9092 or 9093"))};
    case Speaks::Tls:
        return Error{.code = ErrorCode::Connect,
                     .id = "kafka.port.tls",
                     .message = text(WEIR_TEXT("This port speaks TLS")),
                     .field = u"tls.disable"_s,
                     .fix = text(WEIR_TEXT("Turn encryption on, or use the port without it"))};
    case Speaks::Kafka: break;
    }
    return Error{.code = ErrorCode::Connect,
                 .id = "kafka.answer.too_large",
                 .message = text(WEIR_TEXT("The broker's answer is larger than is taken")),
                 .field = u"fetch_max_bytes"_s,
                 .fix = text(WEIR_TEXT("Raise the fetch size, or lower the largest message of the "
                                       "topic"))};
}

/// "10.0.0.7:9092/1: Connect to ipv4#10.0.0.7:9092 failed: Connection refused (after 0ms in state
/// CONNECT, 1 identical error(s) suppressed)" says "10.0.0.7:9092: Connection refused".
QString withoutInnerLife(QString words)
{
    static const QRegularExpression state(u" \\(after [0-9]+ms in state .*\\)$"_s);
    static const QRegularExpression attempt(u"^[^ ]+: Connect to (?:ipv[46]#)?([^ ]+) failed: "_s);
    return words.remove(state).replace(attempt, u"\\1: "_s);
}

} // namespace

QString safeWords(const char *words)
{
    return redacted(visibleText(QString::fromUtf8(words ? words : ""), 1500));
}

Explained explain(rd_kafka_resp_err_t code, const char *words)
{
    Explained explained{.error = meaningOf(code), .words = safeWords(words)};
    if (explained.error.code == ErrorCode::Auth) {
        explained.offered = offeredIn(explained.words);
    }
    if (auto answer = answerError(explained.words)) {
        explained.error = *std::move(answer);
    } else if (explained.offered) {
        nameOffered(explained.error, *explained.offered);
    } else if (explained.words.contains("SCRAM"_L1)
               && explained.words.contains("invalid credentials"_L1)
               && rd_kafka_version() < 0x020601ff) {
        explained.error.fix =
            text(WEIR_TEXT("Check user and password; Kafka 4 refuses SCRAM from librdkafka before "
                           "2.6.1: use PLAIN over TLS or OAUTHBEARER there"));
    }
    if (explained.words.isEmpty() && QLatin1String(explained.error.id) == "kafka.peer"_L1) {
        explained.words = safeWords(rd_kafka_err2str(code)); // its name alone says too little
    }
    return explained;
}

Error joined(Explained explained)
{
    if (!explained.words.isEmpty()) {
        explained.error.message += u": "_s + withoutInnerLife(explained.words);
    }
    return std::move(explained.error);
}

Error errorOf(rd_kafka_resp_err_t code, const char *words)
{
    return joined(explain(code, words));
}

bool isTransport(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__SSL:
    case RD_KAFKA_RESP_ERR__TIMED_OUT: return true;
    default: return false;
    }
}

bool isRefusal(rd_kafka_resp_err_t code)
{
    return errorOf(code, "").code == ErrorCode::Rejected;
}

bool isOutage(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
    case RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION:
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS:
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    case RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR:
    case RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH:
    case RD_KAFKA_RESP_ERR_UNKNOWN_LEADER_EPOCH:
    case RD_KAFKA_RESP_ERR_PREFERRED_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED:
    // of the producer's own number, not of what is in the record
    case RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER:
    case RD_KAFKA_RESP_ERR_DUPLICATE_SEQUENCE_NUMBER:
    case RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH:
    case RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING:
    case RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID: return true;
    // the library's own about a record
    case RD_KAFKA_RESP_ERR__INVALID_ARG:
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE: return false;
    default: return code < RD_KAFKA_RESP_ERR_UNKNOWN;
    }
}

Error recordError(rd_kafka_resp_err_t code)
{
    Error error = meaningOf(code);
    if (error.isRetryable() && !isOutage(code)) {
        error.code = ErrorCode::Rejected;
        error.id = "kafka.message.refused";
        error.message = text(WEIR_TEXT("The broker refuses the message"));
    }
    error.message +=
        QStringLiteral(" (%1: %2)")
            .arg(QString::fromLatin1(rd_kafka_err2name(code)), safeWords(rd_kafka_err2str(code)));
    return error;
}

} // namespace core::kafka
