// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/access_token.h"

#include "core/support/text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kDay = 24 * 3600 * kSecond;
constexpr std::int64_t kUntold = 300 * kSecond; ///< of a token that nobody says the life of
constexpr std::int64_t kForEver = 3650 * kDay;

Error fault(ErrorCode code, const char *id, QString message, QString fix = {})
{
    return Error{.code = code, .id = id, .message = std::move(message), .fix = std::move(fix)};
}

/// Client libraries take anything, line breaks too, and send it.
bool isTokenText(const QByteArray &text)
{
    constexpr qsizetype kMost = 16 * 1024;
    const auto isAllowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || QByteArrayView("-._~+/=").contains(c);
    };
    return !text.isEmpty() && text.size() <= kMost && std::ranges::all_of(text, isAllowed);
}

Error badForm()
{
    return fault(ErrorCode::Config, "token.form",
                 text(WEIR_TEXT("What stands for the token has characters that no token has, or "
                                "more than 16 KiB")));
}

Error expired()
{
    return fault(ErrorCode::Auth, "token.expired", text(WEIR_TEXT("The token is over already")),
                 text(WEIR_TEXT("Get a new one, or check this computer's clock")));
}

/// A whole positive number, also one that stands as text.
std::optional<std::int64_t> numberOf(const QJsonValue &value)
{
    bool isNumber = false;
    const double number =
        value.isString() ? value.toString().toDouble(&isNumber) : value.toDouble(-1);
    if (value.isString() ? !isNumber : !value.isDouble()) {
        return std::nullopt;
    }
    constexpr double kMost = 1e12; // in s: beyond every calendar
    return static_cast<std::int64_t>(std::clamp(number, -1.0, kMost));
}

/// From the claims of a JWT, ms; none where it is something else.
std::optional<std::int64_t> claimedEnd(const QByteArray &token)
{
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3) {
        return std::nullopt;
    }
    const QByteArray claims = QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding);
    const auto end = numberOf(QJsonDocument::fromJson(claims).object()["exp"_L1]);
    return end ? std::optional(*end * kSecond) : std::nullopt;
}

/// Told as a rest, which needs no right clock; as a time; by the token itself; or not at all.
std::int64_t lifeOf(const QJsonObject &answer, const QByteArray &token, std::int64_t nowMs)
{
    if (const auto rest = numberOf(answer["expires_in"_L1])) {
        return *rest * kSecond;
    }
    if (const auto end = numberOf(answer["expires_on"_L1])) {
        return *end * kSecond - nowMs;
    }
    const auto claimed = claimedEnd(token);
    return claimed ? *claimed - nowMs : kUntold;
}

} // namespace

Result<AccessToken> givenToken(const QByteArray &given, std::int64_t nowMs)
{
    const QByteArray text = given.trimmed(); // a file ends with a line break
    if (!isTokenText(text)) {
        return badForm();
    }
    const std::int64_t ends =
        std::min(claimedEnd(text).value_or(nowMs + kForEver), nowMs + kForEver);
    if (ends <= nowMs) {
        return expired();
    }
    return AccessToken{.text = text, .renewMs = ends, .endsMs = ends};
}

Result<AccessToken> tokenIn(const QByteArray &json, std::int64_t nowMs)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return fault(ErrorCode::Config, "token.answer",
                     text(WEIR_TEXT("What answers there is no token service: no JSON")));
    }
    const QJsonObject answer = document.object();
    const QByteArray token = answer["access_token"_L1].toString().toUtf8();
    if (token.isEmpty()) {
        return fault(ErrorCode::Config, "token.missing",
                     text(WEIR_TEXT("The token service answers without a token")));
    }
    if (!isTokenText(token)) {
        return badForm();
    }
    const std::int64_t life = std::min(lifeOf(answer, token, nowMs), kDay);
    if (life <= 0) {
        return expired();
    }
    std::int64_t renew = life * 8 / 10;
    if (const auto told = numberOf(answer["refresh_in"_L1]); told && *told > 0) {
        renew = std::min(renew, *told * kSecond);
    }
    return AccessToken{.text = token, .renewMs = nowMs + renew, .endsMs = nowMs + life};
}

} // namespace core
