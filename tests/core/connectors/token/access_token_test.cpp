// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/access_token.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;

QByteArray jwt(const QByteArray &claims)
{
    return "e30." + claims.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        + '.';
}

} // namespace

/// What a token service may answer, and what is made of it.
class AccessTokenTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLifeIsUnderstood_data();
    void theLifeIsUnderstood();
    void whatIsNoTokenIsRefused_data();
    void whatIsNoTokenIsRefused();
    void aGivenTokenEndsWhenItSays();
};

void AccessTokenTest::theLifeIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("life");
    QTest::addColumn<std::int64_t>("renewAfter");
    QTest::addColumn<std::int64_t>("endsAfter");
    const auto row = [](const char *name, QByteArray life, std::int64_t renew, std::int64_t ends) {
        QTest::newRow(name) << std::move(life) << renew << ends;
    };
    row("rest", R"("expires_in":100)", 80'000, 100'000);
    row("rest as text", R"("expires_in":"100")", 80'000, 100'000);
    row("rest goes before end", R"("expires_in":100,"expires_on":"1")", 80'000, 100'000);
    row("end as text", R"("expires_on":"1700000100")", 80'000, 100'000);
    row("told when", R"("expires_in":100,"refresh_in":50)", 50'000, 100'000);
    row("told too late", R"("expires_in":100,"refresh_in":5000)", 80'000, 100'000);
    row("told nonsense", R"("expires_in":100,"refresh_in":-1)", 80'000, 100'000);
    row("untold", R"("x":1)", 240'000, 300'000);
    row("in another age", R"("expires_on":253402300799)", 69'120'000, 86'400'000);
    row("beyond numbers", R"("expires_in":1e300)", 69'120'000, 86'400'000);
}

void AccessTokenTest::theLifeIsUnderstood()
{
    QFETCH(QByteArray, life);
    QFETCH(std::int64_t, renewAfter);
    QFETCH(std::int64_t, endsAfter);
    const auto token = tokenIn(R"({"access_token":"abc",)" + life + '}', kNow);
    QVERIFY(token.has_value());
    QCOMPARE(token->text, QByteArray("abc"));
    QCOMPARE(token->renewMs - kNow, renewAfter);
    QCOMPARE(token->endsMs - kNow, endsAfter);
}

void AccessTokenTest::whatIsNoTokenIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("page") << QByteArray("<html>") << QByteArray("token.answer");
    QTest::newRow("list") << QByteArray("[]") << QByteArray("token.answer");
    QTest::newRow("nothing") << QByteArray() << QByteArray("token.answer");
    QTest::newRow("no token") << QByteArray("{}") << QByteArray("token.missing");
    QTest::newRow("number") << QByteArray(R"({"access_token":1})") << QByteArray("token.missing");
    QTest::newRow("line break") << QByteArray(R"({"access_token":"a\r\nb","expires_in":60})")
                                << QByteArray("token.form");
    QTest::newRow("other letters")
        << QByteArray("{\"access_token\":\"\xc3\xa4\"}") << QByteArray("token.form");
    QTest::newRow("long") << R"({"access_token":")" + QByteArray(16385, 'a') + R"("})"
                          << QByteArray("token.form");
    QTest::newRow("over") << QByteArray(R"({"access_token":"a","expires_in":0})")
                          << QByteArray("token.expired");
    QTest::newRow("long over") << QByteArray(R"({"access_token":"a","expires_on":"12"})")
                               << QByteArray("token.expired");
    QTest::newRow("below nothing")
        << QByteArray(R"({"access_token":"a","expires_in":-1e300})") << QByteArray("token.expired");
}

void AccessTokenTest::whatIsNoTokenIsRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, id);
    const auto token = tokenIn(json, kNow);
    QVERIFY(!token);
    QCOMPARE(QByteArray(token.error().id), id);
    QVERIFY(!token.error().isRetryable());
}

void AccessTokenTest::aGivenTokenEndsWhenItSays()
{
    const QByteArray text = jwt(R"({"exp":1700000100})");
    const auto token = givenToken(text + '\n', kNow);
    QVERIFY(token.has_value());
    QCOMPARE(token->text, text);
    QCOMPARE(token->endsMs, kNow + 100'000);
    QVERIFY(givenToken("opaque", kNow)->endsMs > kNow + 86'400'000);
    QVERIFY(givenToken(jwt(R"({"exp":1e300})"), kNow)->endsMs > kNow);
    QCOMPARE(QByteArray(givenToken(jwt(R"({"exp":1700000000})"), kNow).error().id),
             QByteArray("token.expired"));
    QCOMPARE(QByteArray(givenToken("two words", kNow).error().id), QByteArray("token.form"));
    QCOMPARE(QByteArray(givenToken({}, kNow).error().id), QByteArray("token.form"));
}

QTEST_GUILESS_MAIN(AccessTokenTest)
#include "access_token_test.moc"
