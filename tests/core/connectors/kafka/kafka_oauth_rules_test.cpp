// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_schema.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// What is said of a source that signs in by tokens before it starts.
class KafkaOAuthRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingOrWrongIsFound_data();
    void whatIsMissingOrWrongIsFound();
    void eventHubsTakesTokens();
    void theGroupIsShownForTokensAlone();
};

namespace {

const QString kUrl = u"https://login.example/token"_s;
const QString kSecret = u"${env:SECRET}"_s;

ConfigBox usual()
{
    ConfigBox config(KafkaSourceConfig::schema());
    auto &source = config.as<KafkaSourceConfig>();
    source.brokers = u"localhost:9092"_s;
    source.topic = u"orders"_s;
    source.sasl = Mechanism::OAuthBearer;
    return config;
}

} // namespace

void KafkaOAuthRulesTest::whatIsMissingOrWrongIsFound_data()
{
    QTest::addColumn<QStringList>("values"); // address, client, secret, token
    QTest::addColumn<QStringList>("found"); // field and code of errors and warnings
    const QString incomplete = u" kafka.oauth.incomplete"_s;
    const QString readable = u"oauth.token_url kafka.oauth.readable"_s;
    const QString url = u"oauth.token_url kafka.oauth.url"_s;
    QTest::newRow("all there") << QStringList{kUrl, u"id"_s, kSecret, {}} << QStringList{};
    QTest::newRow("a token") << QStringList{{}, {}, {}, kSecret} << QStringList{};
    QTest::newRow("both") << QStringList{kUrl, u"id"_s, kSecret, kSecret} << QStringList{};
    QTest::newRow("nothing") << QStringList{{}, {}, {}, {}}
                             << QStringList{u"oauth.token_url"_s + incomplete,
                                            u"oauth.client_id"_s + incomplete,
                                            u"oauth.client_secret"_s + incomplete};
    QTest::newRow("no secret") << QStringList{kUrl, u"id"_s, {}, {}}
                               << QStringList{u"oauth.client_secret"_s + incomplete};
    QTest::newRow("clear") << QStringList{u"http://login.example"_s, u"id"_s, kSecret, {}}
                           << QStringList{readable};
    QTest::newRow("file") << QStringList{u"file:///etc/passwd"_s, u"id"_s, kSecret, {}}
                          << QStringList{url};
    QTest::newRow("no host") << QStringList{u"https:///token"_s, u"id"_s, kSecret, {}}
                             << QStringList{url};
    QTest::newRow("user in it") << QStringList{u"https://a:b@login.example"_s, u"id"_s, kSecret, {}}
                                << QStringList{url};
}

void KafkaOAuthRulesTest::whatIsMissingOrWrongIsFound()
{
    QFETCH(QStringList, values);
    QFETCH(QStringList, found);
    ConfigBox config = usual();
    config.as<KafkaSourceConfig>().oauth = {.tokenUrl = values[0],
                                            .clientId = values[1],
                                            .clientSecret = Secret(values[2]),
                                            .token = Secret(values[3])};
    QStringList told;
    for (const Finding &finding : validateConfig(config, Role::Source, u"s"_s)) {
        if (finding.severity != Severity::Note) {
            told.append(finding.path.section(u'.', 1) + u' ' + finding.code);
        }
    }
    QCOMPARE(told, found);
}

void KafkaOAuthRulesTest::eventHubsTakesTokens()
{
    ConfigBox config = usual();
    auto &source = config.as<KafkaSourceConfig>();
    source.brokers = u"hub.servicebus.windows.net:9093"_s;
    source.oauth.token = Secret(kSecret);
    for (const Finding &finding : validateConfig(config, Role::Source, u"s"_s)) {
        QVERIFY2(finding.severity == Severity::Note, qPrintable(finding.code));
    }
}

void KafkaOAuthRulesTest::theGroupIsShownForTokensAlone()
{
    ConfigBox config = usual();
    QVERIFY(isVisible(config, u"oauth.token_url"_s, Role::Source));
    QVERIFY(!isVisible(config, u"password"_s, Role::Source));
    config.as<KafkaSourceConfig>().sasl = Mechanism::Plain;
    QVERIFY(!isVisible(config, u"oauth.token_url"_s, Role::Source));
    QVERIFY(isVisible(config, u"password"_s, Role::Source));
}

QTEST_GUILESS_MAIN(KafkaOAuthRulesTest)
#include "kafka_oauth_rules_test.moc"
