// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/owned_batch.h"
#include "core/formats/row_decoder.h"
#include "tests/integration/kafka/endpoint_rig.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;
using Writer = rig::EndpointWriter;

namespace {

Bytes bytes(std::string_view text)
{
    return bytesOf(text.data(), text.size());
}

std::shared_ptr<OwnedBatch> numbers(int count, std::size_t size = 0)
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(std::make_shared<LaneInfo>(LaneInfo{.id = 1, .name = u"made/0"_s}));
    for (int i = 0; i < count; ++i) {
        std::string text = std::to_string(i);
        text.resize(std::max(text.size(), size), ' ');
        batch->add(bytes(text), {}, {.value = i}, -1);
    }
    return batch;
}

BatchPtr finished(const std::shared_ptr<OwnedBatch> &batch)
{
    batch->finish({}, 0);
    return batch;
}

} // namespace

/// The endpoint against a real broker.
class EndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageArrivesOnceInOrder();
    void onlyTheNamedMessagesAreWritten();
    void keysHeadersTimesAndNullsArriveAsTheyWere();
    void fromKafkaToKafkaNothingChanges();
    void aFullQueueWaits();
    void tooLargeMessagesAreRefusedAndOthersDelivered();
    void aMissingTopicStopsTheFlowAndIsNotCreated();
    void aMissingTopicIsCreatedWhereThatIsWanted();
    void aWrongPasswordStopsTheFlow();
    void signsIn_data();
    void signsIn();
};

void EndpointTest::everyMessageArrivesOnceInOrder()
{
    const QString topic = rig::makeTopic();
    Writer writer(topic, Writer::config());
    for (int i = 0; i < 5; ++i) {
        writer.submit(finished(numbers(2000)));
    }
    QVERIFY(writer.waitForCompletions(5));
    for (std::size_t i = 0; i < 5; ++i) {
        QCOMPARE(writer.completions[i].token, i + 1);
        QVERIFY(writer.completions[i].outcomes.empty());
    }
    QVERIFY(writer.endpoint().health().ready);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(10'000));
    const QByteArrayList payloads = reader.payloads();
    for (int i = 0; i < 10'000; ++i) {
        QCOMPARE(payloads[i], QByteArray::number(i % 2000));
    }
}

void EndpointTest::onlyTheNamedMessagesAreWritten()
{
    const QString topic = rig::makeTopic();
    Writer writer(topic, Writer::config());
    writer.submit(finished(numbers(10)), {2, 5, 9});
    QVERIFY(writer.waitForCompletions(1));
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(3));
    QCOMPARE(reader.payloads(), QByteArrayList({"2", "5", "9"}));
}

void checkThreeKinds(const Reader &reader)
{
    std::vector<MessageView> views;
    for (const BatchPtr &batch : reader.batches) {
        views.insert(views.end(), batch->messages().begin(), batch->messages().end());
    }
    QCOMPARE(views.size(), 3U);
    QVERIFY(isNull(views[0].payload) && textOf(views[0].key) == "gone");
    QVERIFY(!isNull(views[1].payload) && views[1].payload.empty());
    QVERIFY(isNull(views[1].key) && views[1].headers.isEmpty());
    QCOMPARE(textOf(views[2].payload), "body");
    QCOMPARE(views[2].timestampMs, 1'700'000'000'123);
    const std::vector<HeaderView> headers = views[2].headers.all();
    QCOMPARE(headers.size(), 3U);
    QCOMPARE(headers[0].name, "a");
    QCOMPARE(textOf(headers[0].value), "1");
    QCOMPARE(headers[1].name, "a");
    QVERIFY(isNull(headers[1].value));
    QCOMPARE(textOf(headers[2].value), std::string_view("\0\xff", 2));
}

BatchPtr threeKinds()
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(std::make_shared<LaneInfo>(LaneInfo{.id = 1, .name = u"made/0"_s}));
    batch->add({}, bytes("gone"), {.value = 0}, -1);
    batch->add(bytes(""), {}, {.value = 1}, -1);
    batch->add(bytes("body"), bytes("key"), {.value = 2}, 1'700'000'000'123);
    batch->addHeader("a", bytes("1"));
    batch->addHeader("a", {});
    batch->addHeader("b", bytes(std::string_view("\0\xff", 2)));
    return finished(batch);
}

void EndpointTest::keysHeadersTimesAndNullsArriveAsTheyWere()
{
    const QString topic = rig::makeTopic();
    Writer writer(topic, Writer::config());
    writer.submit(threeKinds());
    QVERIFY(writer.waitForCompletions(1));
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(3));
    checkThreeKinds(reader);
}

void EndpointTest::fromKafkaToKafkaNothingChanges()
{
    const QString first = rig::makeTopic();
    const QString second = rig::makeTopic();
    Writer writer(first, Writer::config());
    writer.submit(threeKinds());
    QVERIFY(writer.waitForCompletions(1));
    Reader between(Reader::config(first));
    QVERIFY(between.waitFor(3));
    Writer copier(second, Writer::config());
    for (const BatchPtr &batch : between.batches) {
        copier.submit(batch);
    }
    QVERIFY(copier.waitForCompletions(between.batches.size()));
    Reader reader(Reader::config(second));
    QVERIFY(reader.waitFor(3));
    checkThreeKinds(reader);
}

void EndpointTest::aFullQueueWaits()
{
    const QString topic = rig::makeTopic();
    Writer writer(topic, Writer::config());
    for (int i = 0; i < 60; ++i) { // far more than the library's queue takes
        writer.submit(finished(numbers(1000, 1000)));
    }
    QVERIFY(writer.waitForCompletions(60, 60'000));
    QVERIFY(std::all_of(writer.completions.begin(), writer.completions.end(),
                        [](const Completion &completion) { return completion.outcomes.empty(); }));
}

void EndpointTest::tooLargeMessagesAreRefusedAndOthersDelivered()
{
    const QString topic = rig::makeTopic();
    Writer writer(topic, Writer::config());
    const auto batch = numbers(2);
    batch->add(bytes(std::string(2'000'000, 'x')), {}, {.value = 2}, -1);
    batch->add(bytes("last"), {}, {.value = 3}, -1);
    writer.submit(finished(batch));
    QVERIFY(writer.waitForCompletions(1));
    QCOMPARE(writer.completions[0].outcomes.size(), 1U);
    QCOMPARE(writer.completions[0].outcomes[0].index, 2U);
    QVERIFY(writer.completions[0].outcomes[0].verdict == Verdict::Refuse);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(3));
    QCOMPARE(reader.payloads().last(), QByteArray("last"));
}

void EndpointTest::aMissingTopicStopsTheFlowAndIsNotCreated()
{
    const QString topic = u"missing-"_s + Reader::newId();
    for (int i = 0; i < 2; ++i) { // the second time it would exist
        Writer writer(topic, Writer::config());
        writer.submit(finished(numbers(1)));
        QVERIFY(writer.waitForFailure());
        QCOMPARE(QLatin1String(writer.endpoint().failure()->id), "kafka.topic.missing"_L1);
        writer.endpoint().close(std::chrono::seconds(5));
    }
}

void EndpointTest::aMissingTopicIsCreatedWhereThatIsWanted()
{
    const QString topic = u"created-"_s + Reader::newId();
    KafkaEndpointConfig config = Writer::config();
    config.createTopic = true;
    for (std::size_t i = 1; i <= 2; ++i) { // the second time it is there already
        Writer writer(topic, config);
        writer.submit(finished(numbers(3)));
        QVERIFY(writer.waitForCompletions(1));
        QVERIFY(writer.completions.front().outcomes.empty());
        Reader reader(Reader::config(topic));
        QVERIFY(reader.waitFor(3 * i));
    }
}

void EndpointTest::aWrongPasswordStopsTheFlow()
{
    KafkaEndpointConfig config = Writer::config(u"SASLP"_s);
    config.authentication.method = AuthMethod::Sasl;
    config.authentication.sasl.username = u"alice"_s;
    config.authentication.sasl.password.setValue("wrong");
    Writer writer(u"any"_s, config);
    QVERIFY(writer.waitForFailure());
    QVERIFY(writer.endpoint().failure()->code == ErrorCode::Auth);
    QVERIFY(findField(KafkaEndpointConfig::schema(), writer.endpoint().failure()->field));
}

void EndpointTest::signsIn_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<Mechanism>("mechanism");
    for (const QString &listener : {u"SASLP"_s, u"SASLS"_s}) {
        QTest::addRow("plain %s", qPrintable(listener)) << listener << Mechanism::Plain;
        QTest::addRow("scram-256 %s", qPrintable(listener)) << listener << Mechanism::ScramSha256;
        QTest::addRow("scram-512 %s", qPrintable(listener)) << listener << Mechanism::ScramSha512;
    }
    QTest::newRow("tls") << u"TLS"_s << Mechanism::None;
    QTest::newRow("mutual tls") << u"MTLS"_s << Mechanism::None;
}

void EndpointTest::signsIn()
{
    QFETCH(QString, listener);
    QFETCH(Mechanism, mechanism);
    KafkaEndpointConfig config = Writer::config(listener);
    config.tls.mode = listener == "SASLP"_L1 ? Switch::Disabled : Switch::Enabled;
    config.tls.rootCas = Pem{u"ca.pem"_s};
    if (mechanism != Mechanism::None) {
        config.authentication.method = AuthMethod::Sasl;
        config.authentication.sasl.saslType = mechanism;
        config.authentication.sasl.username = u"alice"_s;
        config.authentication.sasl.password.setValue("alice-secret");
    }
    if (listener == "MTLS"_L1) {
        QFile key(rig::address(u"CERTS"_s) + u"/client.key"_s);
        QVERIFY(key.open(QIODevice::ReadOnly));
        config.authentication.method = AuthMethod::X509Certificate;
        config.tls.clientCert = Pem{u"client.pem"_s};
        config.tls.clientKey.setValue(key.readAll());
    }
    const QString topic = rig::makeTopic();
    Writer writer(topic, config);
    writer.submit(finished(numbers(3)));
    QVERIFY(writer.waitForCompletions(1));
    QVERIFY(writer.completions[0].outcomes.empty());
}

QTEST_GUILESS_MAIN(EndpointTest)
#include "endpoint_test.moc"
