// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/token_request.h"

#include "core/connectors/http_question.h"
#include "core/connectors/qt_tls.h"
#include "core/connectors/token_refusal.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

using Way = TokenAccess::Way;

constexpr auto kConnectLimit = 2s; ///< of the metadata address, which is near or not at all
constexpr qint64 kMaxAssertion = 64 * 1024;

Result<QByteArray> assertionOf(const TokenAccess &access)
{
    QFile file(QDir(access.baseFolder).absoluteFilePath(access.assertionFile));
    if (access.assertionFile.isEmpty() || !file.open(QIODevice::ReadOnly)
        || file.size() > kMaxAssertion) {
        return Error{.code = ErrorCode::Config,
                     .id = "token.assertion",
                     .message =
                         text(WEIR_TEXT("The file with the workload's token cannot be read")),
                     .field = access.fields.secret};
    }
    return file.readAll().trimmed();
}

/// Authorities of a private network are trusted beside those of the computer, as the service is
/// often a public one. It gets a secret: there is no way round the check.
Result<QSslConfiguration> tlsOf(const TokenAccess &access)
{
    TlsConfig tls;
    tls.rootCas = access.tls.rootCas;
    Result<QSslConfiguration> made = sslConfiguration(tls, access.baseFolder);
    if (!made) {
        Error error = made.error();
        error.code = ErrorCode::Config;
        error.field = u"tls."_s + error.field;
        return error;
    }
    made->addCaCertificates(QSslConfiguration::systemCaCertificates());
    return made;
}

QByteArray basicOf(const TokenAccess &access)
{
    const QByteArray credentials = QUrl::toPercentEncoding(access.clientId) + ':'
        + QUrl::toPercentEncoding(QString::fromUtf8(access.secret));
    return "Basic " + credentials.toBase64();
}

Result<HttpQuestion> serviceQuestion(const TokenAccess &access)
{
    HttpQuestion question{.url = QUrl(access.address.trimmed(), QUrl::StrictMode),
                          .headers = {{"Accept", "application/json"}}};
    std::vector<std::pair<QByteArray, QString>> form{{"grant_type", u"client_credentials"_s}};
    if (!access.scope.isEmpty()) {
        form.emplace_back("scope", access.scope);
    }
    if (access.way == Way::ClientSecret) {
        question.headers.emplace_back("Authorization", basicOf(access));
    } else {
        form.emplace_back("client_id", access.clientId);
    }
    if (access.way == Way::ClientSecretInForm) {
        form.emplace_back("client_secret", QString::fromUtf8(access.secret));
    }
    if (access.way == Way::Assertion) {
        const Result<QByteArray> assertion = assertionOf(access);
        if (!assertion) {
            return assertion.error();
        }
        form.emplace_back("client_assertion_type",
                          u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s);
        form.emplace_back("client_assertion", QString::fromUtf8(*assertion));
    }
    question.form = formOf(form);
    return question;
}

HttpQuestion metadataQuestion(const TokenAccess &access)
{
    std::vector<std::pair<QByteArray, QString>> query{{"api-version", u"2018-02-01"_s},
                                                      {"resource", access.scope}};
    if (!access.clientId.isEmpty()) {
        query.emplace_back("client_id", access.clientId);
    }
    QByteArray address = access.address.toUtf8();
    while (address.endsWith('/')) {
        address.chop(1);
    }
    return {.url = QUrl::fromEncoded(
                QByteArray(address + "/metadata/identity/oauth2/token?" + formOf(query))),
            .headers = {{"Metadata", "true"}},
            .isLocal = true,
            .connectLimit = kConnectLimit};
}

Result<HttpQuestion> questionOf(const TokenAccess &access)
{
    Result<HttpQuestion> question = access.way == Way::Metadata
        ? Result<HttpQuestion>(metadataQuestion(access))
        : serviceQuestion(access);
    if (question && question->url.scheme() == "https"_L1) {
        Result<QSslConfiguration> tls = tlsOf(access);
        if (!tls) {
            return tls.error();
        }
        question->tls = *std::move(tls);
    }
    return question;
}

Error blaming(Error error, const TokenAccess &access)
{
    if (error.field.isEmpty()) {
        const bool isGiven = access.way == Way::Given;
        const bool isLocal = access.way == Way::Metadata;
        error.field = isGiven ? access.fields.secret
            : isLocal         ? access.fields.mechanism
                              : access.fields.address;
    }
    return error;
}

} // namespace

TokenAnswer fetchToken(const TokenAccess &access, std::chrono::milliseconds limit,
                       const std::function<bool()> &isStopped)
{
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    const auto judged = [&access](Result<AccessToken> token) -> TokenAnswer {
        return {.token =
                    token ? std::move(token) : Result<AccessToken>(blaming(token.error(), access))};
    };
    if (access.way == Way::Given) {
        return judged(givenToken(access.secret, now));
    }
    Result<HttpQuestion> question = questionOf(access);
    if (!question) {
        return {.token = question.error()};
    }
    question->limit = limit;
    const HttpAnswer answer = askHttp(*question, isStopped);
    if (answer.end == HttpAnswer::End::Answered && answer.status == 200) {
        return judged(tokenIn(answer.body, now));
    }
    return {.token = refusalOf(access, answer), .notBefore = patienceFor(answer)};
}

} // namespace core
