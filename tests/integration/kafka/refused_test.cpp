// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/acl_rig.h"
#include "tests/integration/kafka/endpoint_rig.h"
#include "tests/integration/kafka/tested_entry.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace rig;

namespace {

enum class Twist
{
    None,
    WrongPassword,
    OtherAuthority,
    StrangersCertificate
};

QByteArray contents(const QString &name)
{
    QFile file(rig::address(u"CERTS"_s) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void useCertificate(TestedEntry &entry, const QString &name)
{
    QVERIFY(
        writeField(entry.box, u"tls.client_cert"_s, Node::scalar(QString(name + u".pem"))).empty());
    Secret &key = entry.isSource ? entry.box.as<KafkaSourceConfig>().tls.clientKey
                                 : entry.box.as<KafkaEndpointConfig>().tls.clientKey;
    key.setValue(contents(name + u".key"));
}

void twist(TestedEntry &entry, Twist how)
{
    switch (how) {
    case Twist::None: break;
    case Twist::WrongPassword: entry.password().setValue("S3CR3T-0815"); break;
    case Twist::OtherAuthority:
        QVERIFY(writeField(entry.box, u"tls.root_cas"_s, Node::scalar(u"other-ca.pem"_s)).empty());
        break;
    case Twist::StrangersCertificate: useCertificate(entry, u"stranger"_s); break;
    }
}

/// One who signs in as bob, on both sides.
KafkaSourceConfig bobReads(const QString &topic)
{
    KafkaSourceConfig config =
        entriesAt(u"SASLP"_s, Mechanism::Plain, false, u"bob"_s)[0].box.as<KafkaSourceConfig>();
    config.topic = topic;
    return config;
}

KafkaEndpointConfig bobWrites()
{
    return entriesAt(u"SASLP"_s, Mechanism::Plain, false, u"bob"_s)[1]
        .box.as<KafkaEndpointConfig>();
}

} // namespace

/// What goes wrong with security: each cause has a code, a stage and a field of its own, on both
/// sides.
class RefusedTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCauseIsNamed_data();
    void eachCauseIsNamed();
    void whatIsOfferedEndsAFailureOfTls_data();
    void whatIsOfferedEndsAFailureOfTls();
    void missingRightsShowAtTheirStage();
    void withoutARightNothingIsRead_data();
    void withoutARightNothingIsRead();
    void withoutARightNothingIsWritten_data();
    void withoutARightNothingIsWritten();
    void aCertificateHasRightsOfItsOwn();
};

void RefusedTest::eachCauseIsNamed_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<Mechanism>("mechanism");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<Twist>("how");
    QTest::addColumn<StageId>("stage");
    QTest::addColumn<QStringList>("verdict"); // code, a source's field, an endpoint's field
    const StageId auth = StageId::Authenticate;
    const StageId encrypt = StageId::Tls;
    const QStringList password{u"kafka.auth.refused"_s, u"password"_s,
                               u"authentication.saslSettings.password"_s};
    const QStringList offered{u"kafka.auth.mechanism"_s, u"sasl"_s,
                              u"authentication.saslSettings.saslType"_s};
    const QStringList signIn{u"kafka.port.sign_in"_s, u"sasl"_s, u"authentication.method"_s};
    const QStringList speaksTls{u"kafka.port.tls"_s, u"tls.disable"_s, u"tls.mode"_s};
    const auto row = [](const QString &name, const QString &listener, Mechanism mechanism, bool tls,
                        Twist how, StageId stage, const QStringList &verdict) {
        QTest::newRow(qPrintable(name)) << listener << mechanism << tls << how << stage << verdict;
    };
    const std::pair<const char *, Mechanism> mechanisms[] = {{"plain", Mechanism::Plain},
                                                             {"scram-256", Mechanism::ScramSha256},
                                                             {"scram-512", Mechanism::ScramSha512}};
    for (const auto &[name, mechanism] : mechanisms) {
        const QString what = u"wrong password, "_s + QLatin1StringView(name);
        row(what, u"SASLP"_s, mechanism, false, Twist::WrongPassword, auth, password);
        row(what + u", TLS", u"SASLS"_s, mechanism, true, Twist::WrongPassword, auth, password);
    }
    row(u"not offered"_s, u"FEWP"_s, Mechanism::ScramSha256, false, Twist::None, auth, offered);
    row(u"tokens only"_s, u"OAUTHS"_s, Mechanism::Plain, true, Twist::None, auth, offered);
    row(u"wants a sign-in"_s, u"SASLP"_s, Mechanism::None, false, Twist::None, auth, signIn);
    row(u"wants a sign-in, TLS"_s, u"SASLS"_s, Mechanism::None, true, Twist::None, auth, signIn);
    row(u"speaks TLS"_s, u"TLS"_s, Mechanism::None, false, Twist::None, auth, speaksTls);
    row(u"speaks TLS, sign-in"_s, u"SASLS"_s, Mechanism::Plain, false, Twist::None, auth,
        speaksTls);
    row(u"speaks no TLS"_s, u"PLAIN"_s, Mechanism::None, true, Twist::None, encrypt,
        {u"tls.closed"_s, u"tls.disable"_s, u"tls.mode"_s});
    row(u"unknown authority"_s, u"TLS"_s, Mechanism::None, true, Twist::OtherAuthority, encrypt,
        {u"tls.unknown_ca"_s, u"tls.root_cas"_s, u"tls.root_cas"_s});
    row(u"unknown authority, sign-in"_s, u"SASLS"_s, Mechanism::Plain, true, Twist::OtherAuthority,
        encrypt, {u"tls.unknown_ca"_s, u"tls.root_cas"_s, u"tls.root_cas"_s});
    row(u"another host"_s, u"BADHOST"_s, Mechanism::None, true, Twist::None, encrypt,
        {u"tls.wrong_host"_s, u"brokers"_s, u"host"_s});
    row(u"expired"_s, u"EXPIRED"_s, Mechanism::None, true, Twist::None, encrypt,
        {u"tls.expired"_s, u"brokers"_s, u"host"_s});
    row(u"no certificate"_s, u"MTLS"_s, Mechanism::None, true, Twist::None, encrypt,
        {u"tls.client_cert_required"_s, u"tls.client_cert"_s, u"tls.client_cert"_s});
    row(u"a stranger's certificate"_s, u"MTLS"_s, Mechanism::None, true,
        Twist::StrangersCertificate, encrypt,
        {u"tls.client_cert_refused"_s, u"tls.client_cert"_s, u"tls.client_cert"_s});
}

void RefusedTest::eachCauseIsNamed()
{
    QFETCH(QString, listener);
    QFETCH(Mechanism, mechanism);
    QFETCH(bool, tls);
    QFETCH(Twist, how);
    QFETCH(StageId, stage);
    QFETCH(QStringList, verdict);
    for (TestedEntry &entry : entriesAt(listener, mechanism, tls)) {
        twist(entry, how);
        const support::RecordedTest run = entry.run();
        const TestStage &found = stageOf(run, stage);
        QVERIFY2(found.state == StageState::Failed, qPrintable(run.summary().join(u", "_s)));
        QCOMPARE(QStringList({found.code, found.field}),
                 QStringList({verdict[0], verdict[entry.isSource ? 1 : 2]}));
        QVERIFY(findField(entry.box.schema(), found.field));
        QVERIFY(!found.message.isEmpty() && !found.message.contains(u"S3CR3T"));
        QVERIFY(stageOf(run, StageId::Target).state == StageState::Skipped);
    }
}

void RefusedTest::whatIsOfferedEndsAFailureOfTls_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<Twist>("how");
    QTest::addColumn<StageId>("stage");
    QTest::newRow("encryption") << u"TLS"_s << false << Twist::None << StageId::Authenticate;
    QTest::newRow("no encryption") << u"PLAIN"_s << true << Twist::None << StageId::Tls;
    QTest::newRow("the authority that is shown")
        << u"TLS"_s << true << Twist::OtherAuthority << StageId::Tls;
}

void RefusedTest::whatIsOfferedEndsAFailureOfTls()
{
    QFETCH(QString, listener);
    QFETCH(bool, tls);
    QFETCH(Twist, how);
    QFETCH(StageId, stage);
    for (TestedEntry &entry : entriesAt(listener, Mechanism::None, tls)) {
        twist(entry, how);
        const TestStage refused = stageOf(entry.run(), stage);
        QCOMPARE(refused.proposals.size(), 1U);
        entry.use(refused.proposals.front());
        const support::RecordedTest run = entry.run();
        QVERIFY2(stageOf(run, StageId::Authenticate).state == StageState::Passed,
                 qPrintable(run.summary().join(u", "_s)));
    }
}

void RefusedTest::missingRightsShowAtTheirStage()
{
    const auto codeAt = [](const KafkaSourceConfig &config, StageId stage) {
        return stageOf(TestedEntry::source(config).run(), stage).code;
    };
    const QString hidden = rig::guardedTopic();
    const QString seen = rig::guardedTopic(RD_KAFKA_ACL_OPERATION_DESCRIBE);
    QCOMPARE(codeAt(bobReads(hidden), StageId::Authorise), u"kafka.topic.forbidden"_s);
    QCOMPARE(codeAt(bobReads(seen), StageId::Message), u"kafka.topic.forbidden"_s);
    KafkaSourceConfig config = bobReads(rig::filledTopic(1));
    config.group = rig::guardedGroup();
    const TestStage group = stageOf(TestedEntry::source(config).run(), StageId::Authorise);
    QCOMPARE(group.code, u"kafka.group.forbidden"_s);
    QCOMPARE(group.field, u"group"_s);
    const TestedEntry writer = TestedEntry::endpoint(bobWrites());
    QCOMPARE(stageOf(writer.run(hidden), StageId::Authorise).code, u"kafka.topic.forbidden"_s);
}

void RefusedTest::withoutARightNothingIsRead_data()
{
    QTest::addColumn<int>("right"); // that bob has
    QTest::addColumn<bool>("guarded"); // the group
    QTest::addColumn<QByteArray>("id");
    const QByteArray topic = "kafka.topic.forbidden";
    QTest::newRow("none") << int(RD_KAFKA_ACL_OPERATION_UNKNOWN) << false << topic;
    QTest::newRow("describe") << int(RD_KAFKA_ACL_OPERATION_DESCRIBE) << false << topic;
    QTest::newRow("write") << int(RD_KAFKA_ACL_OPERATION_WRITE) << false << topic;
    QTest::newRow("read, another's group")
        << int(RD_KAFKA_ACL_OPERATION_READ) << true << QByteArray("kafka.group.forbidden");
}

void RefusedTest::withoutARightNothingIsRead()
{
    QFETCH(int, right);
    QFETCH(bool, guarded);
    QFETCH(QByteArray, id);
    const QString topic = rig::guardedTopic(static_cast<rd_kafka_AclOperation_t>(right));
    KafkaSourceConfig config = bobReads(topic);
    config.group = guarded ? rig::guardedGroup() : QString();
    Reader reader(config);
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QByteArray(reader.error->id), id);
    QVERIFY(reader.error->code == ErrorCode::Auth);
    QVERIFY(findField(KafkaSourceConfig::schema(), reader.error->field));
    QVERIFY(reader.batches.empty());
}

void RefusedTest::withoutARightNothingIsWritten_data()
{
    QTest::addColumn<int>("right");
    QTest::newRow("none") << int(RD_KAFKA_ACL_OPERATION_UNKNOWN);
    QTest::newRow("describe") << int(RD_KAFKA_ACL_OPERATION_DESCRIBE);
    QTest::newRow("read") << int(RD_KAFKA_ACL_OPERATION_READ);
}

void RefusedTest::withoutARightNothingIsWritten()
{
    QFETCH(int, right);
    const QString topic = rig::guardedTopic(static_cast<rd_kafka_AclOperation_t>(right));
    rig::EndpointWriter writer(topic, bobWrites());
    writer.submit(oneMessage());
    QVERIFY(writer.waitForFailure());
    QCOMPARE(QByteArray(writer.endpoint().failure()->id), QByteArray("kafka.topic.forbidden"));
    QVERIFY(writer.endpoint().failure()->code == ErrorCode::Auth);
}

void RefusedTest::aCertificateHasRightsOfItsOwn()
{
    const QString topic = rig::guardedTopic();
    rig::allow(u"client1"_s, RD_KAFKA_RESOURCE_TOPIC, topic, RD_KAFKA_ACL_OPERATION_READ);
    TestedEntry entry = entriesAt(u"MTLS"_s, Mechanism::None, true)[0];
    useCertificate(entry, u"client"_s);
    entry.box.as<KafkaSourceConfig>().topic = topic;
    Reader reader(entry.box.as<KafkaSourceConfig>());
    QVERIFY(reader.waitFor(3));
    TestedEntry writer = entriesAt(u"MTLS"_s, Mechanism::None, true)[1];
    useCertificate(writer, u"client"_s);
    writer.box.as<KafkaEndpointConfig>().authentication.method = AuthMethod::X509Certificate;
    rig::EndpointWriter refused(topic, writer.box.as<KafkaEndpointConfig>());
    refused.submit(oneMessage());
    QVERIFY(refused.waitForFailure());
    QCOMPARE(QByteArray(refused.endpoint().failure()->id), QByteArray("kafka.topic.forbidden"));
}

QTEST_GUILESS_MAIN(RefusedTest)
#include "refused_test.moc"
