// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace {

const QString kGuid = u"11111111-2222-3333-4444-555555555555"_s;

ConfigBox usual(AuthMethod method)
{
    ConfigBox config(KafkaEndpointConfig::schema());
    auto &endpoint = config.as<KafkaEndpointConfig>();
    endpoint.host = u"hub.servicebus.windows.net:9093, other:9093"_s;
    endpoint.authentication.method = method;
    endpoint.authentication.userIdentity.clientId = kGuid;
    endpoint.authentication.userIdentity.tenantId = kGuid;
    return config;
}

/// Field below `authentication`, and code.
QStringList errorsOf(const ConfigBox &config)
{
    QStringList errors;
    for (const Finding &finding : validateConfig(config, Role::Destination, u"e"_s)) {
        if (finding.severity == Severity::Error) {
            errors.append(finding.path.section(u'.', -1) + u' ' + finding.code);
        }
    }
    return errors;
}

} // namespace

/// Managed identities of the endpoint: what is found before a start, and what is asked for.
class KafkaIdentityRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingOrWrongIsFound_data();
    void whatIsMissingOrWrongIsFound();
    void tokensAreAskedForTheHostUnlessToldOtherwise();
    void aProofElsewhereAsksTheTenantsService();
    void eachMethodShowsItsOwnGroup();
    void computersThatAreNoneOfAzureAreKnown_data();
    void computersThatAreNoneOfAzureAreKnown();
};

void KafkaIdentityRulesTest::whatIsMissingOrWrongIsFound_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("errors");
    const QString system = u"authentication.systemAssignedManagedIdentitySettings."_s;
    const QString user = u"authentication.userAssignedManagedIdentitySettings."_s;
    const auto row = [](const char *name, const QString &field, const QString &value,
                        const QStringList &errors) {
        QTest::newRow(name) << field << value << errors;
    };
    row("all there", system + u"audience"_s, u"https://a.example"_s, {});
    row("audience", system + u"audience"_s, u"a.example"_s,
        {u"audience kafka.identity.audience"_s});
    row("no client", user + u"clientId"_s, {}, {u"clientId field.required"_s});
    row("no tenant", user + u"tenantId"_s, {}, {u"tenantId field.required"_s});
    row("client", user + u"clientId"_s, u"me"_s, {u"clientId kafka.identity.guid"_s});
    row("tenant", user + u"tenantId"_s, kGuid + u'1', {u"tenantId kafka.identity.guid"_s});
    row("scope", user + u"scope"_s, u"https://a.example"_s, {u"scope kafka.identity.scope"_s});
    row("scope of it", user + u"scope"_s, u"https://a.example/.default"_s, {});
    row("no file", user + u"proof"_s, u"federated-file"_s,
        {u"federatedTokenFile field.required"_s});
    row("no secret", user + u"proof"_s, u"client-secret"_s, {u"clientSecret field.required"_s});
    row("no TLS", u"tls.mode"_s, u"Disabled"_s,
        {u"mode kafka.event_hubs.tls"_s, u"mode kafka.identity.needs_tls"_s});
}

void KafkaIdentityRulesTest::whatIsMissingOrWrongIsFound()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QStringList, errors);
    ConfigBox config =
        usual(field.contains("systemAssigned"_L1) ? AuthMethod::SystemAssignedManagedIdentity
                                                  : AuthMethod::UserAssignedManagedIdentity);
    QVERIFY(writeField(config, field, Node::scalar(value)).empty());
    QStringList found = errorsOf(config);
    found.sort();
    QCOMPARE(found, errors);
}

void KafkaIdentityRulesTest::tokensAreAskedForTheHostUnlessToldOtherwise()
{
    for (const AuthMethod method :
         {AuthMethod::SystemAssignedManagedIdentity, AuthMethod::UserAssignedManagedIdentity}) {
        ConfigBox config = usual(method);
        auto &endpoint = config.as<KafkaEndpointConfig>();
        const auto own = endpoint.tokenAccess({});
        QVERIFY(own && own->way == TokenAccess::Way::Metadata);
        QCOMPARE(own->scope, u"https://hub.servicebus.windows.net"_s);
        QCOMPARE(own->clientId.isEmpty(), method == AuthMethod::SystemAssignedManagedIdentity);
        endpoint.authentication.systemIdentity.audience = u"https://a.example"_s;
        endpoint.authentication.userIdentity.scope = u"https://a.example/.default"_s;
        QCOMPARE(endpoint.tokenAccess({})->scope, u"https://a.example"_s);
    }
    QVERIFY(!usual(AuthMethod::Sasl).as<KafkaEndpointConfig>().tokenAccess({}));
}

void KafkaIdentityRulesTest::aProofElsewhereAsksTheTenantsService()
{
    ConfigBox config = usual(AuthMethod::UserAssignedManagedIdentity);
    auto &endpoint = config.as<KafkaEndpointConfig>();
    endpoint.authentication.userIdentity.proof = IdentityProof::ClientSecret;
    const auto access = endpoint.tokenAccess({});
    QCOMPARE(access->address,
             u"https://login.microsoftonline.com/"_s + kGuid + u"/oauth2/v2.0/token"_s);
    QCOMPARE(access->scope, u"https://hub.servicebus.windows.net/.default"_s);
    QVERIFY(access->way == TokenAccess::Way::ClientSecretInForm);
    endpoint.authentication.userIdentity.proof = IdentityProof::FederatedFile;
    QVERIFY(endpoint.tokenAccess({})->way == TokenAccess::Way::Assertion);
}

void KafkaIdentityRulesTest::eachMethodShowsItsOwnGroup()
{
    const QString system = u"authentication.systemAssignedManagedIdentitySettings.audience"_s;
    const QString user = u"authentication.userAssignedManagedIdentitySettings.clientId"_s;
    const ConfigBox first = usual(AuthMethod::SystemAssignedManagedIdentity);
    QVERIFY(isVisible(first, system, Role::Destination));
    QVERIFY(!isVisible(first, user, Role::Destination));
    const ConfigBox second = usual(AuthMethod::UserAssignedManagedIdentity);
    QVERIFY(!isVisible(second, system, Role::Destination));
    QVERIFY(isVisible(second, user, Role::Destination));
    QVERIFY(!isVisible(usual(AuthMethod::Sasl), user, Role::Destination));
}

void KafkaIdentityRulesTest::computersThatAreNoneOfAzureAreKnown_data()
{
    QTest::addColumn<QByteArray>("tag"); // null = no such file
    QTest::addColumn<bool>("isOutside");
    QTest::newRow("Azure") << QByteArray("7783-7084-3265-9085-8269-3286-77\n") << false;
    QTest::newRow("another") << QByteArray("No Asset Tag\n") << true;
    QTest::newRow("says nothing") << QByteArray("\n") << false;
    QTest::newRow("no file") << QByteArray() << false;
}

void KafkaIdentityRulesTest::computersThatAreNoneOfAzureAreKnown()
{
    QFETCH(QByteArray, tag);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"tag"_s);
    if (!tag.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(tag) == tag.size());
    }
    qunsetenv("AZURE_POD_IDENTITY_AUTHORITY_HOST");
    QTEST(isOutsideAzure(path), "isOutside");
    qputenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1");
    QVERIFY(!isOutsideAzure(path)); // tokens come from there
}

QTEST_GUILESS_MAIN(KafkaIdentityRulesTest)
#include "kafka_identity_rules_test.moc"
