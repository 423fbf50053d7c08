// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_schema.h"

#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_reach_rows.h"
#include "core/connectors/kafka/kafka_rows.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/formats/shaping/row_shape_rows.h"
#include "core/schema/binding.h"

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr Choice kDataTypes[] = {
    {static_cast<int>(DataType::Json), "json", WEIR_TEXT("JSON"),
     WEIR_TEXT("Each message is one JSON object.")},
    {static_cast<int>(DataType::Text), "text", WEIR_TEXT("Text"),
     WEIR_TEXT("Each message is one text.")},
    {static_cast<int>(DataType::Avro), "avro", WEIR_TEXT("Avro"),
     WEIR_TEXT(
         "Each message is one Avro record, behind the number of its schema or of one that you "
         "give.")},
    {static_cast<int>(DataType::Protobuf), "protobuf", WEIR_TEXT("Protobuf"),
     WEIR_TEXT("Each message is one Protobuf message of a type that you name, or that a registry "
               "holds.")},
    {static_cast<int>(DataType::DebeziumJson), "debezium-json", WEIR_TEXT("Debezium JSON"),
     WEIR_TEXT("Change events, every step kept.")},
    {static_cast<int>(DataType::DebeziumJsonUpsert), "debezium-json-upsert",
     WEIR_TEXT("Debezium JSON, latest row"), WEIR_TEXT("Change events, the newest row per key.")},
};

constexpr Choice kMechanisms[] = {
    mechanismChoice(Mechanism::None, "none"),
    mechanismChoice(Mechanism::Plain, "plain"),
    mechanismChoice(Mechanism::ScramSha256, "scram-sha-256"),
    mechanismChoice(Mechanism::ScramSha512, "scram-sha-512"),
    mechanismChoice(Mechanism::OAuthBearer, "oauthbearer"),
};

constexpr Choice kLostPositions[] = {
    {static_cast<int>(OnLostPosition::Stop), "stop", WEIR_TEXT("Stop the flow"),
     WEIR_TEXT("Nothing is skipped before somebody decides.")},
    {static_cast<int>(OnLostPosition::Earliest), "earliest", WEIR_TEXT("Oldest message"),
     WEIR_TEXT("Go on with the oldest message that is left.")},
    {static_cast<int>(OnLostPosition::Latest), "latest", WEIR_TEXT("New messages"),
     WEIR_TEXT("Go on with new messages; what the topic still holds is lost.")},
};

constexpr Choice kUnreadables[] = {
    {static_cast<int>(OnUnreadable::Stop), "stop", WEIR_TEXT("Stop the flow"),
     WEIR_TEXT("Nothing is skipped before somebody decides.")},
    {static_cast<int>(OnUnreadable::Skip), "skip", WEIR_TEXT("Skip the batch"),
     WEIR_TEXT("Go on behind it; one refused message stands for all of it.")},
};

constexpr Choice kFramings[] = {
    {static_cast<int>(Framing::Usual), "auto", WEIR_TEXT("As usual"),
     WEIR_TEXT("The number of a schema before Avro, nothing before all else.")},
    {static_cast<int>(Framing::None), "none", WEIR_TEXT("None"),
     WEIR_TEXT("A Protobuf message or an Avro record alone, whose schema stands here; changes as "
               "JSON, with or without their schema.")},
    {static_cast<int>(Framing::Confluent), "confluent", WEIR_TEXT("Number of a schema"),
     WEIR_TEXT("A registry holds the schema; changes are Avro.")},
};

constexpr Choice kDeletes[] = {
    {static_cast<int>(debezium::Deletes::Skip), "skip", WEIR_TEXT("Skip"),
     WEIR_TEXT("A deleted row stays as it was.")},
    {static_cast<int>(debezium::Deletes::Flag), "flag", WEIR_TEXT("Mark"),
     WEIR_TEXT("A row with the key and _deleted.")},
    {static_cast<int>(debezium::Deletes::Apply), "apply", WEIR_TEXT("Delete"),
     WEIR_TEXT("The row is gone from the view of the current rows.")},
};

constexpr Choice kUnions[] = {
    {static_cast<int>(avro::Unions::Plain), "plain", WEIR_TEXT("Value alone"),
     WEIR_TEXT("\"a\" for a text, whatever else the field may hold.")},
    {static_cast<int>(avro::Unions::Tagged), "avro-json", WEIR_TEXT("With its type"),
     WEIR_TEXT("{\"string\":\"a\"}, as Avro's own JSON has it.")},
};

constexpr Choice kIsolations[] = {
    {static_cast<int>(Isolation::Committed), "committed", WEIR_TEXT("Committed"),
     WEIR_TEXT("Messages of a transaction only once it is committed.")},
    {static_cast<int>(Isolation::Uncommitted), "uncommitted", WEIR_TEXT("Everything"),
     WEIR_TEXT("Also messages of open and aborted transactions.")},
};

constexpr Condition kWithSasl{"sasl", {"plain", "scram-sha-256", "scram-sha-512"}};
constexpr Condition kWithTokens{"sasl", {"oauthbearer"}};
constexpr Condition kWithAvro{"data_type", {"avro"}};
constexpr Condition kWithProtobuf{"data_type", {"protobuf"}};
constexpr Condition kWithFields{"data_type", {"avro", "protobuf"}};
constexpr Condition kWithRegistry{"data_type",
                                  {"avro", "protobuf", "debezium-json", "debezium-json-upsert"}};
constexpr Condition kWithUpserts{"data_type", {"debezium-json-upsert"}};
constexpr std::int64_t kSecond = 1'000'000'000;

constexpr FieldSpec kFields[] = {
    brokersRow("brokers", bind<&KafkaSourceConfig::brokers>(), WEIR_TEXT("Brokers")),
    topicRow(),
    startRow(),
    startTimeRow(),
    startOffsetsRow(),
    {.key = "data_type",
     .member = bind<&KafkaSourceConfig::dataType>(),
     .label = WEIR_TEXT("Read as"),
     .help = WEIR_TEXT("How a message becomes columns."),
     .choices = kDataTypes,
     .heading = Heading::Data,
     .required = true},
    {.key = "group",
     .member = bind<&KafkaSourceConfig::group>(),
     .label = WEIR_TEXT("Consumer group"),
     .help = WEIR_TEXT("Shares partitions with other members of the group; empty = one of its own "
                       "per flow (timeplus-source-<flow id>)."),
     .native = "group.id",
     .range = {0, 255},
     .sharing = Sharing::Warned},
    {.key = "sasl",
     .member = bind<&KafkaSourceConfig::sasl>(),
     .label = WEIR_TEXT("Authentication"),
     .help = WEIR_TEXT("How the broker wants users to sign in."),
     .choices = kMechanisms,
     .native = "sasl.mechanism",
     .heading = Heading::Security},
    onlyWhen(userRow(bind<&KafkaSourceConfig::username>()), kWithSasl),
    onlyWhen(passwordRow(bind<&KafkaSourceConfig::password>()), kWithSasl),
    {.key = "oauth",
     .member = bind<&KafkaSourceConfig::oauth>(),
     .label = WEIR_TEXT("Token"),
     .help = WEIR_TEXT("Where the token for the broker comes from."),
     .native = "sasl.oauthbearer.config",
     .heading = Heading::Security,
     .visibleWhen = kWithTokens},
    {.key = "tls",
     .member = bind<&KafkaSourceConfig::tls>(),
     .label = WEIR_TEXT("Encryption"),
     .help = WEIR_TEXT("TLS towards the broker; on unless it is disabled."),
     .native = "security.protocol",
     .heading = Heading::Security},
    {.key = "framing",
     .member = bind<&KafkaSourceConfig::framing>(),
     .label = WEIR_TEXT("Marker"),
     .help = WEIR_TEXT("What stands in front of each key and value."),
     .choices = kFramings,
     .tab = Tab::Advanced,
     .heading = Heading::Data,
     .visibleWhen = kWithRegistry},
    {.key = "protobuf_message",
     .member = bind<&KafkaSourceConfig::protobufMessage>(),
     .label = WEIR_TEXT("Message"),
     .help = WEIR_TEXT("Name of the message in the .proto text; a registry names it itself."),
     .example = "shop.Order",
     .range = {0, 1024},
     .heading = Heading::Data,
     .visibleWhen = kWithProtobuf},
    {.key = "protobuf_schema",
     .member = bind<&KafkaSourceConfig::protobufSchema>(),
     .label = WEIR_TEXT(".proto text"),
     .help = WEIR_TEXT("The file that defines the message. What it imports stands below, each file "
                       "under a line // file: <name>; what is in google/protobuf is known."),
     .range = {0, 1 * kMiB},
     .heading = Heading::Data,
     .visibleWhen = kWithProtobuf,
     .multiline = true},
    {.key = "avro_schema",
     .member = bind<&KafkaSourceConfig::avroSchema>(),
     .label = WEIR_TEXT("Avro schema"),
     .help = WEIR_TEXT("The schema of all messages, as JSON, where no number stands in front of "
                       "them; a registry has it otherwise."),
     .range = {0, 256 * kKiB},
     .tab = Tab::Advanced,
     .heading = Heading::Data,
     .visibleWhen = kWithAvro,
     .multiline = true},
    {.key = "delete_mode",
     .member = bind<&KafkaSourceConfig::deleteMode>(),
     .label = WEIR_TEXT("Deletes"),
     .help = WEIR_TEXT("What a deleted row becomes."),
     .choices = kDeletes,
     .heading = Heading::Data,
     .visibleWhen = kWithUpserts},
    {.key = "schema_registry_address",
     .member = bind<&KafkaSourceConfig::registryAddress>(),
     .label = WEIR_TEXT("Registry URL"),
     .help =
         WEIR_TEXT("The schema registry that holds the schemas; certificates are checked as for "
                   "the broker."),
     .example = "http://localhost:8081",
     .range = {0, 2048},
     .visibleWhen = kWithRegistry},
    {.key = "schema_registry_api_key",
     .member = bind<&KafkaSourceConfig::registryKey>(),
     .label = WEIR_TEXT("Registry user"),
     .help = WEIR_TEXT("User of the registry; a registry without sign-in needs none."),
     .range = {0, 1024},
     .heading = Heading::Security,
     .visibleWhen = kWithRegistry},
    {.key = "schema_registry_api_secret",
     .member = bind<&KafkaSourceConfig::registrySecret>(),
     .label = WEIR_TEXT("Registry password"),
     .help = WEIR_TEXT("Password of the registry's user."),
     .heading = Heading::Security,
     .visibleWhen = kWithRegistry},
    {.key = "auto_field_extraction",
     .member = bind<&KafkaSourceConfig::autoFieldExtraction>(),
     .label = WEIR_TEXT("One column per field"),
     .help = WEIR_TEXT("Each field of the record becomes a column; otherwise the whole record is "
                       "JSON in the column raw, whatever its schema becomes."),
     .heading = Heading::Data,
     .visibleWhen = kWithFields},
    {.key = "avro_unions",
     .member = bind<&KafkaSourceConfig::avroUnions>(),
     .label = WEIR_TEXT("Unions"),
     .help = WEIR_TEXT("How JSON shows a value that may be of several types."),
     .choices = kUnions,
     .tab = Tab::Advanced,
     .heading = Heading::Data,
     .visibleWhen = kWithAvro},
    columnsRow<&KafkaSourceConfig::shape>(),
    eventTimeRow<&KafkaSourceConfig::shape>(),
    unknownFieldsRow<&KafkaSourceConfig::shape>(),
    onFieldErrorRow<&KafkaSourceConfig::shape>(),
    arrayModeRow<&KafkaSourceConfig::shape>(),
    topicsRow(),
    partitionsRow(),
    {.key = "on_lost_position",
     .member = bind<&KafkaSourceConfig::onLostPosition>(),
     .label = WEIR_TEXT("If the position is gone"),
     .help = WEIR_TEXT("What to do when the topic no longer holds the stored position."),
     .choices = kLostPositions,
     .native = "auto.offset.reset",
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "on_unreadable_batch",
     .member = bind<&KafkaSourceConfig::onUnreadable>(),
     .label = WEIR_TEXT("If a batch cannot be read"),
     .help = WEIR_TEXT("What to do with a stored batch that stays damaged or cannot be unpacked."),
     .choices = kUnreadables,
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "isolation",
     .member = bind<&KafkaSourceConfig::isolation>(),
     .label = WEIR_TEXT("Read"),
     .help = WEIR_TEXT("Whether messages of unfinished transactions are read."),
     .choices = kIsolations,
     .native = "isolation.level",
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "fetch_max_bytes",
     .member = bind<&KafkaSourceConfig::fetchMaxBytes>(),
     .label = WEIR_TEXT("Fetch size"),
     .help = WEIR_TEXT("The most a broker sends in one answer."),
     .native = "fetch.max.bytes",
     .range = {1 * kKiB, 128 * kMiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "queue_kbytes",
     .member = bind<&KafkaSourceConfig::queueSize>(),
     .label = WEIR_TEXT("Prefetch"),
     .help = WEIR_TEXT("Messages fetched ahead of the flow, in bytes; 0 = what suits the library."),
     .native = "queued.max.messages.kbytes",
     .range = {0, 64 * kMiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    {.key = "session_timeout",
     .member = bind<&KafkaSourceConfig::sessionTimeout>(),
     .label = WEIR_TEXT("Group time-out"),
     .help = WEIR_TEXT("A member that is silent for so long loses its partitions; at Event Hubs "
                       "30s unless another time is written here."),
     .native = "session.timeout.ms",
     .range = {6 * kSecond, 300 * kSecond},
     .tab = Tab::Advanced},
    {.key = "client_id",
     .member = bind<&KafkaSourceConfig::clientId>(),
     .label = WEIR_TEXT("Client name"),
     .help = WEIR_TEXT("Shown in the broker's logs; empty = weir-<flow name>."),
     .native = "client.id",
     .range = {0, 255},
     .tab = Tab::Advanced},
    {.key = "instance_id",
     .member = bind<&KafkaSourceConfig::instanceId>(),
     .label = WEIR_TEXT("Instance id"),
     .help = WEIR_TEXT("Keeps the partitions over a quick restart; empty = weir-<flow id> with the "
                       "default group, none with a named one."),
     .native = "group.instance.id",
     .range = {0, 249},
     .tab = Tab::Advanced,
     .sharing = Sharing::Refused},
    {.key = "max_message_bytes",
     .member = bind<&KafkaSourceConfig::maxMessageBytes>(),
     .label = WEIR_TEXT("Largest message"),
     .help = WEIR_TEXT("A larger message is refused: the flow's on_error decides about it."),
     .range = {1 * kKiB, 1 * kGiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
    propertiesRow(bind<&KafkaSourceConfig::properties>()),
};

constexpr Rule kRules[] = {rule<&checkConnection>(), rule<&checkReach>(),
                           rule<&checkStart>(),      rule<&checkLosses>(),
                           rule<&checkDecoding>(),   rule<&checkSourceEventHubs>(),
                           rule<&checkLimits>(),     rule<&checkSourceProperties>()};

} // namespace

const Schema &KafkaSourceConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<KafkaSourceConfig>(kFields, kRules);
    return kSchema;
}

bool KafkaSourceConfig::usesRegistry() const
{
    const bool isChanges =
        dataType == DataType::DebeziumJson || dataType == DataType::DebeziumJsonUpsert;
    const bool mayBeFramed = isChanges || dataType == DataType::Protobuf;
    return (dataType == DataType::Avro && framing != Framing::None)
        || (mayBeFramed && framing == Framing::Confluent);
}

QString KafkaSourceConfig::groupFor(const QString &flowId) const
{
    return group.isEmpty() ? u"timeplus-source-"_s + flowId : group;
}

QString KafkaSourceConfig::instanceFor(const QString &flowId) const
{
    const bool isOwnGroup = group.isEmpty();
    return instanceId.isEmpty() && isOwnGroup ? u"weir-"_s + flowId : instanceId;
}

Connection KafkaSourceConfig::connection(const QString &flowName, const QString &baseFolder) const
{
    return Connection{.brokers = brokers,
                      .mechanism = sasl,
                      .user = username,
                      .password = password.reveal(),
                      .tls = tls,
                      .baseFolder = baseFolder,
                      .clientId = clientId.isEmpty() ? u"weir-"_s + flowName.left(200) : clientId,
                      .properties = properties,
                      .isEventHubs = isEventHubsHost(brokers),
                      .token = tokenAccess(baseFolder)};
}

std::optional<TokenAccess> KafkaSourceConfig::tokenAccess(const QString &baseFolder) const
{
    if (sasl != Mechanism::OAuthBearer) {
        return std::nullopt;
    }
    const bool isIdentity = endpoint && endpoint->identity;
    TokenAccess access = isIdentity ? *endpoint->identity : oauth.access(tls, baseFolder);
    access.baseFolder = baseFolder;
    return access;
}

} // namespace core::kafka
