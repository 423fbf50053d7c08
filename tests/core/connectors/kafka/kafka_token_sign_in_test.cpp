// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_oauth.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace {

/// As librdkafka tells of a port without sign-in.
constexpr auto kOutOfTurn =
    "SASL OAUTHBEARER mechanism handshake failed: Broker: Request not valid in current SASL state: "
    "broker's supported mechanisms: ";
constexpr auto kOthers =
    "SASL OAUTHBEARER mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's "
    "supported mechanisms: PLAIN";

TokenSignIn signedIn()
{
    Connection connection;
    connection.token = TokenAccess{.way = TokenAccess::Way::Given, .secret = "abc"};
    TokenSignIn signIn;
    signIn.begin(connection, nullptr);
    return signIn;
}

} // namespace

/// What becomes of a broker's answer that one who signs in by tokens gets.
class KafkaTokenSignInTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerOutOfTurnPassesTwiceWhereASignInWorked();
    void aPortWithoutSignInIsBelievedAtOnce();
    void anotherMechanismIsNeverPassingTrouble();
};

void KafkaTokenSignInTest::anAnswerOutOfTurnPassesTwiceWhereASignInWorked()
{
    TokenSignIn signIn = signedIn();
    for (const bool isRetryable : {true, true, false, false}) {
        const Error error = signIn.sawError(RD_KAFKA_RESP_ERR__AUTHENTICATION, kOutOfTurn, true);
        QCOMPARE(QLatin1String(error.id), "kafka.auth.mechanism"_L1);
        QCOMPARE(error.isRetryable(), isRetryable);
    }
}

void KafkaTokenSignInTest::aPortWithoutSignInIsBelievedAtOnce()
{
    TokenSignIn signIn = signedIn();
    const Error error = signIn.sawError(RD_KAFKA_RESP_ERR__AUTHENTICATION, kOutOfTurn, false);
    QCOMPARE(QLatin1String(error.id), "kafka.auth.mechanism"_L1);
    QVERIFY(!error.isRetryable());
}

void KafkaTokenSignInTest::anotherMechanismIsNeverPassingTrouble()
{
    TokenSignIn signIn = signedIn();
    const Error error = signIn.sawError(RD_KAFKA_RESP_ERR__AUTHENTICATION, kOthers, true);
    QCOMPARE(QLatin1String(error.id), "kafka.auth.mechanism"_L1);
    QVERIFY(!error.isRetryable());
}

QTEST_GUILESS_MAIN(KafkaTokenSignInTest)
#include "kafka_token_sign_in_test.moc"
