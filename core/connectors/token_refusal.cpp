// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/token_refusal.h"

#include "core/support/text.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

using Way = TokenAccess::Way;
using End = HttpAnswer::End;

constexpr int kGone = 410; ///< the metadata service is being updated

Error fault(ErrorCode code, const char *id, QString message, QString field, QString fix = {})
{
    return Error{code, id, std::move(message), std::move(field), std::move(fix)};
}

/// OAuth's and the metadata service's own name of what is wrong, and the sentence beside it.
struct Complaint
{
    QString name;
    QString words;
};

Complaint complaintIn(const TokenAccess &access, const HttpAnswer &answer)
{
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QString name = object["error"_L1].toString();
    QString words = u"%1 %2 %3"_s.arg(answer.status)
                        .arg(name, object["error_description"_L1].toString())
                        .trimmed();
    if (!access.secret.isEmpty()) { // some tell what they were asked
        words.replace(QString::fromUtf8(access.secret), u"***"_s);
    }
    return {.name = name, .words = visibleText(redacted(words), 300)};
}

bool isBusy(int status)
{
    return status == 408 || status == 429 || status >= 500;
}

Error serviceRefusal(const TokenAccess &access, const HttpAnswer &answer)
{
    const Complaint complaint = complaintIn(access, answer);
    const TokenFields &fields = access.fields;
    if (isBusy(answer.status)) {
        return fault(ErrorCode::Connect, "token.busy",
                     text(WEIR_TEXT("The token service answers %1")).arg(complaint.words),
                     fields.address);
    }
    const bool isScope = complaint.name == "invalid_scope"_L1
        || complaint.name == "invalid_target"_L1 || complaint.name == "invalid_resource"_L1;
    if (isScope) {
        return fault(ErrorCode::Config, "token.scope",
                     text(WEIR_TEXT("The token service does not know what the token is for: %1"))
                         .arg(complaint.words),
                     fields.scope);
    }
    if (answer.status == 401 || answer.status == 403 || !complaint.name.isEmpty()) {
        const bool isSecret = complaint.name == "invalid_client"_L1 || complaint.name.isEmpty();
        return fault(ErrorCode::Auth, "token.refused",
                     text(WEIR_TEXT("The token service refuses us: %1")).arg(complaint.words),
                     isSecret ? fields.secret : fields.client,
                     text(WEIR_TEXT("Check client id and secret")));
    }
    return fault(
        ErrorCode::Config, "token.answer",
        text(WEIR_TEXT("What answers there is no token service: HTTP %1")).arg(answer.status),
        fields.address);
}

Error metadataRefusal(const TokenAccess &access, const HttpAnswer &answer)
{
    const Complaint complaint = complaintIn(access, answer);
    const TokenFields &fields = access.fields;
    const QString &who = access.clientId.isEmpty() ? fields.mechanism : fields.client;
    if (isBusy(answer.status) || answer.status == 404 || answer.status == kGone) {
        return fault(ErrorCode::Connect, "identity.busy",
                     text(WEIR_TEXT("Azure's identity service is busy: %1")).arg(complaint.words),
                     fields.mechanism);
    }
    if (complaint.name == "invalid_resource"_L1 || complaint.name == "invalid_scope"_L1) {
        return fault(
            ErrorCode::Config, "identity.audience",
            text(WEIR_TEXT("Azure does not know what the token is for: %1")).arg(complaint.words),
            fields.scope);
    }
    if (answer.status == 400) {
        return fault(ErrorCode::Auth, "identity.unknown",
                     text(WEIR_TEXT("The identity is not assigned to this computer: %1"))
                         .arg(complaint.words),
                     who);
    }
    return fault(ErrorCode::Auth, "identity.refused",
                 text(WEIR_TEXT("Azure's identity service refuses us: %1")).arg(complaint.words),
                 who);
}

/// Nothing that HTTP would call an answer.
Error silence(const TokenAccess &access, const HttpAnswer &answer)
{
    const QString &field = access.fields.address;
    switch (answer.end) {
    case End::TlsFailed: return *answer.tls;
    case End::Stopped: return fault(ErrorCode::Cancelled, "token.stopped", {}, {});
    case End::TooLarge:
        return fault(ErrorCode::Config, "token.too_large",
                     text(WEIR_TEXT("The token service's answer has more than 1 MiB")), field);
    case End::Late:
        return fault(ErrorCode::Timeout, "token.timeout",
                     text(WEIR_TEXT("The token service does not answer in time")), field);
    case End::Redirected:
        return fault(ErrorCode::Config, "token.redirect",
                     text(WEIR_TEXT("The token service sends us on to another server")), field,
                     text(WEIR_TEXT("Give the address where the way ends")));
    case End::Unaskable:
        return fault(ErrorCode::Config, "token.answer",
                     text(WEIR_TEXT("The token service's address cannot be asked")), field);
    case End::Answered:
    case End::Unreachable: break;
    }
    return fault(ErrorCode::Connect, "token.unreachable",
                 text(WEIR_TEXT("The token service cannot be reached: %1")).arg(answer.words),
                 field);
}

} // namespace

Error refusalOf(const TokenAccess &access, const HttpAnswer &answer)
{
    const bool isMetadata = access.way == Way::Metadata;
    if (answer.end == End::Answered) {
        return isMetadata ? metadataRefusal(access, answer) : serviceRefusal(access, answer);
    }
    if (isMetadata && (answer.end == End::Late || answer.end == End::Unreachable)) {
        return fault(answer.end == End::Late ? ErrorCode::Timeout : ErrorCode::Connect,
                     "identity.absent",
                     text(WEIR_TEXT("No managed identity answers here: it is there on computers "
                                    "of Azure only")),
                     access.fields.mechanism);
    }
    Error error = silence(access, answer);
    if (isMetadata && error.field.isEmpty()) {
        error.field = access.fields.mechanism;
    }
    return error;
}

std::chrono::milliseconds patienceFor(const HttpAnswer &answer)
{
    if (answer.retryAfter) {
        return *answer.retryAfter;
    }
    return answer.status == kGone ? 10s : 0s;
}

} // namespace core
