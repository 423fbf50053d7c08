// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/secrets.h"
#include "core/workspace/workspace.h"
#include "tests/core/workspace/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using test_registry::found;
using test_registry::QueueConfig;

namespace {

class FakeKeyStore final : public KeyStore
{
public:
    QHash<QString, QByteArray> values = {};

    Result<QByteArray> read(const QString &account) override
    {
        if (const auto value = values.constFind(account); value != values.constEnd()) {
            return *value;
        }
        return Error{.id = "secret.key_ring", .message = u"not there"_s};
    }
    Result<void> write(const QString &account, const QByteArray &value) override
    {
        values[account] = value;
        return {};
    }
    Result<void> remove(const QString &account) override
    {
        values.remove(account);
        return {};
    }
};

} // namespace

class SecretsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void environment();
    void files_data();
    void files();
    void keyRingIsAskedByWorkspaceAndPath();
    void sessionSecretsComeFirst();
    void fillsAFlowsSecrets();
    void unresolvableNamesTheField();
    void textsThatAreNoReferenceAreRefused();
};

void SecretsTest::environment()
{
    const SecretResolver resolver(nullptr);
    qputenv("WEIR_TEST_SECRET", "value");
    QCOMPARE(*resolver.resolve(u"${env:WEIR_TEST_SECRET}"_s, {}, {}), QByteArray("value"));
    qputenv("WEIR_TEST_SECRET", "");
    QVERIFY(resolver.resolve(u"${env:WEIR_TEST_SECRET}"_s, {}, {}).has_value());
    qunsetenv("WEIR_TEST_SECRET");
    QCOMPARE(resolver.resolve(u"${env:WEIR_TEST_SECRET}"_s, {}, {}).error().id,
             "secret.unavailable");
}

void SecretsTest::files_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plain") << QByteArray("a") << QByteArray("a");
    QTest::newRow("one newline is cut") << QByteArray("a\n") << QByteArray("a");
    QTest::newRow("only one") << QByteArray("a\n\n") << QByteArray("a\n");
    QTest::newRow("Windows newline") << QByteArray("a\r\n") << QByteArray("a");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("bytes") << QByteArray("\0\xff", 2) << QByteArray("\0\xff", 2);
    QTest::newRow("largest") << QByteArray(65'536, 'a') << QByteArray(65'536, 'a');
}

void SecretsTest::files()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, value);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    const SecretResolver resolver(nullptr);
    QCOMPARE(*resolver.resolve(u"${file:key}"_s, {}, folder.path()), value);
    QCOMPARE(*resolver.resolve(u"${file:%1}"_s.arg(file.fileName()), {}, u"/"_s), value);
    QVERIFY(!resolver.resolve(u"${file:none}"_s, {}, folder.path()));
    QVERIFY(!resolver.resolve(u"${file:.}"_s, {}, folder.path()));
    QVERIFY(!resolver.resolve(u"${file:/dev/zero}"_s, {}, folder.path()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(65'537));
    QVERIFY(!resolver.resolve(u"${file:key}"_s, {}, folder.path()));
}

void SecretsTest::keyRingIsAskedByWorkspaceAndPath()
{
    FakeKeyStore store;
    store.values[u"Plant 7/sources.orders.password"_s] = "value";
    const SecretResolver resolver(&store);
    const QString reference = u"${keyring:sources.orders.password}"_s;
    QCOMPARE(*resolver.resolve(reference, u"Plant 7"_s, {}), QByteArray("value"));
    QCOMPARE(resolver.resolve(reference, u"Plant 8"_s, {}).error().id, "secret.unavailable");
    QCOMPARE(SecretResolver(nullptr).resolve(reference, u"Plant 7"_s, {}).error().id,
             "secret.unavailable");
}

void SecretsTest::sessionSecretsComeFirst()
{
    FakeKeyStore store;
    store.values[u"w/a"_s] = "stored";
    SecretResolver resolver(&store);
    resolver.setSessionSecret(u"a"_s, "typed");
    QCOMPARE(*resolver.resolve(u"${keyring:a}"_s, u"w"_s, {}), QByteArray("typed"));
}

FlowDefinition flowWithSecrets()
{
    FlowEnd from{
        .entry = u"orders"_s, .type = u"queue"_s, .config = ConfigBox(QueueConfig::schema())};
    auto &config = from.config.as<QueueConfig>();
    config.password = Secret(u"${keyring:password}"_s);
    config.headers = {
        NamedValue{.name = u"X"_s, .value = Secret(u"${keyring:x}"_s), .isSecret = true}};
    FlowEnd to = from;
    to.entry = u"hub"_s;
    to.config.as<QueueConfig>().password = Secret();
    to.config.as<QueueConfig>().headers.clear();
    to.config.as<QueueConfig>().tls.clientKey = Secret(u"${keyring:key}"_s);
    return FlowDefinition{.from = from, .to = {to}};
}

void SecretsTest::fillsAFlowsSecrets()
{
    SecretResolver resolver(nullptr);
    resolver.setSessionSecret(u"password"_s, "p");
    resolver.setSessionSecret(u"x"_s, "x");
    resolver.setSessionSecret(u"key"_s, "k");
    FlowDefinition flow = flowWithSecrets();
    QVERIFY(resolver.resolve(flow, u"w"_s).empty());
    QCOMPARE(flow.from.config.as<QueueConfig>().password.reveal(), QByteArray("p"));
    QCOMPARE(flow.from.config.as<QueueConfig>().headers[0].value.reveal(), QByteArray("x"));
    QCOMPARE(flow.to[0].config.as<QueueConfig>().tls.clientKey.reveal(), QByteArray("k"));
    QVERIFY(flow.to[0].config.as<QueueConfig>().password.isEmpty());
}

void SecretsTest::unresolvableNamesTheField()
{
    const SecretResolver resolver(nullptr);
    FlowDefinition flow = flowWithSecrets();
    const Findings findings = resolver.resolve(flow, u"w"_s);
    QCOMPARE(found(findings),
             (QStringList{u"0:0 sources.orders.password secret.unavailable"_s,
                          u"0:0 sources.orders.headers.X secret.unavailable"_s,
                          u"0:0 endpoints.hub.tls.client_key secret.unavailable"_s}));
    QVERIFY(hasErrors(findings));
}

void SecretsTest::textsThatAreNoReferenceAreRefused()
{
    const SecretResolver resolver(nullptr);
    for (const auto &text : {u"hunter2"_s, u""_s, u"${env:}"_s, u"${vault:x}"_s, u"$${env:A}"_s}) {
        const auto value = resolver.resolve(text, {}, {});
        QVERIFY(!value.has_value());
        QVERIFY(!value.error().message.contains(u"hunter2"_s));
    }
}

QTEST_GUILESS_MAIN(SecretsTest)
#include "secrets_test.moc"
